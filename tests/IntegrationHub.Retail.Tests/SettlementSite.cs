using System.Text;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests;

/// <summary>A retailer with two accounts that are always served and two packages; each test takes a month for itself.</summary>
public sealed class SettlementSite : IAsyncLifetime
{
    /// <summary>Months of 31 days that are over.</summary>
    private static readonly BillingMonth[] Months = [new(2025, 1), new(2025, 3), new(2025, 5), new(2025, 7), new(2025, 8), new(2025, 10), new(2025, 12), new(2026, 1), new(2026, 3), new(2026, 5), new(2026, 7), new(2026, 8), new(2026, 10), new(2024, 5), new(2024, 7), new(2024, 8), new(2024, 10), new(2024, 12), new(2023, 3), new(2023, 5), new(2023, 7), new(2023, 8), new(2023, 10), new(2023, 12), new(2024, 1), new(2024, 3)];

    private int _taken = -1;

    public RetailSite Site { get; init; } = new();

    public async Task InitializeAsync()
    {
        await Site.InitializeAsync();
        Good(await Site.Customers.ImportAsync(
            "accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry\nA1,10kV,东方纺织厂,500,2023-01-01,yes,industry\nA2,10kV,东方纺织厂,300,2023-01-01,yes,industry\n", "li", default));
        Good(await Site.Packages.ImportAsync(
            """{"code":"FIX","version":1,"names":{"en":"Fixed"},"currency":"CNY","validFrom":"2023-01-01","price":{"kind":"fixed","price":420},"deviation":{"bearer":"customer","customerShare":0}}""", "li", default));
        Good(await Site.Packages.ImportAsync(
            """{"code":"SPOT","version":1,"names":{"en":"Linked"},"currency":"CNY","validFrom":"2023-01-01","price":{"kind":"linked","reference":"day-ahead","markup":12.5,"share":1}}""", "li", default));
    }

    public Task DisposeAsync() => Site.DisposeAsync();

    /// <summary>A month that no other test has, with its contracts, its basis, and an account B1 that is served until the 15th.</summary>
    public async Task<SettledMonth> MonthAsync()
    {
        var made = new SettledMonth(Site, Months[Interlocked.Increment(ref _taken)]);
        await made.PrepareAsync();
        return made;
    }
}

[CollectionDefinition(Name)]
public sealed class SettlementTests : ICollectionFixture<SettlementSite>
{
    public const string Name = "settlement";
}

/// <summary>A month of the retailer.</summary>
public sealed class SettledMonth(RetailSite site, BillingMonth month)
{
    public BillingMonth Month => month;

    public RetailSite Site => site;

    public SettlementBook Settlements => site.Get<SettlementBook>();

    public ReadingBook Readings => site.Get<ReadingBook>();

    public BasisBook Bases => site.Get<BasisBook>();

    public async Task PrepareAsync()
    {
        Good(await site.Customers.ImportAsync($"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,servedTo\nB1,10kV,B Ltd,100,{month}-01,yes,trade,{month}-15\n", "li", default));
        // Whatever a contract's way into force was: here only that it binds counts.
        await SaveAsync(Contract($"R-1-{month}", "FIX", 744, new("A1", "10kV"), new("A2", "10kV")));
        await SaveAsync(Contract($"R-2-{month}", "SPOT", 100, new ContractAccount("B1", "10kV")));
        await SaveAsync(Contract($"P-1-{month}", null, 800) with { Kind = ContractKind.Centralized, Price = 380.5m });
        Good(await Bases.ImportAsync(BasisJson(1), "li", default));
    }

    /// <summary>Every interval of some days of an account.</summary>
    public async Task ReadAsync(string account, int from, int to, string kwh, ReadingSource source = ReadingSource.Meter) => Good(await Readings.ImportAsync(
        "accountNumber,voltageLevel,day,kwh\n" + string.Concat(Enumerable.Range(from, to - from + 1).Select(day => $"{account},10kV,{month}-{day:00},{string.Join(' ', Enumerable.Repeat(kwh, 96))}\n")),
        source, "li", default));

    /// <summary>All three complete.</summary>
    public async Task ReadAllAsync()
    {
        await ReadAsync("A1", 1, 31, "100.125");
        await ReadAsync("A2", 1, 31, "70");
        await ReadAsync("B1", 1, 15, "20.5");
    }

    public string BasisJson(int version, decimal deviationPrice = 100, bool withoutBids = true) => $$$"""
        {
          "month": "{{{month}}}", "version": {{{version}}}, "currency": "CNY", "area": "10YIHUB-MARKET0N",
          "references": [{ "name": "day-ahead", "flat": 401.25 }],
          "deviation": {
            "value": { "bandOver": 0.02, "bandUnder": 0.02, "coefficientOver": 1, "coefficientUnder": 1, "rounding": { "decimals": 2, "mode": "awayFromZero" } },
            "validFrom": "2023-01-01", "validTo": null, "source": { "province": "Testland", "document": "Rules made for tests", "article": "1", "checkedOn": null }
          },
          "deviationPrice": {{{deviationPrice.ToString(System.Globalization.CultureInfo.InvariantCulture)}}},
          "catalogue": [{ "name": "transmission", "versions": [{
            "value": { "item": "transmissionAndDistribution", "voltageLevel": "", "customerClass": "", "perMegawattHour": 150.5, "perKilowattMonth": 0, "rounding": { "decimals": 2, "mode": "awayFromZero" } },
            "validFrom": "2023-01-01", "validTo": null, "source": { "province": "Testland", "document": "Catalogue", "article": "2", "checkedOn": null } }] }],
          "purchases": [{ "item": "spot", "energy": 12.5, "price": 399.99, "publishedPrice": 410 }, { "item": "fee", "energy": 0, "price": 0, "fee": 1000 }],{{{(withoutBids ? " \"withoutBids\": true," : "")}}}
          "tolerance": { "energy": 0.001, "amount": 0.01 },
          "disputesUntil": "2026-12-31"
        }
        """;

