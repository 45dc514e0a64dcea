using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.Tests.Tds;
using IntegrationHub.Storage.Tests.Compliance;
using Microsoft.EntityFrameworkCore;

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
    public async Task Of_texts_that_are_one_to_the_server_a_list_has_one_and_none_that_no_column_takes()
    {
        await using var recorded = new RecordedStore();
        var query = new MailboxQuery(0, null, IntervalType.Server, null, ["A", "A ", "a", new string('x', 401)], null, 100);

        await recorded.Get<IMailbox>().ListAsync(Samples.Retailer, Samples.NewParty(), query, CancellationToken.None);

        Assert.Equal(["A", "a"], Assert.IsType<TdsTable>(recorded.Sent("mailbox.list+after+types").Parameters["@types"]).Rows.Select(static row => row[0]));
    }

    [Fact]
    public async Task Work_of_a_party_is_in_the_partys_scope_and_work_of_all_in_a_named_one()
    {
        await using var recorded = new RecordedStore();
        var party = Samples.NewParty();
        await recorded.Get<IMailbox>().PeekQueueAsync(Samples.Retailer, party, CancellationToken.None);
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
    [InlineData(1101, true)] // no room for a page
    [InlineData(1105, true)] // file group full
    [InlineData(5149, true)] // a file could not grow
    [InlineData(9002, true)] // log full
    [InlineData(40544, true)] // quota in the cloud
    [InlineData(701, false)] // memory
    [InlineData(976, false)] // not the primary
    public async Task A_full_disk_of_the_server_is_told_from_everything_else_that_makes_it_unavailable(int number, bool isFull)
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("pulling.save", TdsAnswer.Error(number, 17, "broken"));

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await recorded.Get<IPullStore>().SaveAsync(Cursor, [], CancellationToken.None));

        Assert.Equal(isFull, DiskFull.Is(failure, new SqlServerProvider()));
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
    public async Task Work_by_the_model_runs_again_whole_when_it_was_the_victim_of_a_deadlock_also_while_it_saved()
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.AnswerWhere("INSERT INTO [hub].[attempt]", Deadlock).AnswerWhere("UPDATE", Deadlock).AnswerWhere("UPDATE", TdsAnswer.Changed(3));

        Assert.Equal(3, await recorded.Store.ChangeAsync(Storage.Isolation.Scope.Of(Samples.Retailer), CountAsync, CancellationToken.None));

        Assert.Equal(3, recorded.Peer.Requests.Count(static request => request.Name == "model.scope"));
        Assert.Single(recorded.Peer.Requests, static request => request.Name == "commit");
        recorded.Peer.AnswerWhere("UPDATE", Deadlock);
        Assert.Equal(0, recorded.Store.WorkOnKeys(Samples.Retailer, static context => context.KeyWork.ExecuteUpdate(static set => set.SetProperty(static row => row.Seen, 1))));

        static async Task<int> CountAsync(Model.HubContext context)
        {
            context.Attempts.Add(new Model.AttemptRow { RetailerId = 1, Subject = [1] });
            await context.SaveChangesAsync();
            return await context.Attempts.ExecuteUpdateAsync(static set => set.SetProperty(static row => row.Count, 2));
        }
    }

    [Fact]
    public async Task Who_is_the_victim_every_time_while_the_model_saves_is_told_that_the_store_is_not_available()
    {
        await using var recorded = new RecordedStore();
        for (var attempt = 0; attempt < SqlWork.MostAttempts; attempt++)
            recorded.Peer.AnswerWhere("INSERT", Deadlock);

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => SaveAsync(recorded));

        Assert.Contains("deadlock victim", failure.Message, StringComparison.Ordinal);
        Assert.Equal(SqlWork.MostAttempts, recorded.Peer.Requests.Count(static request => request.Name == "model.scope"));
    }

    [Theory]
    [InlineData(1105, 17)] // file group full
    [InlineData(9002, 17)] // log full
    [InlineData(3906, 16)] // read-only
    [InlineData(40613, 17)] // database not available in the cloud
    public async Task A_server_that_cannot_commit_while_the_model_saves_is_reported_as_unavailable_and_nothing_is_sent_again(int number, byte severity)
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.AnswerWhere("INSERT", TdsAnswer.Error(number, severity, "broken"));

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => SaveAsync(recorded));

        Assert.Contains("broken", failure.Message, StringComparison.Ordinal);
        Assert.Equal(number is 1105 or 9002, DiskFull.Is(failure, new SqlServerProvider()));
        Assert.Single(recorded.Peer.Requests, static request => request.Name == "model.scope");
    }

    [Theory]
    [InlineData(2627)] // a key that is taken: who saves decides what that means
    [InlineData(33504)] // a row policy forbids it
    public async Task What_the_model_could_not_save_for_its_own_sake_stays_a_failed_save(int number)
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.AnswerWhere("INSERT", TdsAnswer.Error(number, 16, "refused"));

        await Assert.ThrowsAsync<DbUpdateException>(() => SaveAsync(recorded));
    }

    private static Task<int> SaveAsync(RecordedStore recorded) => recorded.Store.ChangeAsync(
        Storage.Isolation.Scope.Of(Samples.Retailer),
        static context =>
        {
            context.Attempts.Add(new Model.AttemptRow { RetailerId = 1, Subject = [1] });
            return Task.FromResult(1);
        },
        CancellationToken.None);

    [Fact]
    public async Task Work_on_keys_is_in_the_scope_of_keys_and_commits()
    {
        await using var recorded = new RecordedStore();

        Assert.Equal(7, recorded.Store.WorkOnKeys(Samples.Retailer, static _ => 7));

        Assert.Equal(["begin", "model.scope", "commit"], recorded.Peer.Requests.Select(static request => request.Name));
        Assert.Equal((1, "keys"), (recorded.Sent("model.scope").Parameters["@scope_retailer"], recorded.Sent("model.scope").Parameters["@scope_system"]));
    }

    [Theory]
    [InlineData(false, "Shared", 5000)]
    [InlineData(true, "Exclusive", 1000)]
    public async Task A_lock_on_names_that_is_not_granted_is_asked_for_again_in_a_transaction_anew(bool alone, string mode, int wait)
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("names.lock", TdsAnswer.Scalar(-1));
        recorded.Peer.Answer("names.lock", TdsAnswer.Scalar(-3));
        recorded.Peer.Answer("names.lock", TdsAnswer.Scalar(1));

        Assert.True(await recorded.Store.ChangeAsync(
            Storage.Isolation.Scope.Of(Samples.Retailer),
            async context =>
            {
                await recorded.Store.LockAsync(context, "names-1-reading_block.account_key", alone, default);
                return true;
            },
            CancellationToken.None));

        var asked = recorded.Peer.Requests.Where(static request => request.Name == "names.lock").ToList();
        Assert.Equal(3, asked.Count);
        Assert.All(asked, request => Assert.Equal(("ihub-names-1-reading_block.account_key", mode, wait), (request.Parameters["@resource"], request.Parameters["@mode"], request.Parameters["@wait"])));
        Assert.Equal(3, recorded.Peer.Requests.Count(static request => request.Name == "begin"));
        Assert.Single(recorded.Peer.Requests, static request => request.Name == "commit");
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
    public async Task What_a_decision_changes_is_written_in_the_partys_name()
    {
        await using var recorded = new RecordedStore();
        var exchange = Samples.Outbound(Samples.NewParty());
        recorded.Peer.Answer("sending.lock", GoldenTests.Rows(exchange with { State = OutboundState.Quarantined }, 1)).Answer("sending.change+entry", TdsAnswer.Scalar(1));

        await recorded.Get<ISendingStore>().DecideAsync(Samples.Retailer, exchange.Id, static before => new OutboundDecision(before with { State = OutboundState.Queued }, []), CancellationToken.None);

        Assert.Null(recorded.Sent("sending.lock").Parameters["@scope_party"]);
        Assert.Equal("0x" + exchange.Party.Value.ToString("N"), recorded.Sent("sending.change+entry").Parameters["@scope_party"]);
    }

    [Fact]
    public async Task Bytes_that_are_there_already_are_not_sent_again_and_other_bytes_under_their_name_are_refused()
    {
        await using var recorded = new RecordedStore();
        var archive = recorded.Get<IArchive>();
        var large = System.Security.Cryptography.RandomNumberGenerator.GetBytes(1_200_000);
        recorded.Peer.Answer("archive.head", TdsAnswer.Rows("x", [Samples.NewId()])).Answer("archive.head", TdsAnswer.Rows("x", new object?[] { null }));

        await archive.StoreAsync(Samples.Retailer, Samples.NewId(), ArchiveClass.Received, large, Samples.Noon, CancellationToken.None);
        Assert.Equal(["begin", "archive.head", "commit"], recorded.Peer.Requests.Select(static request => request.Name));

        await Assert.ThrowsAsync<InvalidDataException>(async () => await archive.StoreAsync(Samples.Retailer, Samples.NewId(), ArchiveClass.Received, large, Samples.Noon, CancellationToken.None));
        Assert.DoesNotContain(recorded.Peer.Requests, static request => request.Name == "archive.piece");
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
        var peer = new TdsPeer();
        var connection = new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(peer.ConnectionString) { ConnectTimeout = 1 }.ConnectionString;
        await peer.DisposeAsync();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => new SqlWork(connection, TimeSpan.FromSeconds(1), TimeProvider.System).RunAsync(
            Storage.Isolation.Scope.Of(Samples.Retailer), static session => session.ScalarAsync(Sources.Statement("parties.load"), static _ => { }, CancellationToken.None), CancellationToken.None));
    }

    [Fact]
    public void Pauses_between_attempts_grow_and_differ()
    {
        Assert.Equal([10, 20, 40, 80, 160], Enumerable.Range(1, 5).Select(static attempt => SqlWork.PauseAfter(attempt, 0).TotalMilliseconds));
        Assert.Equal(15, SqlWork.PauseAfter(1, 0.5).TotalMilliseconds);
    }

    [Fact]
    public void Every_port_of_the_other_database_is_here()
    {
        static IEnumerable<string> Ports(string file) => System.Text.RegularExpressions.Regex
            .Matches(File.ReadAllText(Path.Combine(Sources.Root, "hub", file)), @"AddSingleton<(?<port>I\w+)", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5))
            .Select(static match => match.Groups["port"].Value);

        Assert.Equal(
            Ports("IntegrationHub.Storage.PostgreSql/PostgresPorts.cs").Order(StringComparer.Ordinal),
            Ports("IntegrationHub.Storage.SqlServer/SqlServerPorts.cs").Order(StringComparer.Ordinal));
    }
}
