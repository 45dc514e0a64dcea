using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Confidential.Crossing;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Storage.Crossing;
using IntegrationHub.Storage.Operations;
using IntegrationHub.Storage.SqlServer.Tests.Tds;
using IntegrationHub.Storage.Tests.Compliance;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <content>What the model makes of repositories that have no statements of their own; each area with a store of its own.</content>
public sealed partial class GoldenTests
{
    /// <summary>More than the parameters that the server takes in one request (2,100).</summary>
    private const int Many = 2_400;

    private static readonly Guid Row = Guid.Parse("0198c000-0000-7000-8000-0000000002aa");

    private static readonly (string Area, Func<RecordedStore, Task> Run)[] OfTheModel =
    [
        ("records", KeepRecordsAsync), ("bills", BillAsync), ("readings", TakeReadingsAsync), ("accounts", SignInAsync), ("desks", LetInAsync), ("crossing", SealCrossingsAsync), ("operations", WatchNodesAsync), ("keys", ReplaceKeysAsync),
    ];

    private static async Task<SortedDictionary<string, TdsRequest>> RecordAsync(string area, Func<RecordedStore, Task> run)
    {
        await using var recorded = area == "keys" ? new RecordedStore(static options => options with { SealsValues = true, Keys = new InMemoryKeys() }) : new RecordedStore();
        await run(recorded);
        return Named(recorded.Peer.Requests, area);
    }

    private static async Task KeepRecordsAsync(RecordedStore recorded)
    {
        var (peer, records) = (recorded.Peer, new StoredRecords(recorded.Store, new SampleIds(), TimeProvider.System));
        peer.AnswerWhere("[hub].[business_record]", Record("a", 1));
        Assert.Equal("a", (await records.FindAsync(RecordKind.Contract, "a", 1, default))!.Key);
        await records.FindAsync(RecordKind.Contract, "a", null, default);
        foreach (var query in (RecordQuery[])
        [
            new(RecordKind.Contract), new(RecordKind.Contract) { Key = "a", State = "Draft" }, new(RecordKind.Contract) { On = new(2026, 3, 1), After = ("a", 1) }, new(RecordKind.Contract) { Within = (new(2026, 3, 1), new(2026, 3, 31)) },
        ])
            await records.ListAsync(query, default);

        await records.MarkAsync(RecordKind.Account, default);
        var made = new BusinessRecord(RecordKind.Contract, "a", 1, "Draft", new(2026, 3, 1), null, "body"u8.ToArray());
        var fact = new RecordFact("contract.drafted", new Dictionary<string, string>());
        Assert.Equal(RecordResult.Saved, await records.SaveAsync([made, made with { Key = "b" }], [fact], "li", default));
        peer.AnswerWhere("SELECT TOP(1) [b].[id]", TdsAnswer.Rows("x", [Row])).AnswerWhere("UPDATE", TdsAnswer.Changed(1));
        Assert.Equal(RecordResult.Saved, await records.SaveAsync([made with { Revision = 1 }], [], "li", default));
        Assert.Equal(RecordResult.Conflict, await records.SaveAsync([made with { Revision = 1 }], [], "li", default));

        peer.AnswerWhere("INSERT", TdsAnswer.Error(2601, 14, "Cannot insert duplicate key row")).AnswerWhere("SELECT TOP(1)", Record("a", 1));
        Assert.Equal(RecordResult.Conflict, await records.SaveAsync([made], [], "li", default));
    }

    private static TdsAnswer Record(string key, int version) => TdsAnswer.Rows(
        "ixxyttldttyi", [1, Row, "body"u8.ToArray(), null, key, "Contract", 1L, Now, "li", "Draft", null, version]);

    private static async Task BillAsync(RecordedStore recorded)
    {
        var (peer, records) = (recorded.Peer, new StoredRecords(recorded.Store, new SampleIds(), TimeProvider.System));
        var (bills, month) = (new BillStore(recorded.Store, records, new SampleIds(), TimeProvider.System, new OpenAccess()), new BillingMonth(2026, 3));
        await bills.AddAsync([bills.RowOf("a", month, 1, "body"u8.ToArray(), "li")], default);
        peer.AnswerWhere("INSERT", TdsAnswer.Error(2601, 14, "Cannot insert duplicate key row"));
        await bills.AddAsync([bills.RowOf("a", month, 1, "body"u8.ToArray(), "li")], default);
        Assert.Empty(await bills.FindAsync(["a", "b"], 1, default));
        Assert.Empty(await bills.FindAsync([.. Enumerable.Range(0, Many).Select(static number => $"{number}")], 1, default));
    }

