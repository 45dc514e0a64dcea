using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Node.Operations;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Data;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Portal.Texts;
using IntegrationHub.Storage.Operations;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Nodes, queues and jobs, on the page and by calls.</summary>
[Collection(PortalCollection.Name)]
public sealed class OperationsPageTests(PortalSite site)
{
    [Fact]
    public async Task The_node_tells_of_itself_and_of_what_waits_and_works()
    {
        using var caller = await PersonCaller.SignedInAsync(site, Role.SystemAdministrator);
        var node = (await caller.ReadAsync("/operations/nodes")).EnumerateArray().Single(static one => one.GetProperty("isThis").GetBoolean());
        Assert.Equal((InstalledNode.Ok, site.Get<NodeIdentity>().Name), (node.GetProperty("state").GetString(), node.GetProperty("name").GetString()));
        Assert.True(node.GetProperty("diskTotal").GetInt64() > 0);

        var queues = (await caller.ReadAsync("/operations/queues")).EnumerateArray().ToList();
        Assert.Contains(queues, static queue => queue.GetProperty("name").GetString() == "process-jobs" && queue.GetProperty("lateAfterSeconds").GetInt64() == 300);
        var jobs = (await caller.ReadAsync("/operations/jobs")).EnumerateArray().ToDictionary(static job => job.GetProperty("name").GetString()!);
        Assert.Equal("ok", jobs["NodeHeartbeat"].GetProperty("state").GetString());
        Assert.NotEqual(JsonValueKind.Null, jobs["NodeHeartbeat"].GetProperty("nextRun").ValueKind);

        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.SystemAdministrator));
        var page = await client.ReadAsync("/operations");
        foreach (var shown in new[] { node.GetProperty("name").GetString()!, "id=\"queues\"", "id=\"jobs\"", "data-on=\"operations\"", "<details>", "id=\"live-jobs-rest\"" })
            Assert.Contains(shown, page, StringComparison.Ordinal);

        Assert.Matches("[^\\s]\\s+<span class=\"muted\">\\(this one\\)", page);
        // Why the books are open, or not, stands by itself and not behind the state in one line.
        Assert.Matches("<dt>Why</dt>\\s*<dd><p>", page);

        // Every job has its name in both languages.
        var texts = new PortalTexts();
        foreach (var language in new[] { Language.English, Language.Chinese })
            Assert.DoesNotContain(jobs.Keys, name => !texts.Of(language).ContainsKey("job." + name));
    }

    [Fact]
    public async Task How_sending_and_receiving_went_is_told_apart_by_address_and_way()
    {
        await site.PricesAsync("HEALTH-1");
        using var caller = await PersonCaller.SignedInAsync(site, Role.Staff);
        var health = await caller.ReadAsync($"/members/{PortalSite.Center}/health");
        Assert.All(health.GetProperty("sending").EnumerateArray(), static endpoint => Assert.Equal("closed", endpoint.GetProperty("breaker").GetString()));
        var came = Assert.Single(health.GetProperty("receiving").EnumerateArray(), static way => "file".Equals(way.GetProperty("way").GetString(), StringComparison.OrdinalIgnoreCase));
        Assert.True(came.GetProperty("hour").GetProperty("count").GetInt64() >= 1 && came.GetProperty("day").GetProperty("success").GetDecimal() > 0);
        await PersonCaller.RefusedAsync(await caller.GetAsync("/members/nobody/health"), System.Net.HttpStatusCode.NotFound, "PARTY_UNKNOWN");
        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        var page = await client.ReadAsync($"/members/{PortalSite.Center}");
        foreach (var id in new[] { "id=\"sending\"", "id=\"receiving\"" })
            Assert.Contains(id, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_is_late_is_said_once_and_that_it_caught_up_too()
    {
        var name = $"q{Guid.NewGuid():N}";
        var queues = new Queues { State = [new QueueState(name, null, 3, TimeProvider.System.GetUtcNow().AddHours(-1), 300, Late: true)] };
        await LookAsync(queues);
        await LookAsync(queues);
        Assert.Equal([QueueWatch.Late], await SaidAsync(name));
        // Another node, and this one after a restart, know what was said.
        queues.State = [new QueueState(name, null, 0, null, 300, Late: false)];
        await LookAsync(queues);
        await LookAsync(queues);
        Assert.Equal([QueueWatch.Late, QueueWatch.CaughtUp], await SaidAsync(name));
    }

    [Fact]
    public async Task A_node_that_will_not_come_back_is_forgotten_on_the_page_and_by_a_call()
    {
        var names = new[] { "gone", "lost" }.Select(static machine => NodeIdentity.NameOf(machine, Guid.NewGuid().ToString("N")[..NodeReport.MarkLength])).ToArray();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var name in names)
            Assert.True(await site.Get<NodeBook>().ReportAsync(RetailerId.Default, new NodeReport(name, "1.0", now, now, now, 1, null, null, null, 1, 2, null, null), goesOn: false, default));

        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.SystemAdministrator));
        var page = await client.ReadAsync("/operations");
        Assert.Contains($"<option>{names[0]}</option>", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"<option>{site.Get<NodeIdentity>().Name}</option>", page, StringComparison.Ordinal);
        await client.PostAsync("/operations", "/operations/nodes/forget", ("name", names[0]), ("reason", "scrapped"));
        Assert.DoesNotContain(names[0], await client.ReadAsync("/operations"), StringComparison.Ordinal);

        using var caller = await PersonCaller.SignedInAsync(site, Role.SystemAdministrator);
        await PersonCaller.RefusedAsync(await caller.PostAsync($"/operations/nodes/{names[1]}/forget", new { reason = " " }), System.Net.HttpStatusCode.UnprocessableEntity, "REASON_MISSING");
        Assert.Equal(System.Net.HttpStatusCode.NoContent, (await caller.PostAsync($"/operations/nodes/{names[1]}/forget", new { reason = "scrapped" })).StatusCode);
        await PersonCaller.RefusedAsync(await caller.PostAsync($"/operations/nodes/{names[1]}/forget", new { reason = "scrapped" }), System.Net.HttpStatusCode.NotFound, "NODE_UNKNOWN");
        await PersonCaller.RefusedAsync(await caller.PostAsync($"/operations/nodes/{site.Get<NodeIdentity>().Name}/forget", new { reason = "scrapped" }), System.Net.HttpStatusCode.Conflict, "NODE_RUNNING");
        var said = await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, NodeBook.Forgotten, 10, default);
        Assert.All(names, name => Assert.Contains(said, one => one.Data.Contains(name, StringComparison.Ordinal) && one.Actor == "user:" + PortalSite.Person(Role.SystemAdministrator).Name));

        using var staff = await PersonCaller.SignedInAsync(site, Role.Staff);
        await PersonCaller.RefusedAsync(await staff.PostAsync($"/operations/nodes/{names[1]}/forget", new { reason = "scrapped" }), System.Net.HttpStatusCode.Forbidden, "PERMISSION_MISSING");
    }

    [Fact]
    public void A_node_without_reserve_is_marked_and_jobs_with_errors_stand_apart()
    {
        var now = TimeProvider.System.GetUtcNow();
        InstalledNode Node(string state, decimal? processor) => new("n", state, false, "1.0", now, now, null, 2, processor, null, null, 1, 2, null, null);
        Assert.Equal((true, false, false, false), (NodesCard.IsBusy(Node(InstalledNode.Ok, 99.9m)), NodesCard.IsBusy(Node(InstalledNode.Ok, 40)), NodesCard.IsBusy(Node(InstalledNode.Ok, null)), NodesCard.IsBusy(Node(InstalledNode.Silent, 99.9m))));

        var job = new JobRecord(TimeProvider.System);
        job.Begin();
        job.End(TimeSpan.FromMinutes(1));
        Assert.False(JobsCard.Troubled(job.Read("x")));
        job.Begin();
        job.Fail("away");
        job.End(TimeSpan.FromMinutes(1));
        Assert.True(JobsCard.Troubled(job.Read("x")));
    }

    [Fact]
    public async Task All_who_keep_a_page_new_share_one_reading()
    {
        var (time, read) = (new TestClock(), 0);
        var recently = new Recently<int>(TimeSpan.FromSeconds(3), time);
        Task<int> Ask() => recently.GetAsync(_ => Task.FromResult(Interlocked.Increment(ref read)), default);
        Assert.All(await Task.WhenAll(Ask(), Ask(), Ask()), static number => Assert.Equal(1, number));
        time.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal(2, await Ask());
        recently.Drop();
        Assert.Equal(3, await Ask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => new Recently<int>(TimeSpan.FromSeconds(3), time).GetAsync(_ => throw new InvalidOperationException(), default));
    }

    [Fact]
    public void A_job_tells_of_a_first_round_that_is_due_of_one_that_fails_and_of_one_that_hangs()
    {
        var time = new TestClock();
        var job = new JobRecord(time);
        job.Await(TimeSpan.FromHours(1));
        Assert.Equal(("ok", true, (DateTimeOffset?)null, (DateTimeOffset?)time.GetUtcNow().AddHours(1)), (job.Read("x").State, job.Read("x").InRounds, job.Read("x").LastRun, job.Read("x").NextRun));
        job.Begin();
        job.Fail("away");
        job.End(TimeSpan.FromMinutes(1));
        Assert.Equal("failing", job.Read("x").State);
        job.Begin();
        time.Pass(TimeSpan.FromMinutes(16));
        Assert.Equal("hanging", job.Read("x").State);
        job.End(TimeSpan.FromMinutes(1));
        Assert.Equal("ok", job.Read("x").State);
    }

    /// <summary>One round of a watch that just started.</summary>
    private async Task LookAsync(Queues queues)
    {
        using var watch = new QueueWatch(queues, site.Get<IExchangeReader>(), site.Get<IReceptionStore>(), site.Get<IPartyRegistry>(), site.Get<IIdSource>(), TimeProvider.System, NullLogger<QueueWatch>.Instance);
        await watch.StartAsync(default);
        for (var tries = 0; tries < 200 && watch.Job.Read(nameof(QueueWatch)).NextRun is null; tries++)
            await Task.Delay(20);

        Assert.Null(watch.Job.Read(nameof(QueueWatch)).LastError);
        await watch.StopAsync(default);
    }

    private async Task<IReadOnlyList<string>> SaidAsync(string queue) =>
        [.. (await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "queue.", 500, default)).Where(one => one.Data.Contains(queue, StringComparison.Ordinal)).Select(static one => one.Kind).Reverse()];

    private sealed class TestClock : TimeProvider
    {
        private TimeSpan _passed;

        public void Pass(TimeSpan by) => _passed += by;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _passed;

        public override long GetTimestamp() => (long)(_passed.TotalSeconds * TimestampFrequency);
    }

    /// <summary>Queues as the test says.</summary>
    private sealed class Queues : IOperations
    {
        public required IReadOnlyList<QueueState> State { get; set; }

        public NodeState Node => throw new NotSupportedException();

        public IReadOnlyList<string> Unreached => throw new NotSupportedException();

        public IReadOnlyList<JobState> Jobs => throw new NotSupportedException();

        public Task<IReadOnlyList<QueueState>> QueuesAsync(CancellationToken cancellationToken) => Task.FromResult(State);

        public Task<Rejection?> ForgetAsync(string name, string actor, string reason, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<OperationsState> ReadRecentAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<(IReadOnlyList<InstalledNode> Nodes, IReadOnlyList<QueueState> Queues)> ReadRecentStandingAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<OperationsState> ReadAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<InstalledNode>> NodesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<PartnerHealth> ReadRecentHealthAsync(Party party, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<PartnerHealth> HealthAsync(Party party, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<PartnerLane>> LanesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Alarm>> AlarmsAsync(IReadOnlySet<Permission> granted, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
