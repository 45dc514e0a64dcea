using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Tests.Execution;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Tests.Shipped;

/// <summary>A customer's request along each of its paths.</summary>
public sealed class ServiceRequestTests
{
    private const string Sent = """{"reopenUntil": {"$instant": "2026-12-20T08:00:00Z"}}""";

    private const string Closed = """{"closed": true, "reopenUntil": {"$instant": "2027-01-01T08:00:00Z"} }""";

    [Theory]
    [InlineData("fault", "fault")]
    [InlineData("consult", "consult")]
    [InlineData("complaint", "complaint")]
    [InlineData("something newer", "consult")]
    public void Each_kind_has_a_task_of_its_own_that_falls_due_before_the_promised_time(string topic, string task)
    {
        var run = Received(topic);

        var open = Assert.Single(run.Tasks.Values);
        Assert.Equal(task, open.Node);
        Assert.True(open.Due < new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero));
        Assert.True(open.Due > run.Now);
    }

    [Fact]
    public void An_answer_is_sent_and_the_request_closed_when_the_customer_lets_it_rest()
    {
        var run = Answered();

        run.Pass(TimeSpan.FromDays(30)).Service("close", Closed);

        Assert.Equal(InstanceStatus.Completed, run.Status);
        Assert.Equal("closed", LastEnd(run));
        run.Replay();
    }

    [Fact]
    public void An_answer_to_a_complaint_is_sent_once_it_is_approved_and_goes_back_until_then()
    {
        var run = Received("complaint").Task("complaint", """{"text": "No."}""");
        Assert.Empty(run.Services);

        run.Task("approve", """{"decision": "amend", "note": "Kinder."}""", "berta");
        Assert.Equal("complaint", Assert.Single(run.Tasks.Values).Node);
        run.Task("complaint", """{"text": "We are sorry."}""").Task("approve", """{"decision": "approve", "note": null}""", "berta");

        Assert.Contains("We are sorry.", ValueJson.Write(run.Call("send").Inputs), StringComparison.Ordinal);
        run.Replay();
    }

    [Fact]
    public void A_customer_who_is_not_content_opens_it_again_with_a_new_time()
    {
        var run = Answered().Message("request-reopened", """{"until": {"$instant": "2026-12-24T08:00:00Z"}}""", Key);

        var again = Assert.Single(run.Tasks.Values);
        Assert.Equal("consult", again.Node);
        Assert.Equal(new DateTimeOffset(2026, 12, 23, 8, 0, 0, TimeSpan.Zero), again.Due);
        run.Task("consult", """{"text": "Now it is."}""").Service("send", Sent);
        Assert.Single(run.Timers);
        run.Replay();
    }

    [Fact]
    public void A_case_with_a_name_of_its_own_hears_word_under_that_name_alone()
    {
        var run = Received("consult", """, "hearing": "case-2" """).Task("consult", """{"text": "It is."}""").Service("send", Sent);

        Assert.Equal("case-2", Assert.Single(run.Subscriptions.Values).Key);
        run.Message("request-reopened", """{"until": {"$instant": "2026-12-24T08:00:00Z"}}""", "case-2");
        Assert.Equal("consult", Assert.Single(run.Tasks.Values).Node);
    }

    [Fact]
    public void Opened_again_at_the_moment_of_closing_it_stays_open()
    {
        var run = Answered().Pass(TimeSpan.FromDays(30)).Service("close", """{"closed": false, "reopenUntil": {"$instant": "2027-03-01T08:00:00Z"} }""");

        Assert.Equal(InstanceStatus.Running, run.Status);
        Assert.Equal(new DateTimeOffset(2027, 3, 1, 8, 0, 0, TimeSpan.Zero), Assert.Single(run.Timers).Value);
        run.Message("request-reopened", """{"until": {"$instant": "2027-01-24T08:00:00Z"}}""", Key);
        Assert.Equal("consult", Assert.Single(run.Tasks.Values).Node);
    }

    private const string Key = "0f0e0d0c-0000-0000-0000-000000000001";

    private static ProcessRun Received(string topic, string more = "") =>
        ShippedProcesses.Run("service-request", "SR-1").Start($$"""{"request": "{{Key}}", "topic": "{{topic}}", "until": {"$instant": "2026-12-01T08:00:00Z"} {{more}} }""");

    private static ProcessRun Answered() => Received("consult").Task("consult", """{"text": "It is."}""").Service("send", Sent);

    private static string LastEnd(ProcessRun run)
    {
        Assert.Equal(InstanceStatus.Completed, run.Status);
        return run.History.Last(entry => entry.Kind == "end.reached").Node;
    }
}
