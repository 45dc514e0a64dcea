using System.Globalization;
using IntegrationHub.Exchange;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Processes.Tracking;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Retail.Tracking;
using IntegrationHub.Workflows.Engine.Notifying;
using NodaTime;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests.Tracking;

/// <summary>Contracts that are delivered in November 2026, and a hub that looks at them on a day of it.</summary>
internal sealed class DeliverySite(RetailSite site) : TimeProvider, INotifier, ISmsSender
{
    public static readonly BillingMonth Month = new(2026, 11);

    /// <summary>Noon of a day in the market's zone; 31 is the first of December.</summary>
    public int Day { get; set; } = 12;

    /// <summary>What has passed since noon.</summary>
    public TimeSpan Since { get; set; }

    public IBusinessRecords Records { get; init; } = site.Records;

    /// <summary>Notices by id, as a page shows them.</summary>
    public Dictionary<string, Notice> Notices { get; } = [];

    public List<(string Phone, string Text)> Messages { get; } = [];

    /// <summary>Called before a message is taken.</summary>
    public Action BeforeMessage { get; set; } = static () => { };

    public Action AfterMessage { get; set; } = static () => { };

    public DeliveryBook Deliveries => new(Records);

    public DeliveryWatch Watch => new(
        Records, site.Get<ReadingBook>(), site.Get<ReadingStore>(), site.Get<DemandBook>(), site.Get<PackageBook>(), site.Get<SettlementBook>(), site.Get<AwardBook>(), site.Get<TrackingTermsBook>(), Deliveries, this);

    public DeliveryTelling Telling => new(Deliveries, new(Deliveries, site.Contracts, site.Customers, site.Get<ContactBook>(), Subscriptions, new(Records, Hours, this), new(Records), this, this), this, this);

    /// <summary>Reminders are sent at any hour, and many, where a test does not say otherwise.</summary>
    public ReminderHours Hours { get; set; } = new(DateTimeZoneProviders.Tzdb["Asia/Shanghai"], default, 1000);

    public LoginBook Logins => new(Records, site.Customers, Crossings, site.Get<IIdSource>(), new PasswordHashing(), RetailerId.Default, this);

    public SubscriptionBook Subscriptions => new(Records, Logins, Crossings, RetailerId.Default, this);

