using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Cms.Tests;

public sealed class TimestampDecisionTests : IDisposable
{
    private readonly TestPki pki = new();

    public void Dispose() => pki.Dispose();

    [Fact]
    public void Authorities_are_asked_in_the_configured_order_and_a_failed_one_rests_longer_each_time()
    {
        var (first, second) = (AuthorityState.Fresh("first"), AuthorityState.Fresh("second"));
        Assert.Equal(["first", "second"], TimestampPlan.Order([first, second], TestPki.Now));
        first = first.Failed(TestPki.Now);
        Assert.Equal(["second"], TimestampPlan.Order([first, second], TestPki.Now.AddSeconds(4)));
        Assert.Equal(["first", "second"], TimestampPlan.Order([first, second], TestPki.Now.AddSeconds(5)));
        first = first.Failed(TestPki.Now);
        Assert.Equal(TestPki.Now.AddSeconds(10), first.RestsUntil);
        for (var i = 0; i < 50; i++)
            first = first.Failed(TestPki.Now);
        Assert.Equal(TestPki.Now.AddMinutes(10), first.RestsUntil);
        Assert.Equal(["first", "second"], TimestampPlan.Order([first.Succeeded(), second], TestPki.Now));
    }

    [Fact]
    public void When_nobody_answers_the_request_is_queued_at_growing_distances_and_never_given_up()
    {
        var waits = Enumerable.Range(0, 100).Select(TimestampPlan.Wait).ToList();
        Assert.Equal([TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40)], waits.Take(3));
        Assert.All(waits.Skip(8), wait => Assert.Equal(TimeSpan.FromMinutes(30), wait));
        Assert.True(TimestampPlan.IsLate(TestPki.Now, TestPki.Now.AddMinutes(61), TimeSpan.FromHours(1)));
        Assert.False(TimestampPlan.IsLate(TestPki.Now, TestPki.Now.AddMinutes(59), TimeSpan.FromHours(1)));
    }

    [Fact]
    public void A_new_timestamp_is_due_before_the_certificate_ends()
    {
        using var key = pki.Issue(to: TestPki.Now.AddDays(365));
        var facts = new TimestampFacts(TestPki.Now, key.Certificate, "2.16.840.1.101.3.4.2.1");
        var renewal = Renewal.Of(facts, AgeingPolicy.Default, TestPki.Now);
        Assert.Equal(TestPki.Now.AddDays(185), renewal.DueAt);
        Assert.False(renewal.IsDue(TestPki.Now));
        Assert.True(renewal.IsDue(TestPki.Now.AddDays(185)));
    }

    [Fact]
    public void A_new_timestamp_is_due_before_the_digest_algorithm_ages_out()
    {
        using var key = pki.Issue(to: TestPki.Now.AddYears(8));
        var ends = new Dictionary<string, DateTimeOffset> { ["2.16.840.1.101.3.4.2.1"] = TestPki.Now.AddDays(100) };
        var renewal = Renewal.Of(new TimestampFacts(TestPki.Now, key.Certificate, "2.16.840.1.101.3.4.2.1"), new AgeingPolicy(ends, TimeSpan.FromDays(180)), TestPki.Now);
        Assert.True(renewal.IsDue(TestPki.Now));
        Assert.Contains("digest algorithm", renewal.Reason, StringComparison.Ordinal);
    }
}