    private static async Task TakeReadingsAsync(RecordedStore recorded)
    {
        var (peer, grids) = (recorded.Peer, MonthGrids.QuarterHours(DateTimeZone.Utc));
        var (readings, month) = (new ReadingStore(recorded.Store, new SampleIds(), TimeProvider.System, new OpenAccess()), new BillingMonth(2026, 3));
        Assert.Null(await readings.FindAsync("a", ReadingChannel.Import, month, 1, default));
        Assert.Null(await readings.FindAsync("a", ReadingChannel.Import, month, null, default));
        var body = ReadingBlockFormat.Pack(ReadingBlock.Empty(grids.Of(month)).With([(0, 1L, ReadingQuality.Measured)]));
        foreach (var after in (string?[])[null, "a"])
        {
            peer.AnswerWhere("SELECT TOP(", TdsAnswer.Rows("tsix", ["b", 0, 1, Row])).AnswerWhere("[r].[body]", TdsAnswer.Rows("xx", [Row, body]));
            Assert.Single((await readings.PageAsync(month, after, 10, default)).Blocks);
        }

        var values = new KeyedReadings("a", ReadingChannel.Import, month, [(0, 1_000, ReadingQuality.Measured)]);
        Assert.Equal(2, await readings.TakeAsync([values, values with { AccountKey = "b" }], of => ReadingBlock.Empty(grids.Of(of)), static changed => new RecordFact("readings.taken", new Dictionary<string, string>()), "li", default));

        // A page of more blocks than a request has parameters.
        var ids = Enumerable.Range(0, Many).Select(static number => new Guid(number, 0, 0, new byte[8])).ToList();
        peer.AnswerWhere("SELECT TOP(", TdsAnswer.Rows("tsix", [.. ids.Select(static (id, number) => (object?[])[$"{number:D4}", 0, 1, id])]))
            .AnswerWhere("[r].[body]", TdsAnswer.Rows("xx", [.. ids.Select(id => (object?[])[id, body])]));
        Assert.Equal(Many, (await readings.PageAsync(month, null, Many + 1, default)).Blocks.Count);
    }

    private static async Task SignInAsync(RecordedStore recorded)
    {
        var (peer, time) = (recorded.Peer, new ShiftedTime());
        using var people = new People();
        using var certificate = people.Issue("anna");
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(time).AddSingleton<Exchange.IIdSource, SampleIds>().AddSingleton(new PasswordHashing(rounds: 1_000))
            .AddIntegrationHubStorage(recorded.Store).AddIdentity(people.Authorities, null, SessionPolicies.Default, new Phones()).BuildServiceProvider();
        var administration = services.GetRequiredService<AccountAdministration>();
        const string Password = "orchard lantern tide";
        Assert.Empty(await administration.AddAsync(new NewAccount("anna", UserClass.Core, [Role.Bidder], "Anna", "+8613800000001", Password), "test", default));
        peer.AnswerWhere("ORDER BY [a].[name]", Account(UserClass.Core)).AnswerWhere("GROUP BY", TdsAnswer.Rows("xi", [Row, 1]));
        Assert.Equal(1, Assert.Single(await administration.ListAsync(default)).Certificates);
        peer.AnswerWhere("WHEN EXISTS", No);
        Assert.False(await administration.HoldsAsync("anna", certificate, default));

        peer.AnswerWhere("SELECT TOP(2)", Account(UserClass.Core)).AnswerWhere("MAX(", TdsAnswer.Rows("d", new object?[] { null }));
        Assert.NotNull(await administration.FindAsync("anna", default));

        // A change of a person, with sessions that end.
        peer.AnswerWhere("SELECT TOP(2)", Account(UserClass.Core)).AnswerWhere("SELECT [s].[id]", TdsAnswer.Rows("x", [Row])).AnswerWhere("UPDATE [s]", TdsAnswer.Changed(1)).AnswerWhere("OUTPUT 1", TdsAnswer.Scalar(1));
        Assert.Empty(await administration.SwitchAsync("anna", enabled: false, "test", default));
        peer.AnswerWhere("SELECT TOP(2)", Account(UserClass.Core)).AnswerWhere("OUTPUT 1", TdsAnswer.Scalar(1));
        Assert.Empty(await administration.BindCertificateAsync("anna", certificate, "test", default));

        // Name and password: counters that begin, and counters that go on.
        var visitor = new Visitor(Door.Core, "192.0.2.1", "browser", certificate);
        var passwords = services.GetRequiredService<PasswordStep>();
        peer.AnswerWhere("SELECT CAST(0 AS bit)", No);
        Assert.Equal(PasswordStatus.Failed, (await passwords.TryAsync(visitor, "anna", Password, default)).Status);
        foreach (var _ in Enumerable.Range(0, 2))
            peer.AnswerWhere("UPDATE [a]", TdsAnswer.Changed(1)).AnswerWhere("SELECT TOP(2) [a].[count]", TdsAnswer.Scalar(1));

        peer.AnswerWhere("[hub].[account] AS", Account(UserClass.Core, services.GetRequiredService<PasswordHashing>().Hash(Password))).AnswerWhere("WHEN EXISTS", TdsAnswer.Rows("b", [true]));
        var token = (await passwords.TryAsync(visitor, "anna", Password, default)).Token!;

        // The code, and sessions.
        var codes = services.GetRequiredService<CodeStep>();
        Assert.Equal(CodeStatus.Over, (await codes.TryAsync(visitor, token, "000000", default)).Status);
        peer.AnswerWhere("[s].[token_hash] =", Session(token.HashOf(SessionWay.Pages), certificate, isComplete: false, time.GetUtcNow())).AnswerWhere("[hub].[account] AS", Account(UserClass.Core))
            .AnswerWhere("UPDATE [s]", TdsAnswer.Changed(1)).AnswerWhere("[hub].[session_code] AS", TdsAnswer.Rows("ixsdxsdxd", [1, Row, 1, time.GetUtcNow().AddMinutes(1), new byte[32], 0, time.GetUtcNow(), Row, null]));
        await codes.TryAsync(visitor, token, "000000", default);
        var sessions = services.GetRequiredService<SessionService>();
        Assert.Null(await sessions.FindAsync(visitor, token, default));
        await sessions.StillGoodAsync([(Row, visitor)], default);
        await sessions.ListAsync(Row, default);
        await sessions.ListAllAsync(default);
        await sessions.EndAsync(Row, Row, "user:anna", "signed out", default);
        await sessions.SweepAsync(default);
    }