    /// <summary>What was published for customers.</summary>
    public PublishedItems Crossings { get; } = new();

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 11, 1, 4, 0, 0, TimeSpan.Zero).AddDays(Day - 1) + Since;

    /// <summary>A day of the hub: it looks and tells.</summary>
    public async Task RoundAsync()
    {
        await Watch.LookAsync("hub", default);
        await Telling.TellAsync(default);
    }

    /// <summary>Terms that hold in November; a further version where there is one.</summary>
    public async Task TermsAsync(string validFrom = "2026-01-01", int needed = 5, decimal limit = 100_000_000)
    {
        var version = (await site.Get<TrackingTermsBook>().FindAsync(default))?.Version ?? 0;
        Good(await site.Get<TrackingTermsBook>().ImportAsync(
            string.Create(CultureInfo.InvariantCulture, $$"""
            {"version":{{version + 1}},"currency":"CNY","rules":[{"value":{"deviation":{"bandOver":0.02,"bandUnder":0.02,"coefficientOver":1,"coefficientUnder":1,"rounding":{"decimals":2,"mode":"awayFromZero"} },
            "deviationPrice":100,"warnAt":0.7,"daysNeeded":{{needed}},"daysWithoutReadings":3,"marketPrice":400,"priceMove":10,"contractCreditLimit":{{limit}},"poolCreditLimit":1000000000,"unpaidMonths":1},
            "validFrom":"{{validFrom}}","validTo":null,"source":{"province":"Testland","document":"Rules made for tests","article":"1","checkedOn":null} }]}
            """), "li", default));
    }

    /// <summary>A contract of 9.6 MWh a day over two accounts of a customer of its own, in force.</summary>
    /// <param name="consent">Whether the customer agreed that readings are read.</param>
    /// <param name="contact">Whether somebody is on record.</param>
    /// <param name="servedTo">Last day on which the accounts are served; empty for as long as may be.</param>
    public async Task<string> ContractAsync(bool consent = true, bool contact = true, string servedTo = "")
    {
        var (number, customer) = (site.Fresh("D"), site.Fresh("客户"));
        Good(await site.Customers.ImportAsync(
            "accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,consentOn,servedTo\n"
            + string.Concat(AccountsOf(number).Select(account => $"{account},10kV,{customer},5000,2026-01-01,yes,industry,{(consent ? "2026-01-01" : "")},{servedTo}\n")), "li", default));
        if (contact)
            await ReachAsync(customer, number);

        var package = site.Fresh("PKG");
        Good(await site.Packages.ImportAsync(PackageJsonOf(package, 1), "li", default));
        await SaveAsync(new()
        {
            MRid = number, Version = 1, Kind = ContractKind.Retail, Type = "A03", Seller = new("10X1001A1001A450", "A01", "星河售电有限公司"), Buyer = new("C-1", "NCN", customer),
            ValidFrom = Month.FirstDay, ValidTo = Month.LastDay, Quantity = Energy.FromMegawattHours(288), Months = new Dictionary<BillingMonth, decimal> { [Month] = 1 },
            Accounts = [.. AccountsOf(number).Select(static account => new ContractAccount(account, "10kV"))], Currency = "CNY", Package = package, PackageVersion = 1, SettlementMethod = "monthly",
            Template = "retail-zh", TemplateVersion = 1,
        });
        return number;
    }

    /// <summary>Somebody comes on record whom the customer is reached by.</summary>
    public async Task ReachAsync(string customer, string contract)
    {
        Good(await site.Get<ContactBook>().AddAsync(customer, new("陈静", PhoneOf(contract)), "li", default));
        Good(await site.Get<ContactBook>().ConfirmAsync(customer, new("陈静", PhoneOf(contract)), "signed papers", "wang", default));
    }

    public static string[] AccountsOf(string contract) => [$"{contract}-A", $"{contract}-B"];

    public static string PhoneOf(string contract) => string.Create(CultureInfo.InvariantCulture, $"+86138{Math.Abs(contract.GetHashCode(StringComparison.Ordinal)) % 100_000_000:00000000}");

    /// <summary>Both accounts' readings of some days: kWh of each quarter of an hour.</summary>
    public async Task ReadAsync(string contract, int from, int to, string kwh)
    {
        foreach (var account in AccountsOf(contract))
            await ReadAccountAsync(account, from, to, kwh);
    }

    public async Task ReadAccountAsync(string account, int from, int to, string kwh) => Good(await site.Get<ReadingBook>().ImportAsync(
        "accountNumber,voltageLevel,day,kwh\n" + string.Concat(Enumerable.Range(from, to - from + 1).Select(day => $"{account},10kV,{Month}-{day:00},{string.Join(' ', Enumerable.Repeat(kwh, 96))}\n")),
        ReadingSource.Meter, "li", default));

    public async Task<StoredDelivery> OfAsync(string contract) => (await Deliveries.FindAsync(contract, Month, default))!;

    public async Task<string> OpenAsync(string contract) => string.Join(' ', (await OfAsync(contract)).Open.Select(static warning => warning.Kind));

    /// <summary>How often the ledger says something of a contract.</summary>
    public async Task<int> EventsAsync(string kind, string contract) => (await site.EventsAsync(kind)).Count(one => one.Data.Contains($"\"{contract}\"", StringComparison.Ordinal));

    public Task SendAsync(IReadOnlyList<Notice> notices, CancellationToken cancellation)
    {
        foreach (var notice in notices)
            Notices.TryAdd(notice.Id, notice);

        return Task.CompletedTask;
    }

    public Task SendAsync(string phone, string text, CancellationToken cancellationToken)
    {
        BeforeMessage();
        Messages.Add((phone, text));
        AfterMessage();
        return Task.CompletedTask;
    }

    /// <summary>The contract is terminated; its last day was the month's first.</summary>
    public async Task EndAsync(string contract)
    {
        var record = (await site.Records.FindAsync(RecordKind.Contract, contract, 1, default))!;
        var stored = StoredContract.Of(record);
        await site.Records.SaveAsync([(stored with { Contract = stored.Contract with { State = ContractState.Terminated, EndedOn = Month.FirstDay } }).ToRecord(record.Revision)], [], "li", default);
    }

    public Task SaveAsync(ContractTerms terms) => site.Records.SaveAsync(
        [
            new(
                RecordKind.Contract, terms.MRid, terms.Version, nameof(ContractState.InForce), new(terms.ValidFrom.Year, terms.ValidFrom.Month, terms.ValidFrom.Day),
                new(terms.ValidTo.Year, terms.ValidTo.Month, terms.ValidTo.Day), MarketJson.WriteUtf8(new StoredContract(new ContractLife(terms, ContractState.InForce, "liu.yang", "00"), "合同", "zh"))),
        ],
        [], "li", default);
}

/// <summary>Books of a hub that dies at one of its commits: before it, or after it and before the answer.</summary>
internal sealed class DyingRecords(IBusinessRecords records, int at, bool after) : IBusinessRecords
{
    private int _saves;

    public bool HasDied { get; private set; }

    public Task<BusinessRecord?> FindAsync(RecordKind kind, string key, int? version, CancellationToken cancellationToken) => records.FindAsync(kind, key, version, cancellationToken);

    public Task<IReadOnlyList<BusinessRecord>> ListAsync(RecordQuery query, CancellationToken cancellationToken) => records.ListAsync(query, cancellationToken);

    public async Task<RecordResult> SaveAsync(IReadOnlyList<BusinessRecord> changed, IReadOnlyList<RecordFact> facts, string actor, CancellationToken cancellationToken)
    {
        HasDied = _saves++ == at || HasDied;
        if (HasDied && !after)
            throw new DiedException();

        var saved = await records.SaveAsync(changed, facts, actor, cancellationToken);
        return HasDied ? throw new DiedException() : saved;
    }

    public string BlindKey(string text) => records.BlindKey(text);
}

internal sealed class DiedException() : Exception("The hub died here.");
