using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Storage.Mailbox;
using IntegrationHub.Storage.Sending;
using IntegrationHub.Storage.Tests.Compliance;
using IntegrationHub.Storage.SqlServer.Tests.Tds;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>
/// Every statement of every port as the real driver sends it, with the declaration of its parameters, compared with files that people have
/// reviewed. <c>IHUB_WRITE_GOLDEN=1</c> writes them anew.
/// </summary>
public sealed partial class GoldenTests
{
    private static readonly DateTimeOffset Now = Samples.Noon;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly PartyId Party = new(Guid.Parse("0198c000-0000-7000-8000-000000000001"));
    private static readonly RetailerId Retailer = Samples.Retailer;

    private static string Folder => Path.Combine(Sources.Root, "tests", "IntegrationHub.Storage.SqlServer.Tests", "Golden", "Statements");

    [Fact]
    public async Task What_the_driver_sends_is_what_was_reviewed()
    {
        await using var recorded = new RecordedStore();
        await RunAsync(recorded);
        var sent = Named(recorded.Peer.Requests, "search");
        foreach (var (area, run) in OfTheModel)
        {
            foreach (var (name, request) in await RecordAsync(area, run))
                sent.TryAdd(name, request);
        }

        Assert.All(sent.Values, AssertComplete);
        if (Environment.GetEnvironmentVariable("IHUB_WRITE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder);
            foreach (var old in Directory.EnumerateFiles(Folder, "*.sql"))
                File.Delete(old);

            foreach (var (name, request) in sent)
                await File.WriteAllTextAsync(Path.Combine(Folder, name + ".sql"), Content(request));
        }

        Assert.Equal(
            Directory.EnumerateFiles(Folder, "*.sql").Select(static file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal),
            sent.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, request) in sent)
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Folder, name + ".sql")), Content(request));
    }

    [Fact]
    public async Task Every_kind_of_statement_was_sent()
    {
        await using var recorded = new RecordedStore();
        await RunAsync(recorded);
        var kinds = recorded.Peer.Requests.Select(static request => Kind(request.Name)).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(
            Sources.Statements.Select(static statement => Kind(statement.Name)).Distinct(StringComparer.Ordinal),
            kind => !kind.StartsWith("opening.", StringComparison.Ordinal) && !kinds.Contains(kind));
    }

    /// <summary>What the provider's own statements are held to (<see cref="StatementRuleTests"/>), as far as the model makes them.</summary>
    [Fact]
    public async Task What_the_model_makes_asks_for_a_retailer_merges_nothing_and_fits_the_columns()
    {
        foreach (var (area, run) in OfTheModel)
        {
            foreach (var (name, request) in await RecordAsync(area, run))
            {
                var tree = Parsing.Parse(request.Text).Tree;
                Assert.Empty(tree.All<MergeStatement>());
                Assert.Empty(tree.All<SelectStarExpression>());
                Assert.True(request.Parameters.Count <= 2_098, $"{name} has {request.Parameters.Count} parameters; with its text and their declaration the server takes 2,100.");
                if (!request.Name.StartsWith("model.", StringComparison.Ordinal))
                    AssertFits(tree);
            }
        }

        static void AssertFits(TSqlFragment tree)
        {
            foreach (var query in tree.All<QuerySpecification>().Where(static query => Parsing.Tables(query.FromClause).Any()))
                StatementRuleTests.AssertAsksForRetailer(query.WhereClause, query);

            // The rows of a saved change are named by their key, which begins with the retailer.
            foreach (var change in tree.All<UpdateDeleteSpecificationBase>())
                StatementRuleTests.AssertAsksForRetailer(change.WhereClause, change);

            // Texts out of JSON have the database's collation, and do not compare with a column (error 468).
            foreach (var list in tree.All<OpenJsonTableReference>().Where(static list => list.SchemaDeclarationItems.Any(static item => item.ColumnDefinition.DataType is SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.NVarChar })))
            {
                var read = tree.All<QuerySpecification>().Single(query => query.FromClause?.TableReferences.Contains(list) ?? false);
                Assert.Equal(Schema.SqlServerContext.Collation, Assert.IsType<ColumnReferenceExpression>(Assert.IsType<SelectScalarExpression>(Assert.Single(read.SelectElements)).Expression).Collation?.Value);
            }
        }
    }

    /// <summary>The server decodes base64 where a column of JSON is binary.</summary>
    [Fact]
    public async Task Ids_in_long_lists_go_in_network_order()
    {
        var list = (await RecordAsync("readings", TakeReadingsAsync)).Values.Single(static request => request.Text.Contains("OPENJSON", StringComparison.Ordinal));

        Assert.Equal(
            Enumerable.Range(0, Many).Select(static number => Convert.ToBase64String(new Guid(number, 0, 0, new byte[8]).ToByteArray(bigEndian: true))),
            System.Text.Json.JsonSerializer.Deserialize<string[]>((string)list.Parameters["@wanted"]!));
    }

    /// <summary>Every variable that a text uses is declared in it or sent with it; and nothing is sent that is not declared.</summary>
    private static void AssertComplete(TdsRequest request)
    {
        var (tree, errors) = Parsing.Parse(request.Text);
        Assert.True(errors.Count == 0, $"{request.Name}: {string.Join("; ", errors)}\n{request.Text}");
        var declared = tree.All<DeclareVariableElement>().Select(static variable => variable.VariableName.Value)
            .Concat(tree.All<DeclareTableVariableBody>().Select(static table => table.VariableName.Value))
            .Concat(request.Parameters.Keys).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var used = tree.All<VariableReference>().Select(static variable => variable.Name)
            .Concat(tree.All<VariableTableReference>().Select(static table => table.Variable.Name)).Where(static name => !name.StartsWith("@@", StringComparison.Ordinal));

        // The names of a procedure's own parameters look like variables.
        var ofProcedures = tree.All<ExecuteParameter>().Select(static parameter => parameter.Variable?.Name).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.Empty(used.Where(name => !declared.Contains(name) && !ofProcedures.Contains(name)).Select(name => $"{request.Name} uses {name}"));
    }

    private static string Kind(string name) => name.Split('+')[0].Replace("-entry", "", StringComparison.Ordinal);

    /// <summary>A statement that is sent several times is sent the same way; what has no name is made by the model, and numbered within its area.</summary>
    private static SortedDictionary<string, TdsRequest> Named(IEnumerable<TdsRequest> requests, string area)
    {
        var named = new SortedDictionary<string, TdsRequest>(StringComparer.Ordinal);
        var numbers = new Dictionary<(string, string), string>();
        foreach (var request in requests.Where(static request => request.Text.Length > 0))
        {
            var name = request.Name != "unnamed" ? request.Name
                : numbers.TryGetValue((request.Text, request.Declaration), out var given) ? given
                : numbers[(request.Text, request.Declaration)] = $"{area}.{numbers.Count + 1:D2}";
            if (named.TryGetValue(name, out var before))
                Assert.Equal((before.Text, before.Declaration), (request.Text, request.Declaration));

            named[name] = request;
        }

        return named;
    }

    private static string Content(TdsRequest request) =>
        $"-- {request.Declaration.Replace(",@", ",\n-- @", StringComparison.Ordinal)}\n\n{request.Text.ReplaceLineEndings("\n").TrimEnd()}\n";

    /// <summary>Each port's methods, with answers where one leads to the next.</summary>
    private static async Task RunAsync(RecordedStore recorded)
    {
        await ReceiveAsync(recorded);
        await SendAsync(recorded);
        await ListAsync(recorded);
        await AppendAsync(recorded);
        await StampAsync(recorded);
        await CrossAsync(recorded);
        await RunProcessesAsync(recorded);
        await KeepAsync(recorded);
        await SearchAsync(recorded);
        recorded.Peer.Answer("names.lock", TdsAnswer.Scalar(0));
        await LockAsync(recorded, alone: false);
    }

    private static Task<bool> LockAsync(RecordedStore recorded, bool alone) => recorded.Store.ChangeAsync(
        Storage.Isolation.Scope.Of(Retailer),
        async context =>
        {
            await recorded.Store.LockAsync(context, "names-1-business_record.key", alone, default);
            return true;
        },
        default);

    private static async Task ReceiveAsync(RecordedStore recorded)
    {
        var (peer, archive, store) = (recorded.Peer, recorded.Get<IArchive>(), recorded.Get<IReceptionStore>());
        var (small, large) = (Samples.NewId(), Samples.NewId());
        Kept(peer, "archive.store", small);
        Kept(peer, "archive.head", large);
        await archive.StoreAsync(Retailer, small, ArchiveClass.Received, "abc"u8.ToArray(), Now, default);
        await archive.StoreAsync(Retailer, large, ArchiveClass.Received, System.Security.Cryptography.RandomNumberGenerator.GetBytes(1_200_000), Now, default);
        peer.Answer("archive.read", TdsAnswer.Rows("xslxxsbxi", [small, 0, 3L, System.Security.Cryptography.SHA256.HashData("abc"u8), null, 0, false, "ab"u8.ToArray(), 1]));
        peer.Answer("archive.pieces", TdsAnswer.Rows("x", ["c"u8.ToArray()]));
        Assert.Equal("abc"u8.ToArray(), (await archive.ReadAsync(Retailer, Samples.NewId(), default))!.Value.ToArray());

        var key = Samples.NewKey();
        await store.FindAsync(Retailer, key, default);
        await store.FindHighestRevisionAsync(Retailer, key.SenderCode, key.MRid, default);
        await store.LookUpAsync(Retailer, key, default);
        var commit = Samples.Commit(Party, key);
        var cursor = new PullCursor(Retailer, Party, 7, Now, Now.AddMinutes(1), 0, 0);
        peer.Answer("reception.commit+answer+notify", TdsAnswer.Scalar(1)).Answer("reception.commit", TdsAnswer.Scalar(1));
        peer.Answer("reception.commit+answer+cursor+notify", TdsAnswer.Scalar(1)).Answer("reception.commit-within+answer+notify", TdsAnswer.Scalar(1));
        await store.CommitAsync(commit, default);
        await store.CommitAsync(commit with { Answer = null, Notify = false }, default);
        await store.CommitAsync(commit with { Cursor = cursor }, default);
        peer.Answer("sending.queue-within", TdsAnswer.Scalar(1));
        var effect = new AcknowledgementEffect(Party, "OUT-1", null, static _ => new OutboundDecision(null, [Samples.Event("acknowledgement.unknown")]));
        await store.CommitAsync(commit with { Acknowledges = effect, Reply = new QueuedDocument(Samples.Outbound(Party), "ack"u8.ToArray(), null) }, default);
        await store.RecordAsync(commit.Exchange, "signed"u8.ToArray(), commit.Events, cursor, default);
        await store.RecordEventsAsync(Retailer, [Samples.Event("caller.unknown")], default);

        var notifications = recorded.Get<IDocumentNotifications>();
        await notifications.ClaimAsync(Retailer, "node", Now, Lease, 10, default);
        await notifications.DoneAsync(Retailer, [1, 2], default);
        await notifications.RetryAsync(Retailer, 1, Now, "failed", default);
    }

    /// <summary>The archive took the bytes under this id.</summary>
    private static void Kept(TdsPeer peer, string statement, Guid id) => peer.Answer(statement, TdsAnswer.Rows("x", [id]));

    private static async Task SendAsync(RecordedStore recorded)
    {
        var (peer, store) = (recorded.Peer, recorded.Get<ISendingStore>());
        var exchange = Samples.Outbound(Party);
        Kept(peer, "archive.store", exchange.DocumentArchiveId);
        Kept(peer, "archive.store", exchange.DocumentArchiveId);
        peer.Answer("sending.queue", TdsAnswer.Scalar(1)).Answer("sending.queue", TdsAnswer.Scalar(0)).Answer("sending.find", Rows(exchange, 0));
        Assert.Null(await store.QueueAsync(exchange, "doc"u8.ToArray(), null, [Samples.Event("exchange.queued")], default));
        Assert.NotNull(await store.QueueAsync(exchange, "doc"u8.ToArray(), null, [], default));
        peer.Answer("sending.claim", Rows(exchange, 1, claimedBefore: true));
        var claim = Assert.Single(await store.ClaimDueAsync(Retailer, Party, "node", Now, Lease, LanePriority.Bulk, 10, default));
        Assert.Equal((1L, true, exchange.Id), (claim.Fence, claim.Interrupted, claim.Exchange.Id));
        peer.Answer("sending.apply", TdsAnswer.Scalar(1)).Answer("sending.apply-entry", TdsAnswer.Scalar(1));
        Assert.True(await store.ApplyAsync(claim, new OutboundDecision(exchange with { State = OutboundState.Sent }, []), default));
        Assert.True(await store.ApplyAsync(claim, new OutboundDecision(exchange with { State = OutboundState.Quarantined }, []), default));
        peer.Answer("sending.lock", Rows(exchange with { State = OutboundState.Quarantined }, 1));
        peer.Answer("sending.change+entry", TdsAnswer.Scalar(1));
        await store.DecideAsync(Retailer, exchange.Id, static before => new OutboundDecision(before with { State = OutboundState.Queued }, []), default);
        Assert.Null(await store.DecideUnclaimedAsync(Retailer, exchange.Id, static before => new OutboundDecision(before, []), default));
        await store.NextDueAsync(Retailer, Party, default);
        await recorded.Get<IForsakenClaims>().EndAsync(Now, default);
    }

    private static async Task ListAsync(RecordedStore recorded)
    {
        var (peer, mailbox) = (recorded.Peer, recorded.Get<IMailbox>());
        peer.Answer("mailbox.any-new", TdsAnswer.Scalar(1)).Answer("mailbox.give-codes", TdsAnswer.Rows("l", [1L]));
        var everything = new MailboxQuery(0, null, IntervalType.Server, null, [], null, 100);
        await mailbox.ListAsync(Retailer, Party, everything, default);
        await mailbox.ListAsync(
            Retailer, Party, everything with { AfterCode = null, Interval = new TimeInterval(Now, Now.AddDays(1)), IdentificationPattern = "A*", Types = ["a", "b"], Owner = "10X" }, default);
        await mailbox.ListAsync(Retailer, Party, everything with { AfterCode = null, Interval = new TimeInterval(Now, Now.AddDays(1)), IntervalType = IntervalType.Application }, default);
        await mailbox.FindByCodeAsync(Retailer, Party, 1, default);
        await mailbox.FindByIdentificationAsync(Retailer, Party, "A", null, default);
        await mailbox.PeekQueueAsync(Retailer, Party, default);
        await mailbox.AdvanceQueueAsync(Retailer, Party, 1, default);
        await mailbox.SkipLostCodesAsync(Retailer, Party, default);
        await recorded.Get<IMailboxDrill>().ForgetFromAsync(5, default);

        var pulls = recorded.Get<IPullStore>();
        await pulls.FindAsync(Retailer, Party, default);
        await pulls.SaveAsync(new PullCursor(Retailer, Party, 7, null, Now, 0, 0), [], default);
        peer.Answer("polls.lock", TdsAnswer.Scalar(0));
        await using (Assert.IsAssignableFrom<IAsyncDisposable>(await pulls.TryHoldAsync(Retailer, Party, default)))
        {
        }

        var parties = new Parties.SqlServerPartyRegistry(recorded.Store, TimeProvider.System);
        peer.Answer("parties.lock", TdsAnswer.Scalar(0));
        Assert.Empty(await parties.SaveAsync(Samples.Party("pool", "10XPOOL-------A", new string('A', 64)), "test", default));
        await recorded.Store.Work.RunAsync(
            Storage.Isolation.Scope.Of(Retailer),
            static session => session.ScalarAsync(Parties.PartyStatements.Version, static parameters => parameters.AddWithValue("@retailer", 1), default),
            default);
    }

    private static async Task AppendAsync(RecordedStore recorded)
    {
        var (peer, ledger) = (recorded.Peer, recorded.Get<ILedgerStore>());
        peer.Answer("ledger.acquire", TdsAnswer.Rows("l", [3L])).Answer("ledger.append", TdsAnswer.Rows("ii", [1, 1]));
        Assert.Equal(3, (await ledger.AcquireAsync("node", Now, Lease, default))!.Epoch);
        var root = new LedgerHash(new byte[32]);
        var tile = Tile.FromOctets(new TileId(0, 0), new byte[32]);
        Assert.Equal(AppendOutcome.Appended, await ledger.AppendAsync(new LedgerAppend(3, 0, [Samples.NewId()], [tile], new LedgerHead(1, root)), default));
        peer.Answer("ledger.add-checkpoint", TdsAnswer.Rows("lxx", [1L, "note"u8.ToArray(), null]));
        await ledger.AddCheckpointAsync(1, "note"u8.ToArray(), Now, default);
        await ledger.ReadLastCheckpointAsync(default);
        await ledger.ReadCheckpointsAsync(default);
        peer.Answer("ledger.head", TdsAnswer.Rows("lx", [1L, new byte[32]]));
        await ledger.ReadHeadAsync(default);
        await ledger.ReadTileAsync(new TileId(0, 0), default);
        await ledger.ReadUnsequencedAsync(10, default);
        await foreach (var _ in ledger.ReadLeavesAsync(0, default))
            Assert.Fail("No leaf was answered.");

        await recorded.Get<IExchangeLeaves>().ReadAsync("1", Samples.NewId(), default);
        await recorded.Get<IExchangeLeaves>().FindAsync("1", Samples.NewId(), default);
    }

    private static async Task StampAsync(RecordedStore recorded)
    {
        var (peer, queue) = (recorded.Peer, recorded.Get<ITimestampStore>());
        await queue.QueueAsync(TimestampUse.Signature, "value"u8.ToArray(), Now, default);
        await queue.ClaimAsync("node", Now, Lease, default);
        await queue.ClaimCheckpointAsync(1, "node", Now, Lease, default);
        var token = new ReceivedToken("token"u8.ToArray(), "authority", Now, Now.AddYears(1), "2.16.840.1.101.3.4.2.1");
        foreach (var use in (TimestampUse[])[TimestampUse.Checkpoint, TimestampUse.Renewal, TimestampUse.Signature])
            await queue.AttachAsync(Claim(use), token, default);

        await queue.PostponeAsync(Claim(TimestampUse.Checkpoint), Now, "no answer", default);
        await queue.FinishAsync(Claim(TimestampUse.Checkpoint), default);
        await queue.FindTokenAsync(TimestampUse.Signature, "value"u8.ToArray(), default);
        peer.Answer("timestamps.first-dated", TdsAnswer.Rows("l", [1L])).Answer("timestamps.dated", TdsAnswer.Rows("lxxlxx", [1L, new byte[1], new byte[1], null, null, null]));
        Assert.Equal(1, (await queue.FindDatedAsync(0, default))!.Size);
        await foreach (var _ in queue.ReadDatedAsync(default))
            Assert.Fail("No checkpoint was answered.");

        peer.Answer("timestamps.ageing", TdsAnswer.Rows("ldt", [1L, Now, "2.16.840.1.101.3.4.2.1"]));
        peer.Answer("timestamps.dated", TdsAnswer.Rows("lxxlxx", [1L, new byte[1], new byte[1], null, null, null]));
        Assert.Equal(1, await queue.QueueRenewalAsync(AgeingPolicy.Default, Now, default));
        peer.Answer("timestamps.state", TdsAnswer.Rows("ldtdtd", [0L, null, null, null, null, null]));
        await queue.ReadStateAsync(default);

        static ClaimedTimestamp Claim(TimestampUse use) => new(1, 1, use, 1, "data"u8.ToArray(), Now, 0, null, null);
    }

    private static async Task CrossAsync(RecordedStore recorded)
    {
        var (peer, customer) = (recorded.Peer, Samples.NewId());
        var item = new CrossingItem(Samples.NewId(), null, "tariff", 1, "{}", Now);
        Assert.Empty(await recorded.Get<ICompanyCrossings>().PublishAsync(Retailer, item, "test", default));
        await recorded.Get<ICompanyCrossings>().ReadRequestsAsync(Retailer, 0, 10, default);
        Assert.Empty(await recorded.Get<ICustomerCrossings>().RequestAsync(Retailer, customer, item, default));
        await recorded.Get<ICustomerCrossings>().ReadPublicationsAsync(Retailer, customer, 0, 10, default);
        await recorded.Get<ICustomerCrossings>().ReadOwnPublicationsAsync(Retailer, customer, 0, 10, default);
        var sides = recorded.Get<ICrossingSides>();
        foreach (var (side, name) in (IEnumerable<(ICrossingSide, string)>)[(sides.Company, "company"), (sides.Customers, "customers")])
        {
            peer.Answer($"crossing.{name}.any-new", TdsAnswer.Scalar(1)).Answer($"crossing.{name}.accept", TdsAnswer.Scalar(1)).Answer($"crossing.{name}.confirm", TdsAnswer.Scalar(0));
            await side.ReadStateAsync(Retailer, CrossingStream.Publications, default);
            await side.ReadAsync(Retailer, CrossingStream.Publications, 0, 10, default);
            Assert.True(await side.AcceptAsync(Retailer, CrossingStream.Publications, 0, 1, [new CrossingEntry(1, item)], null, Now, default));
            Assert.False(await side.ConfirmAsync(Retailer, CrossingStream.Publications, 0, 1, null, default));
        }

        await Assert.ThrowsAsync<ArgumentException>(async () => await sides.Customers.ConfirmAsync(Retailer, CrossingStream.Publications, 0, 1, Samples.Event("x"), default));
    }

    /// <summary>What the model's provider makes of the searches.</summary>
    private static async Task SearchAsync(RecordedStore recorded)
    {
        var reader = recorded.Get<IExchangeReader>();
        var behind = new ExchangeCursor(Samples.NewId(), null);
        await reader.SearchAsync(Retailer, new ExchangeFilter(Party, Direction.In, "accepted", "A") { After = behind }, default);
        await reader.SearchAsync(Retailer, new ExchangeFilter(Party, Direction.Out, "sent", "A") { Type = "A01", From = Now, To = Now, After = behind }, default);
        await reader.SearchAsync(Retailer, new ExchangeFilter(Direction: Direction.In) { PeriodFrom = Now, PeriodTo = Now.AddDays(1) }, default);
        await reader.SearchAsync(Retailer, new ExchangeFilter { MeteringPoint = "871", Reason = "A01" }, default);
        await reader.FindAsync(Retailer, Samples.NewId(), default);
        await reader.RecentEventsAsync(Retailer, "exchange.", 10, default);
        await reader.SearchEventsAsync(Retailer, new EventFilter("exchange.", 10) { Actors = ["li", "user:li"], From = Now, To = Now, Before = Samples.NewId() }, default);
        await reader.SearchEventsAsync(Retailer, new EventFilter(Max: 10) { Party = Party, Exchange = Samples.NewId() }, default);
        await reader.SearchEventsAsync(Retailer, new EventFilter("exchange.", 10) { From = Now }, default);
        await reader.FindEventAsync(Retailer, Samples.NewId(), default);
        await reader.RootElementsAsync(Retailer, [Samples.NewId(), Samples.NewId()], default);
    }

    internal static TdsAnswer Rows(OutboundExchange exchange, long fence, bool? claimedBefore = null)
    {
        object?[] row =
        [
            exchange.Retailer.Value, exchange.Id, exchange.Party.Value, exchange.Document.SenderCode, exchange.Document.MRid, exchange.Document.Revision, exchange.Profile,
            exchange.RootElement, exchange.Type, exchange.Period?.Start, exchange.Period?.End, exchange.CreatedAt, exchange.CanonicalDigest.ToArray(), exchange.DocumentArchiveId,
            exchange.Size, exchange.NeverAcknowledged, (int)exchange.State, (int)exchange.Priority, exchange.UpdatedAt, exchange.DueAt, exchange.GateClosure, exchange.Attempts,
            exchange.AnswerLost, exchange.MessageArchiveId, null, exchange.AcknowledgedBy, exchange.Endpoint, fence,
        ];
        const string Columns = "ixxttitttdddxxlbssdddibxtxtl";
        return claimedBefore is { } before ? TdsAnswer.Rows(Columns + "b", [.. row, before]) : TdsAnswer.Rows(Columns, row);
    }
}