    private static TdsAnswer No => TdsAnswer.Rows("b", [false]);

    private static TdsAnswer Account(UserClass userClass, string hash = "") => TdsAnswer.Rows(
        "ixsddtdtxti", [1, Row, (int)userClass, Now, null, "anna", Now, hash, Encoding.UTF8.GetBytes("""{"DisplayName":"Anna","Phone":"+8613800000001"}"""), "Bidder", 1]);

    private static TdsAnswer Session(byte[] hash, System.Security.Cryptography.X509Certificates.X509Certificate2 certificate, bool isComplete, DateTimeOffset now) => TdsAnswer.Rows(
        "ixxttdsddbdtx",
        [1, Row, Row, "192.0.2.1", "browser", now, (int)Door.Core, null, now.AddMinutes(5), isComplete, now, certificate.GetCertHashString(HashAlgorithmName.SHA256), hash]);

    /// <summary>A node that tells of itself, one that is silent, and what waits.</summary>
    private static async Task WatchNodesAsync(RecordedStore recorded)
    {
        var (peer, nodes, time) = (recorded.Peer, new NodeBook(recorded.Store), new ShiftedTime());
        await nodes.ReportAsync(Retailer, new NodeReport("here-0123456789ab", "1.0", Now, Now, null, 4, 1, 2, 3, 4, 5, 6, 7), goesOn: false, default);
        await nodes.ListAsync(Retailer, default);
        Assert.Equal(NodeForgetting.Unknown, await nodes.ForgetAsync(Retailer, "here-0123456789ab", "user:wang", "scrapped", Now, default));
        var watch = new NodeWatch(time);
        for (var look = 0; look < 3; look++, time.Advance(TimeSpan.FromSeconds(61)))
        {
            peer.AnswerWhere("SELECT [n].[name]", TdsAnswer.Rows("td", ["gone", Now])).AnswerWhere("DELETE", TdsAnswer.Changed(0)).AnswerWhere("UPDATE", TdsAnswer.Changed(1));
            Assert.Equal(look < 2 ? [] : ["gone"], await nodes.WatchAsync(Retailer, watch, Now, default));
        }

        peer.AnswerWhere("SYSUTCDATETIME", TdsAnswer.Rows("d", [Now])).AnswerWhere("FROM [hub].[notification]", TdsAnswer.Rows("l", [1L]));
        Assert.Equal(Now, (await new QueueBook(recorded.Store).ReadAsync(Retailer, [Party], default)).At);
        await new ReceptionBook(recorded.Store).ReadAsync(Retailer, Party, Now, default);
    }

    private static async Task SealCrossingsAsync(RecordedStore recorded)
    {
        var (company, _) = CrossingKeyFile.InMemory();
        await new OpenCrossings(recorded.Store).ReadNewestAsync(Retailer, default);
        foreach (var schema in (string[])["[hub].[crossing_outbox]", "[hub].[crossing_inbox]", "[customer].[crossing_outbox]", "[customer].[crossing_inbox]"])
            recorded.Peer.AnswerWhere(schema, TdsAnswer.Nothing);

        Assert.Equal(0, await new OpenCrossings(recorded.Store).SealAsync(Retailer, company, default));
    }
}
