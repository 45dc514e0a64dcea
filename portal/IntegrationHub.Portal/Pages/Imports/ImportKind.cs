using IntegrationHub.Identity.People;
using IntegrationHub.Market;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Retail.Tracking;
using IntegrationHub.Market.Readings;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Portal.Pages.Imports;

/// <summary>What became of a text that somebody brought: how much of it was taken, or everything that is wrong with it.</summary>
/// <param name="Taken">Rows or entries; zero when nothing was taken.</param>
public sealed record ImportOutcome(int Taken, IReadOnlyList<Problem> Problems);

/// <summary>A kind of text that people bring: into which book it goes, and who may.</summary>
/// <param name="Name">In the address.</param>
/// <param name="Permission">Who may.</param>
/// <param name="Format"><c>CSV</c> or <c>JSON</c>.</param>
/// <param name="Example">A short one, as the documentation has it.</param>
/// <param name="Back">Where to see what was taken.</param>
/// <param name="TakeAsync">Takes all of it or nothing.</param>
public sealed record ImportKind(
    string Name, Permission Permission, string Format, string Example, string Back, Func<IServiceProvider, string, string, CancellationToken, Task<ImportOutcome>> TakeAsync)
{
    /// <summary>Texts that can be put into the box; the short one where there are no others.</summary>
    public IReadOnlyList<ImportExample> Examples { get; init; } = [new("short", Example)];

    /// <summary>Fields that are explained one by one.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    public static IReadOnlyList<ImportKind> All { get; } =
    [
        new("customers", Permission.KeepContracts, "CSV", "accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,contactName,contactPhone\nA-1001,10kV,东方纺织厂,500,2027-01-01,yes,textile,陈经理,+8613800001234", "/customers",
            static async (books, text, actor, cancel) => Of(await books.GetRequiredService<CustomerBook>().ImportAsync(text, actor, cancel), static rows => rows.Count)),
        new("calendar", Permission.KeepContracts, "CSV", "accountNumber,voltageLevel,from,to,kind,share,note\nA-1001,10kV,2027-02-05,2027-02-12,holiday,0.9,春节\nA-1001,10kV,2027-03-08,2027-03-10,maintenance,1,", "/customers",
            static async (books, text, actor, cancel) => Of(await books.GetRequiredService<LoadCalendarBook>().ImportAsync(text, actor, cancel), static rows => rows.Count)),
        new("package", Permission.KeepContracts, "JSON", """{"code":"FIX","version":1,"names":{"zh":"固定价","en":"Fixed"},"currency":"CNY","validFrom":"2027-01-01","price":{"kind":"fixed","price":420}}""", "/packages",
            static async (books, text, actor, cancel) => Of(await books.GetRequiredService<PackageBook>().ImportAsync(text, actor, cancel)))
        {
            Examples = PackageExamples.All, Fields = PackageExamples.Fields,
        },
        new("market-event", Permission.KeepBids, "JSON", """{"code":"DA-2027-01-15","kind":"dayAhead","party":"trading-center","area":"10YIHUB-MARKET0N","from":"2027-01-15","to":"2027-01-15","stepMinutes":60,"gateClosure":"2027-01-14T03:00:00Z","currency":"CNY","lowestPrice":0,"highestPrice":600,"priceTick":0.01,"quantityStep":0.1,"mostSteps":10,"source":{"province":"Guangdong","document":"…","article":"3.2"}}""", "/bids",
            static async (books, text, actor, cancel) => Of(await books.GetRequiredService<MarketEventBook>().ImportAsync(text, actor, cancel))),
        new("demand", Permission.KeepBids, "CSV", "accountNumber,voltageLevel,day,mwh\nA-1001,10kV,2027-01-15,0.4 0.4 0.4 0.4 0.4 0.4 0.4 0.4 0.9 0.9 0.9 0.9 0.9 0.9 0.9 0.9 0.9 0.9 0.9 0.9 0.4 0.4 0.4 0.4", "/bids",
            static async (books, text, actor, cancel) => Of(await books.GetRequiredService<DemandBook>().ImportAsync(text, actor, cancel), static days => days.Count)),
        new("terms", Permission.KeepBids, "JSON", """{"code":"GD-2027","version":1,"validFrom":"2027-01-01","fees":2,"operatingCosts":5,"expectedDeviation":0.03,"deviationPrice":100,"targetProfit":10,"creditLimit":1000000,"creditUsed":0,"sure":0.6,"winShare":0.8,"source":"…"}""", "/bids",
            static async (books, text, actor, cancel) => Of(await books.GetRequiredService<BidTermsBook>().ImportAsync(text, actor, cancel))),
        new("bid", Permission.KeepBids, "JSON", """{"number":"B-1","event":"DA-2027-01-15","intervals":[{"position":1,"steps":[{"quantity":1.5,"price":400}]}]}""", "/bids",
            static async (books, text, actor, cancel) => Of(await books.GetRequiredService<BidEntries>().WriteAsync(text, actor, cancel))),
        new("readings", Permission.KeepReadings, "CSV", "accountNumber,voltageLevel,day,kwh,channel,quality\nA-1001,10kV,2026-07-01,12.5 12.25 - 12.75 …,import,measured", "/settlements",
            static async (books, text, actor, cancel) => Of(await books.GetRequiredService<ReadingBook>().ImportAsync(text, ReadingSource.Meter, actor, cancel), static receipt => receipt.Blocks)),
        new("basis", Permission.KeepReadings, "JSON", """{"month":"2026-07","version":1,"currency":"CNY","area":"10YIHUB-MARKET0N","references":[{"name":"day-ahead","flat":401.25}],"purchases":[{"item":"spot","energy":12.5,"price":399.99,"publishedPrice":410,"fee":0}],"withoutBids":true,"tolerance":{"energy":0.001,"amount":0.01}}""", "/settlements",
            static async (books, text, actor, cancel) => Of(await books.GetRequiredService<BasisBook>().ImportAsync(text, actor, cancel))),
        new("purchases", Permission.KeepReadings, "CSV", "month,item,mwh,price,fee,publishedPrice\n2026-07,spot,12.5,399.99,0,410\n2026-07,fees of the trading center,0,0,1000,", "/settlements",
            static async (books, text, actor, cancel) => Of(await books.GetRequiredService<BasisBook>().ImportPurchasesAsync(text, actor, cancel), static basis => basis.Purchases.Count)),
        new("tracking", Permission.KeepReadings, "JSON", """{"version":1,"currency":"CNY","rules":[{"value":{"deviation":{"bandOver":0.02,"bandUnder":0.02,"coefficientOver":1,"coefficientUnder":1,"rounding":{"decimals":2,"mode":"awayFromZero"}},"deviationPrice":100,"warnAt":0.7,"daysNeeded":5,"daysWithoutReadings":3,"marketPrice":400,"priceMove":10,"contractCreditLimit":200000,"poolCreditLimit":5000000,"unpaidMonths":1,"guarantees":[{"contract":"R-2027-0001","amount":50000}]},"validFrom":"2027-01-01","validTo":null,"source":{"province":"…","document":"…","article":"…","checkedOn":null}}]}""", "/contracts/delivery",
            static async (books, text, actor, cancel) => Of(await books.GetRequiredService<TrackingTermsBook>().ImportAsync(text, actor, cancel))),
        new("parameters", Permission.KeepReadings, "JSON", """{"version":1,"longestInterpolation":[{"value":8,"validFrom":"2027-01-01","validTo":null,"source":{"province":"…","document":"…","article":"…","checkedOn":null}}],"enteredHeadroom":[{"value":1.2,"validFrom":"2027-01-01","validTo":null,"source":{"province":"…","document":"…","article":"…","checkedOn":null}}],"largeCustomer":[{"value":5000,"validFrom":"2027-01-01","validTo":null,"source":{"province":"…","document":"…","article":"…","checkedOn":null}}]}""", "/settlements",
            static async (books, text, actor, cancel) => Of(await books.GetRequiredService<ParameterBook>().ImportAsync(text, actor, cancel))),
    ];

    private static ImportOutcome Of<T>(Checked<T> read, Func<T, int>? count = null)
        where T : class => read.Value is { } value && read.Problems.Count == 0 ? new(count?.Invoke(value) ?? 1, []) : new(0, read.Problems);
}
