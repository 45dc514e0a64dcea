using System.Net;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Customers.Tests.Http;

/// <summary>Requests of customers as cases: begun once, answered by who may, approved where it is a complaint, opened again, closed.</summary>
[Collection(CustomersCollection.Name)]
public sealed class RequestCaseTests(CustomersSite site)
{
    [Fact]
    public async Task A_complaint_is_answered_by_one_person_and_sent_when_another_has_approved_it()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        var id = await AskAsync(client, "Complaint", "The bill is wrong.");
        await site.AnswerAsync(id, "We have looked at it.");

        Assert.Equal("REQUEST_ON_ITS_WAY", Assert.Single((await Desk.AnswerAsync(id, "Another one.", CustomersSite.Sales("wu"), default)).Problems).Code);
        Assert.Null((await Book.FindAsync(id, default))!.Answer);
        var token = await TokenAsync(id, "approve");
        Assert.Equal("TASK_FOUR_EYES", Assert.Single(await ApproveAsync(id, token, "zhang")).Code);
        Assert.Empty(await ApproveAsync(id, token, "wu"));

        await SeesAsync(client, id, "We have looked at it.");
        Assert.Equal(("zhang", "wu"), ((await Book.FindAsync(id, default))!.AnsweredBy, (await Book.FindAsync(id, default))!.ApprovedBy));
    }

    [Fact]
    public async Task Who_is_no_candidate_of_the_task_does_not_answer()
    {
        using var client = await CustomerClient.SignedInAsync(site, await site.CustomerAsync());
        var id = await AskAsync(client, "Consultation", "What does it cost?");

        await CustomersSite.UntilAsync(async () => await site.Get<IProcessStore>().FindInstanceAsync(ServiceRequestDesk.CaseOf(id), default) is not null, "the case has begun");
        Assert.Equal("TASK_NOT_CANDIDATE", Assert.Single((await Desk.AnswerAsync(id, "Much.", new("li", ["risk"], []), default)).Problems).Code);
        Assert.Null((await Book.FindAsync(id, default))!.Answer);
    }

    [Fact]
    public async Task A_request_that_came_while_no_process_ran_begins_its_case_once()
    {
        var (id, now) = (Guid.NewGuid(), TimeProvider.System.GetUtcNow());
        await Book.OpenAsync(new(id, Guid.NewGuid(), "老客户", new("old", ServiceTopic.Fault, "From before."), now, now.AddHours(4)), "customer:old", default);
        await Task.WhenAll(Desk.CarryAsync(default), Desk.CarryAsync(default));

        await CustomersSite.UntilAsync(async () => await site.Get<IProcessStore>().FindInstanceAsync(ServiceRequestDesk.CaseOf(id), default) is not null, "the case has begun");
        var history = await site.Get<IProcessStore>().HistoryAsync(ServiceRequestDesk.CaseOf(id), default);
        Assert.Single(history, row => row.Entry.Node == "fault" && row.Entry.Kind == "activity.started");
        Assert.Contains(await Book.ListAsync(openOnly: true, default), one => one.Id == id);
    }

    [Fact]
    public async Task A_customer_who_is_not_content_opens_the_request_again_and_is_answered_again()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        var id = await AskAsync(client, "Application", "More capacity, please.");
        await site.AnswerAsync(id, "No.");
        await SeesAsync(client, id, "Open it again");

        await AgainAsync(client, id, "But why?");
        await SeesAsync(client, id, "Answer until");
        Assert.Contains(await Book.ListAsync(openOnly: true, default), one => one.Id == id);
        await TokenAsync(id, "consult");
        await site.AnswerAsync(id, "Because of the line.");

        await SeesAsync(client, id, "Because of the line.");
        Assert.Contains("But why?", await client.ReadAsync($"/my/requests/{id:D}"), StringComparison.Ordinal);
        var round = Assert.Single((await Book.FindAsync(id, default))!.Earlier);
        Assert.Equal(("No.", "But why?"), (round.Answer, round.Words));
        Assert.Contains(await site.EventsAsync("service-request.reopened"), entry => entry.Data.Contains($"{id:D}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_whose_case_was_cancelled_is_answered_in_a_next_one_and_so_is_one_that_is_opened_again()
    {
        using var client = await CustomerClient.SignedInAsync(site, await site.CustomerAsync());
        var id = await AskAsync(client, "Consultation", "What does it cost?");
        await TokenAsync(id, "consult");
        await CancelAsync(id);
        await site.AnswerAsync(id, "Little.");
        await SeesAsync(client, id, "Open it again");
        Assert.Equal(1, (await Book.FindAsync(id, default))!.CasesOver);

        await CancelAsync(id);
        await AgainAsync(client, id, "How little?");
        await TokenAsync(id, "consult");
        await site.AnswerAsync(id, "One yuan.");
        await SeesAsync(client, id, "One yuan.");
        Assert.Equal((2, 1), ((await Book.FindAsync(id, default))!.CasesOver, (await Book.FindAsync(id, default))!.CaseFrom));
        Assert.Equal(InstanceStatus.Cancelled, (await site.Get<IProcessStore>().FindInstanceAsync(ServiceRequestDesk.CaseOf(id), default))!.State.Status);

        // What was said by beginning the case is not said to it once more.
        await Desk.CarryAsync(default);
        Assert.Equal("One yuan.", (await Book.FindAsync(id, default))!.Answer);
        Assert.Null(await TaskAsync(id, "consult"));
    }

    [Fact]
    public async Task What_a_case_did_not_hear_before_it_was_cancelled_is_nothing_to_the_next_one()
    {
        using var client = await CustomerClient.SignedInAsync(site, await site.CustomerAsync());
        var id = await AskAsync(client, "Consultation", "What does it cost?");
        await site.AnswerAsync(id, "Little.");
        await SeesAsync(client, id, "Open it again");
        var first = ServiceRequestDesk.CaseOf((await Book.FindAsync(id, default))!);
        var heard = (await site.Get<IProcessStore>().FindInstanceAsync(first, default))!.State.Variables["hearing"] is TextValue hearing ? hearing.Text : id.ToString("D");
        await CancelAsync(id);

        // The word comes when nobody is there to hear it.
        await site.Get<ProcessEngine>().AcceptMessageAsync(
            new($"late-{id:N}", "request-reopened", heard, ContextValue.Of(("until", new InstantValue(TimeProvider.System.GetUtcNow().AddDays(5))))), default);
        await AgainAsync(client, id, "How little?");
        await TokenAsync(id, "consult");
        await site.AnswerAsync(id, "One yuan.");
        await SeesAsync(client, id, "One yuan.");

        var second = ServiceRequestDesk.CaseOf((await Book.FindAsync(id, default))!);
        Assert.NotEqual(first, second);
        await CustomersSite.UntilAsync(
            async () => (await site.Get<IProcessStore>().FindInstanceAsync(second, default))!.State.Tokens.Values.Any(static token => token.Node == "wait"), "the case waits for the customer");
        Assert.Null(await TaskAsync(id, "consult"));

        // Word for this case it hears.
        await AgainAsync(client, id, "Which yuan?");
        await TokenAsync(id, "consult");
        Assert.Equal(second, ServiceRequestDesk.CaseOf((await Book.FindAsync(id, default))!));
    }

    [Fact]
    public async Task Nobody_opens_anothers_request_again_and_a_closed_one_stays_closed()
    {
        using var client = await CustomerClient.SignedInAsync(site, await site.CustomerAsync());
        using var stranger = await CustomerClient.SignedInAsync(site, await site.CustomerAsync());
        var id = await AskAsync(client, "Consultation", "What does it cost?");
        await site.AnswerAsync(id, "Little.");
        await SeesAsync(client, id, "Open it again");

        Assert.Contains("Not done", await AgainAsync(stranger, id, "Mine."), StringComparison.Ordinal);
        Assert.True(await ClosedAsync(id));
        Assert.True(await ClosedAsync(id));
        var refused = await AgainAsync(client, id, "Still.");
        Assert.Contains("can no longer be opened again", refused, StringComparison.Ordinal);
        Assert.Equal("Little.", (await Book.FindAsync(id, default))!.Answer);
    }

    private ServiceRequestBook Book => site.Get<ServiceRequestBook>();

    private ServiceRequestDesk Desk => site.Get<ServiceRequestDesk>();

    private async Task<Guid> AskAsync(CustomerClient client, string topic, string text)
    {
        var id = Guid.NewGuid();
        Assert.Equal(HttpStatusCode.Found, (await client.PostAsync("/my", "/my/requests", ("request", id.ToString()), ("topic", topic), ("text", text))).StatusCode);
        await SeesAsync(client, id, "Answer until");
        return id;
    }

    private static async Task<string> AgainAsync(CustomerClient client, Guid request, string words)
    {
        var answer = await client.PostAsync("/my", $"/my/requests/{request:D}/again", ("request", Guid.NewGuid().ToString()), ("text", words));
        await CustomersSite.UntilAsync(async () => !(await client.ReadAsync(answer.Location()!)).Contains("on its way", StringComparison.Ordinal), "it is judged");
        return await client.ReadAsync(answer.Location()!);
    }

    private static Task SeesAsync(CustomerClient client, Guid request, string words) =>
        CustomersSite.UntilAsync(async () => (await client.ReadAsync($"/my/requests/{request:D}")).Contains(words, StringComparison.Ordinal), $"the customer reads: {words}");

    private async Task<bool> ClosedAsync(Guid request)
    {
        bool? closed = null;
        await CustomersSite.UntilAsync(async () => (closed = await Book.CloseAsync(request, default)) is not null, "the answer is handed in");
        return closed!.Value;
    }

    private async Task<int> TokenAsync(Guid request, string task)
    {
        Token? token = null;
        await CustomersSite.UntilAsync(async () => (token = await TaskAsync(request, task)) is not null, $"the task {task} is open");
        return token!.Id;
    }

    private async Task<Token?> TaskAsync(Guid request, string task) =>
        (await site.Get<IProcessStore>().FindInstanceAsync(ServiceRequestDesk.CaseOf((await Book.FindAsync(request, default))!), default))?.State.Tokens.Values.FirstOrDefault(one => one.Node == task && one.Phase == Phase.Active);

    private async Task CancelAsync(Guid request) =>
        await site.Get<ProcessEngine>().ApplyAsync(ServiceRequestDesk.CaseOf((await Book.FindAsync(request, default))!), new StepInput.Cancel("li", "by mistake"), default);

    private async Task<IReadOnlyList<Workflows.Finding>> ApproveAsync(Guid request, int token, string by) =>
        await site.Get<ProcessEngine>().CompleteAsync(ServiceRequestDesk.CaseOf(request), token, ContextValue.Of(("decision", Value.Of("approve"))), CustomersSite.Sales(by), default);
}
