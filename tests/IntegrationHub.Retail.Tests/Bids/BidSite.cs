using System.Collections.Immutable;
using System.Globalization;
using IntegrationHub.Exchange.Reception.Documents;
using IntegrationHub.Exchange.Rules;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Processes.Bids;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Retail.Tests.Support;
using IntegrationHub.Schemas.Files;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Rules;
using IntegrationHub.Workflows.Engine.Memory;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;
using NodaTime;

namespace IntegrationHub.Retail.Tests.Bids;

/// <summary>A store of its own with one customer and its demand, a purchase, terms, and the services of bids; the clock of the books stands at 2026-12-01 08:00 UTC.</summary>
public sealed class BidSite : IAsyncLifetime
{
    /// <summary>EIC of the area; the check character is right.</summary>
    public const string Area = "10YIHUB-MARKET0N";

    private static readonly Lazy<ProfileCatalog> Catalog = new(static () => ProfileCatalog.Load(new FolderSchemaSource(Path.Combine(Root(), "schemas", "xsd"))).Catalog!);

    private int _number;

    internal RetailSite Retail { get; } = new();

    internal PartnerStage Stage { get; } = new();

    public async Task InitializeAsync()
    {
        await Retail.InitializeAsync();
        RetailSite.Good(await Retail.Customers.ImportAsync("accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible\nD-1,10kV,东方纺织厂,500,2026-01-01,yes\n", "li", default));
        RetailSite.Good(await Retail.Get<BidTermsBook>().ImportAsync(Terms(1, 500), "li", default));
    }

    public Task DisposeAsync() => Retail.DisposeAsync();

    /// <summary>A market event of a test's own, on a day of its own, with a demand of 2 MWh every hour.</summary>
    internal async Task<MarketEvent> EventAsync(string gate = "2026-12-01T12:00:00Z", string demand = "2")
    {
        var day = new LocalDate(2027, 1, 1).PlusDays(Interlocked.Increment(ref _number));
        RetailSite.Good(await Retail.Get<DemandBook>().ImportAsync($"accountNumber,voltageLevel,day,mwh\nD-1,10kV,{day:uuuu-MM-dd},{string.Join(' ', Enumerable.Repeat(demand, 24))}\n", "li", default));
        return RetailSite.Good(await Retail.Get<MarketEventBook>().ImportAsync(EventJson($"DA-{day:uuuuMMdd}", day, gate), "li", default));
    }

    /// <summary>A bid from the plan, proposed by li.</summary>
    internal async Task<(MarketEvent Event, string Bid, string Digest, string Ceiling)> ProposedAsync(string gate = "2026-12-01T12:00:00Z")
    {
        var market = await EventAsync(gate);
        var call = Guid.NewGuid().ToString();
        await DoneAsync(new BidGap(Plans), call, ("event", market.Code));
        var ceiling = Text(await DoneAsync(new BidCeiling(Plans), call + "c", ("event", market.Code)), "ceiling");
        RetailSite.Good(await Plans.ProposeAsync(market.Code, $"B-{market.Code}", "li", default));
        var rendered = await DoneAsync(new BidRender(Services, Check), call + "r", ("event", market.Code), ("bid", $"B-{market.Code}"));
        return (market, $"B-{market.Code}", Text(rendered, "digest"), ceiling);
    }

    internal static string EventJson(string code, LocalDate day, string gate) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"code":"{{code}}","kind":"dayAhead","party":"trading-center","area":"{{Area}}","from":"{{day:uuuu-MM-dd}}","to":"{{day:uuuu-MM-dd}}","stepMinutes":60,
         "gateClosure":"{{gate}}","currency":"CNY","lowestPrice":0,"highestPrice":600,"priceTick":0.01,"quantityStep":0.1,"mostSteps":10,
         "source":{"province":"Guangdong","document":"rules","article":"1"} }
        """);

    internal static string Terms(int version, decimal selling, string code = "T") => string.Create(CultureInfo.InvariantCulture, $$"""
        {"code":"{{code}}","version":{{version}},"validFrom":"2020-01-01","sellingPrice":{{selling}},"fees":5,"operatingCosts":10,"expectedDeviation":0.05,"deviationPrice":100,"targetProfit":20,
         "creditLimit":1000000,"creditUsed":0,"sure":0.5,"winShare":0.8,"source":"test"}
        """);

    internal BidPlanBook Plans => Retail.Get<BidPlanBook>();

    internal BidEntries Entries => Retail.Get<BidEntries>();

    internal BidCheck Check => Retail.Get<BidCheck>();

    internal SubmissionBook Book => new(Retail.Records, Stage, Clock);

    internal BidServices Services => new(Entries, Retail.Get<MarketEventBook>(), Stage, Validator, Zone);

    internal TimeProvider Clock => Retail.Get<TimeProvider>();

    internal BidPreflight Preflight => new(Services, Check, new PreFlight(Validator), Stage, () => new MarketContext(GateClosureCalendar.Open(Zone), new RuleContext { MarketZone = Zone }), Clock);

    internal DocumentSubmission Documents => new(Book, Stage, Stage, Stage, Clock);

    internal BidSubmit Submit => new(Services, Book, Documents);

    internal BidRefused Refused => new(Services, Documents);

    internal BidWithdrawal Withdrawal => new(Services, Documents);

    internal static DateTimeZone Zone => DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    internal static ProfileValidator Validator { get; } = new(static _ => [Catalog.Value]);

    /// <summary>Who has several accounts.</summary>
    internal OnePerson Persons { get; } = new();

    /// <summary>Signing in an instance that these people approved.</summary>
    internal async Task<BidSign> SignAsync(params string[] approvers)
    {
        var store = new InMemoryProcessStore();
        var state = InstanceState.New("bid-submission", "k") with
        {
            Completers = ImmutableSortedDictionary.Create<string, ImmutableSortedSet<string>>(StringComparer.Ordinal).Add("approve", [.. approvers]),
        };
        await store.CommitAsync(new StepCommit(new InstanceRow(Instance, new("bid-submission", 1), 1, state, null, Clock.GetUtcNow()), [], [], null, Clock.GetUtcNow()), default);
        return new BidSign(Services, Book, store, Persons);
    }

    internal static Guid Instance { get; } = Guid.NewGuid();

    internal static Task<ServiceAnswer> CallAsync(IServiceHandler handler, string key, params (string Name, string Value)[] inputs) =>
        handler.CallAsync(new ServiceCall(key, Instance, 1, ContextValue.Of(inputs.Select(static input => (input.Name, Value.Of(input.Value))))), default);

    /// <summary>A call that succeeds, made twice: a repetition gives the same answer.</summary>
    internal static async Task<ContextValue> DoneAsync(IServiceHandler handler, string key, params (string Name, string Value)[] inputs)
    {
        var first = await CallAsync(handler, key, inputs);
        var again = await CallAsync(handler, key, inputs);
        Assert.Equal(first, again);
        return first is ServiceAnswer.Done done ? done.Result : throw new InvalidOperationException($"{handler.Name}: {first}");
    }

    internal static string Text(ContextValue result, string name) => ((TextValue)result[name]).Text;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "IntegrationHub.sln")))
            folder = folder.Parent;

        return folder.FullName;
    }
}

[CollectionDefinition(Name)]
public sealed class BidTests : ICollectionFixture<BidSite>
{
    public const string Name = "bids";
}