    public Task SaveAsync(ContractTerms terms) => site.Records.SaveAsync(
        [
            new(
                RecordKind.Contract, terms.MRid, terms.Version, nameof(ContractState.InForce), new(terms.ValidFrom.Year, terms.ValidFrom.Month, terms.ValidFrom.Day),
                new(terms.ValidTo.Year, terms.ValidTo.Month, terms.ValidTo.Day), Encoding.UTF8.GetBytes(MarketJson.Write(new StoredContract(new ContractLife(terms, ContractState.InForce, "li"))))),
        ],
        [], "li", default);

    /// <summary>Another account for the last two days of the month, under a contract of its own, read.</summary>
    public async Task AddAccountAsync(string number)
    {
        var (first, last) = (month.LastDay.Day - 1, month.LastDay.Day);
        Good(await site.Customers.ImportAsync($"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,servedTo\n{number},10kV,N Ltd,50,{month}-{first:00},yes,trade,{month}-{last:00}\n", "li", default));
        await SaveAsync(Contract($"R-3-{month}", "FIX", 10, new ContractAccount(number, "10kV")));
        await ReadAsync(number, first, last, "5");
    }

    /// <summary>An account that a contract of its own covers in the month.</summary>
    public async Task ServeAsync(string number, string customer, string from, string to) => Good(await site.Customers.ImportAsync(
        $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,servedTo\n{number},10kV,{customer},50,{from},yes,trade,{to}\n", "li", default));

    public Task CoverAsync(string number) => SaveAsync(Contract($"R-4-{month}", "FIX", 10, new ContractAccount(number, "10kV")));

    /// <summary>A contract of an account for days of the month.</summary>
    public Task CoverSpanAsync(string contract, string number, int from, int to) => SaveAsync(Contract(contract, "FIX", 10, new ContractAccount(number, "10kV")) with
    {
        ValidFrom = month.FirstDay.PlusDays(from - 1), ValidTo = month.FirstDay.PlusDays(to - 1),
    });

    /// <summary>A purchase of the month that both sides signed after an auction.</summary>
    public Task BuyAsync(string number, string auction, decimal megawattHours, decimal price, int? lastDay = null) => SaveAsync(Contract(number, null, megawattHours) with
    {
        Kind = ContractKind.Centralized, Auction = auction, Price = price, ValidTo = lastDay is { } day ? month.FirstDay.PlusDays(day - 1) : month.LastDay,
    });

    /// <summary>A purchase contract has another price from a day on.</summary>
    public Task AmendPurchaseAsync(string number, int lastDay, decimal price) => AmendAsync(number, lastDay, terms => terms with { Price = price });

    /// <summary>A contract says something else after a day: its next version, with the rest of its energy.</summary>
    public async Task AmendAsync(string number, int lastDay, Func<ContractTerms, ContractTerms> change)
    {
        var record = (await site.Records.FindAsync(RecordKind.Contract, number, 1, default))!;
        var first = StoredContract.Of(record).Contract;
        var total = first.Terms.Quantity!.Value.WattHours;
        var taken = LargestRemainder.Split(total, [.. month.EveryDay().Select(static _ => 1m)]).Take(lastDay).Sum();
        var ended = first with { State = ContractState.Amended, EndedOn = month.FirstDay.PlusDays(lastDay - 1) };
        Assert.Equal(RecordResult.Saved, await site.Records.SaveAsync([record with { State = nameof(ContractState.Amended), Body = Encoding.UTF8.GetBytes(MarketJson.Write(new StoredContract(ended))) }], [], "li", default));
        await SaveAsync(change(first.Terms with { Version = 2, ValidFrom = month.FirstDay.PlusDays(lastDay), Quantity = new Energy(total - taken) }));
    }

    /// <summary>Another contract of the month over accounts that have one.</summary>
    public Task CoverTwiceAsync(string number, int firstDay, params ContractAccount[] accounts) =>
        SaveAsync(Contract(number, "FIX", 1, accounts) with { ValidFrom = month.FirstDay.PlusDays(firstDay - 1) });

    /// <summary>Terminates a contract.</summary>
    public async Task EndAsync(string contract, int lastDay)
    {
        var record = (await site.Records.FindAsync(RecordKind.Contract, contract, 1, default))!;
        var ended = StoredContract.Of(record).Contract with { State = ContractState.Terminated, EndedOn = month.FirstDay.PlusDays(lastDay - 1) };
        Assert.Equal(RecordResult.Saved, await site.Records.SaveAsync([record with { State = nameof(ContractState.Terminated), Body = Encoding.UTF8.GetBytes(MarketJson.Write(new StoredContract(ended))) }], [], "li", default));
    }

    private ContractTerms Contract(string number, string? package, decimal megawattHours, params ContractAccount[] accounts) => new()
    {
        MRid = number,
        Version = 1,
        Kind = ContractKind.Retail,
        Type = "A03",
        Seller = new("10X1001A1001A450", "A01", "星河售电有限公司"),
        Buyer = new("C-0001", "NCN", "东方纺织厂"),
        ValidFrom = month.FirstDay,
        ValidTo = month.LastDay,
        Quantity = Energy.FromMegawattHours(megawattHours),
        Months = new Dictionary<BillingMonth, decimal> { [month] = 1 },
        Accounts = accounts,
        Currency = "CNY",
        Package = package,
        PackageVersion = package is null ? null : 1,
        SettlementMethod = "monthly",
        Template = "retail-zh",
        TemplateVersion = 1,
    };
}
