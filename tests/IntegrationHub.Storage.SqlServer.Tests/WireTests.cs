using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.Tests.Tds;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>What goes over the wire, and what the provider makes of what comes back, with the real driver.</summary>
public sealed class WireTests
{
    private static readonly PullCursor Cursor = new(Samples.Retailer, Samples.NewParty(), 7, null, Samples.Noon, 0, 0);

    private static TdsAnswer Deadlock => TdsAnswer.Error(1205, 13, "Transaction was deadlocked on lock resources with another process and has been chosen as the deadlock victim.");

    [Fact]
    public async Task Ids_go_in_network_order_instants_in_utc_to_the_tick_and_the_scope_goes_with_them()
    {
        await using var recorded = new RecordedStore();
        var next = new DateTimeOffset(2026, 3, 1, 13, 0, 0, TimeSpan.FromHours(1)).AddTicks(7);
        var happened = Samples.Event("poll.failed");

        await recorded.Get<IPullStore>().SaveAsync(Cursor with { NextPollAt = next }, [happened], CancellationToken.None);

        var sent = recorded.Sent("pulling.save").Parameters;
        Assert.Equal("0x" + Cursor.Party.Value.ToString("N"), sent["@cursor_party"]);
        Assert.Equal("2026-03-01T12:00:00.0000007", sent["@cursor_next"]);
        Assert.Equal((1, null, null, null), (sent["@scope_retailer"], sent["@scope_party"], sent["@scope_customer"], sent["@scope_system"]));
        var events = Assert.IsType<TdsTable>(sent["@events"]);
        Assert.Equal("hub.event_list", events.Type);
        Assert.Equal("0x" + happened.Id.ToString("N"), Assert.Single(events.Rows)[0]);
    }

    [Fact]
    public async Task Work_of_a_party_is_in_the_partys_scope_and_work_of_all_in_a_named_one()
    {
        await using var recorded = new RecordedStore();
        var party = Samples.NewParty();
        await recorded.Get<Exchange.Mailbox.IMailbox>().PeekQueueAsync(Samples.Retailer, party, CancellationToken.None);
        await recorded.Get<Storage.Sending.IForsakenClaims>().EndAsync(Samples.Noon, CancellationToken.None);

        Assert.All(
            recorded.Peer.Requests.Where(static request => request.Name.StartsWith("mailbox.", StringComparison.Ordinal)),
            request => Assert.Equal("0x" + party.Value.ToString("N"), request.Parameters["@scope_party"]));
        var claims = recorded.Sent("claims.end").Parameters;
        Assert.Equal((null, "claims"), (claims["@scope_retailer"], claims["@scope_system"]));
    }

    [Fact]
    public async Task The_victim_of_a_deadlock_runs_again_and_succeeds()
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("pulling.save", Deadlock).Answer("pulling.save", Deadlock);

        await recorded.Get<IPullStore>().SaveAsync(Cursor, [], CancellationToken.None);

