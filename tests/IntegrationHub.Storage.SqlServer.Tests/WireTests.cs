using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.Tests.Compliance;
using IntegrationHub.Storage.SqlServer.Tests.Tds;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>What goes over the wire, and what the provider makes of what comes back, with the real driver.</summary>
public sealed class WireTests
{
    [Fact]
    public async Task Ids_go_in_network_order_instants_in_utc_to_the_tick_and_the_scope_goes_with_them()
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("reception.commit+answer+notify", TdsAnswer.Scalar(1));
        var commit = Samples.Commit(Samples.NewParty());
        var received = new DateTimeOffset(2026, 3, 1, 13, 0, 0, TimeSpan.FromHours(1)).AddTicks(7);
        commit = commit with { Exchange = commit.Exchange with { ReceivedAt = received } };

        await recorded.Get<IReceptionStore>().CommitAsync(commit, CancellationToken.None);

        var sent = recorded.Sent("reception.commit+answer+notify").Parameters;
        Assert.Equal("0x" + commit.Exchange.Id.ToString("N"), sent["@id"]);
        Assert.Equal("2026-03-01T12:00:00.0000007", sent["@received_at"]);
        Assert.Equal((1, null, null), (sent["@scope_retailer"], sent["@scope_party"], sent["@scope_system"]));
        var events = Assert.IsType<TdsTable>(sent["@events"]);
        Assert.Equal("hub.event_list", events.Type);
        Assert.Equal("0x" + commit.Events[0].Id.ToString("N"), Assert.Single(events.Rows)[0]);
    }

    [Fact]
    public async Task The_victim_of_a_deadlock_runs_again_and_succeeds()
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("reception.commit+answer+notify", Deadlock).Answer("reception.commit+answer+notify", Deadlock)
            .Answer("reception.commit+answer+notify", TdsAnswer.Scalar(1));

        var outcome = await recorded.Get<IReceptionStore>().CommitAsync(Samples.Commit(Samples.NewParty()), CancellationToken.None);

        Assert.IsType<CommitOutcome.Committed>(outcome);
        Assert.Equal(3, recorded.Peer.Requests.Count(static request => request.Name == "reception.commit+answer+notify"));
    }

    [Fact]
    public async Task Who_is_the_victim_every_time_is_told_that_the_store_is_not_available()
    {
        await using var recorded = new RecordedStore();
        for (var attempt = 0; attempt < SqlWork.MostAttempts; attempt++)
            recorded.Peer.Answer("sending.find", Deadlock);

        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await recorded.Get<ISendingStore>().FindAsync(Samples.Retailer, Samples.NewKey(), CancellationToken.None));
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
        recorded.Peer.Answer("reception.commit+answer+notify", TdsAnswer.Error(number, severity, "broken"));

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await recorded.Get<IReceptionStore>().CommitAsync(Samples.Commit(Samples.NewParty()), CancellationToken.None));

        Assert.Contains("broken", failure.Message, StringComparison.Ordinal);
        Assert.Single(recorded.Peer.Requests);
    }

    [Theory]
    [InlineData(8115)] // arithmetic overflow
    [InlineData(2628)] // a text too long for its column
    [InlineData(547)] // a check
    [InlineData(2627)] // a key that no statement expects to be taken
    public async Task A_bug_stays_what_it_is(int number)
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("reception.record+answer", TdsAnswer.Error(number, 16, "a bug"));
        var exchange = Samples.Inbound(Samples.NewParty(), Samples.NewKey());

        var failure = await Assert.ThrowsAsync<Microsoft.Data.SqlClient.SqlException>(
            async () => await recorded.Get<IReceptionStore>().RecordAsync(exchange, "x"u8.ToArray(), [], null, CancellationToken.None));

        Assert.Equal(number, failure.Number);
    }

    [Fact]
    public async Task The_loser_of_a_race_for_a_key_gets_what_was_registered_first()
    {
        await using var recorded = new RecordedStore();
        var first = Samples.NewId();
        recorded.Peer.Answer("reception.commit+answer+notify", TdsAnswer.Scalar(0))
            .Answer("reception.find", TdsAnswer.Rows("xxxbd", [new byte[32], first, "ack"u8.ToArray(), true, Samples.Noon]));

        var outcome = await recorded.Get<IReceptionStore>().CommitAsync(Samples.Commit(Samples.NewParty()), CancellationToken.None);

        Assert.Equal(first, Assert.IsType<CommitOutcome.AlreadyRegistered>(outcome).First.ExchangeId);
    }

    [Fact]
    public async Task The_loser_of_a_race_rolls_back_what_it_did_to_the_document_it_acknowledges()
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("reception.commit-within+answer+notify", TdsAnswer.Scalar(0))
            .Answer("reception.find", TdsAnswer.Rows("xxxbd", [new byte[32], Samples.NewId(), "ack"u8.ToArray(), true, Samples.Noon]));
        var party = Samples.NewParty();
        var effect = new AcknowledgementEffect(party, "OUT-1", null, static _ => throw new InvalidOperationException("Nothing is decided after a lost race."));

        await recorded.Get<IReceptionStore>().CommitAsync(Samples.Commit(party) with { Acknowledges = effect }, CancellationToken.None);

        Assert.Equal(
            ["begin", "sending.lock-by-document", "reception.commit-within+answer+notify", "rollback", "reception.find"],
            recorded.Peer.Requests.Select(static request => request.Name));
    }

    [Fact]
    public async Task A_claim_that_another_node_took_over_changes_nothing()
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("sending.apply", TdsAnswer.Scalar(0));
        var claim = new ClaimedExchange(Samples.Outbound(Samples.NewParty()), 5, Samples.Noon, false);

        Assert.False(await recorded.Get<ISendingStore>().ApplyAsync(claim, new OutboundDecision(null, []), CancellationToken.None));
        Assert.Equal(5L, recorded.Sent("sending.apply").Parameters["@fence"]);
    }

    [Fact]
    public async Task A_server_that_is_gone_is_reported_as_unavailable()
    {
        var recorded = new RecordedStore();
        await recorded.Peer.DisposeAsync();
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await recorded.Get<ISendingStore>().FindAsync(Samples.Retailer, Samples.NewKey(), CancellationToken.None));
        await recorded.Store.DisposeAsync();
    }

    [Fact]
    public void Pauses_between_attempts_grow_and_differ()
    {
        Assert.Equal([10, 20, 40, 80, 160], Enumerable.Range(1, 5).Select(static attempt => SqlWork.PauseAfter(attempt, 0).TotalMilliseconds));
        Assert.Equal(15, SqlWork.PauseAfter(1, 0.5).TotalMilliseconds);
    }

    private static TdsAnswer Deadlock => TdsAnswer.Error(1205, 13, "Transaction was deadlocked on lock resources with another process and has been chosen as the deadlock victim.");
}