        Assert.Equal(3, recorded.Peer.Requests.Count(static request => request.Name == "pulling.save"));
    }

    [Fact]
    public async Task Who_is_the_victim_every_time_is_told_that_the_store_is_not_available()
    {
        await using var recorded = new RecordedStore();
        for (var attempt = 0; attempt < SqlWork.MostAttempts; attempt++)
            recorded.Peer.Answer("pulling.find", Deadlock);

        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await recorded.Get<IPullStore>().FindAsync(Samples.Retailer, Cursor.Party, CancellationToken.None));
        Assert.Equal(SqlWork.MostAttempts, recorded.Peer.Requests.Count);
    }

    [Theory]
    [InlineData(1105, 17)] // file group full
    [InlineData(9002, 17)] // log full
    [InlineData(976, 14)] // not the primary
    [InlineData(6005, 14)] // shutting down
    [InlineData(18456, 14)] // login failed
    [InlineData(40613, 17)] // database not available in the cloud
    [InlineData(3906, 16)] // read-only
    public async Task A_server_that_cannot_commit_is_reported_as_unavailable_and_nothing_is_sent_again(int number, byte severity)
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("pulling.save", TdsAnswer.Error(number, severity, "broken"));

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await recorded.Get<IPullStore>().SaveAsync(Cursor, [], CancellationToken.None));

        Assert.Contains("broken", failure.Message, StringComparison.Ordinal);
        Assert.Single(recorded.Peer.Requests);
    }

    [Theory]
    [InlineData(8115)] // arithmetic overflow
    [InlineData(2628)] // a text too long for its column
    [InlineData(547)] // a check
    [InlineData(2627)] // a key that no statement expects to be taken
    [InlineData(33504)] // a row policy forbids it
    public async Task A_bug_stays_what_it_is(int number)
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("notifications.retry", TdsAnswer.Error(number, 16, "a bug"));

        var failure = await Assert.ThrowsAsync<Microsoft.Data.SqlClient.SqlException>(
            async () => await recorded.Get<IDocumentNotifications>().RetryAsync(Samples.Retailer, 1, Samples.Noon, "x", CancellationToken.None));

        Assert.Equal(number, failure.Number);
    }

    [Fact]
    public async Task What_the_model_reads_comes_after_the_scope_in_one_transaction()
    {
        await using var recorded = new RecordedStore();

        await recorded.Store.ReadAsync(
            Storage.Isolation.Scope.Of(Samples.Retailer),
            static async context => await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(context.Accounts),
            CancellationToken.None);

        Assert.Equal(["begin", "model.scope", "unnamed"], recorded.Peer.Requests.Select(static request => request.Name).Take(3));
        Assert.Equal(1, recorded.Sent("model.scope").Parameters["@scope_retailer"]);
    }

    [Fact]
    public async Task Work_on_keys_is_in_the_scope_of_keys_and_commits()
    {
        await using var recorded = new RecordedStore();

        Assert.Equal(7, recorded.Store.WorkOnKeys(Samples.Retailer, static _ => 7));

        Assert.Equal(["begin", "model.scope", "commit"], recorded.Peer.Requests.Select(static request => request.Name));
        Assert.Equal((1, "keys"), (recorded.Sent("model.scope").Parameters["@scope_retailer"], recorded.Sent("model.scope").Parameters["@scope_system"]));
    }

    [Fact]
    public async Task A_server_that_is_gone_is_reported_as_unavailable()
    {
        var recorded = new RecordedStore();
        await recorded.Peer.DisposeAsync();
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await recorded.Get<IPullStore>().FindAsync(Samples.Retailer, Cursor.Party, CancellationToken.None));
        await recorded.Store.DisposeAsync();
    }

    [Fact]
    public void Pauses_between_attempts_grow_and_differ()
    {
        Assert.Equal([10, 20, 40, 80, 160], Enumerable.Range(1, 5).Select(static attempt => SqlWork.PauseAfter(attempt, 0).TotalMilliseconds));
        Assert.Equal(15, SqlWork.PauseAfter(1, 0.5).TotalMilliseconds);
    }

    [Fact]
    public void Every_port_of_the_other_database_is_here_or_named_as_missing()
    {
        static IEnumerable<string> Ports(string file) => System.Text.RegularExpressions.Regex
            .Matches(File.ReadAllText(Path.Combine(Sources.Root, "hub", file)), @"AddSingleton<(?<port>I\w+)", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5))
            .Select(static match => match.Groups["port"].Value);

        Assert.Equal(
            Ports("IntegrationHub.Storage.PostgreSql/PostgresPorts.cs").Order(StringComparer.Ordinal),
            Ports("IntegrationHub.Storage.SqlServer/SqlServerPorts.cs").Concat(SqlServerPorts.Missing).Order(StringComparer.Ordinal));
    }
}
