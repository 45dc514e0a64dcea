using System.Globalization;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Tracking;
using NodaTime;

namespace IntegrationHub.Portal.Tests.Support;

/// <summary>Contracts that are delivered this month, with readings until yesterday, and a look at them.</summary>
internal static class DeliveryBooks
{
    /// <summary>A contract whose customer takes a tenth more than contracted.</summary>
    public const string Over = "DEL-OVER";

    /// <summary>A contract of whose accounts nothing is read.</summary>
    public const string Silent = "DEL-SILENT";

    private static readonly SemaphoreSlim Gate = new(1, 1);

    /// <summary>Terms of tracking that hold, as the version that follows.</summary>
    public static async Task<string> NextTermsAsync(PortalSite site) => TermsOf(((await site.Get<TrackingTermsBook>().FindAsync(default))?.Version ?? 0) + 1);

    private static string TermsOf(int version) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"version":{{version}},"currency":"CNY","rules":[{"value":{"deviation":{"bandOver":0.02,"bandUnder":0.02,"coefficientOver":1,"coefficientUnder":1,
        "rounding":{"decimals":2,"mode":"awayFromZero"} },"deviationPrice":100,"warnAt":0.7,"daysNeeded":1,"daysWithoutReadings":1,"marketPrice":400,"priceMove":10,"contractCreditLimit":100000000,"poolCreditLimit":1000000000,"unpaidMonths":1},
        "validFrom":"2020-01-01","validTo":null,"source":{"province":"Testland","document":"Rules made for tests","article":"1","checkedOn":null} }]}
        """);

    /// <summary>The contracts, looked at; with the last day that is read.</summary>
    public static async Task<(string Contract, LocalDate Day)> DeliverAsync(PortalSite site)
    {
        await Gate.WaitAsync();
        try
        {
            var watch = site.Get<DeliveryWatch>();
            var yesterday = watch.Today.PlusDays(-1);
            if (await site.Get<ContractBook>().FindAsync(Over, 1, default) is not null)
                return (Over, yesterday);

            var month = BillingMonth.Of(yesterday);
            MarketBooks.Good(await site.Get<TrackingTermsBook>().ImportAsync(await NextTermsAsync(site), "wu.xia", default));
            MarketBooks.Good(await site.Get<PackageBook>().ImportAsync("""{"code":"DEL-FIX","version":1,"names":{"en":"Fixed","zh":"固定价"},"currency":"CNY","validFrom":"2020-01-01","price":{"kind":"fixed","price":420} }""", "liu.yang", default));
            await SaveAsync(site, Over, month, "liu.yang");
            await SaveAsync(site, Silent, month, "liu.yang");
            var row = string.Join(' ', Enumerable.Repeat("55", 96));
            MarketBooks.Good(await site.Get<ReadingBook>().ImportAsync(
                "accountNumber,voltageLevel,day,kwh\n" + string.Concat(Enumerable.Range(1, yesterday.Day).Select(day => $"{Over},10kV,{month}-{day:00},{row}\n")), ReadingSource.Meter, "wu.xia", default));
            await watch.LookAsync("test", default);
            return (Over, yesterday);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A contract of somebody's of whose account nothing is read, looked at.</summary>
    public static async Task<string> SilentOfAsync(PortalSite site, string author)
    {
        await DeliverAsync(site);
        var (watch, number) = (site.Get<DeliveryWatch>(), "DEL-" + author.ToUpperInvariant());
        await SaveAsync(site, number, DeliveryWatch.MonthOn(watch.Today), author);
        await watch.LookAsync("test", default);
        return number;
    }

    /// <summary>4.8 MWh a day, in force; whatever its way there was.</summary>
    private static async Task SaveAsync(PortalSite site, string number, BillingMonth month, string author)
    {
        MarketBooks.Good(await site.Get<CustomerBook>().ImportAsync(
            $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,servedTo\n{number},10kV,履约客户,5000,{month}-01,yes,industry,{month}-{month.Days:00}\n", author, default));
        var terms = new ContractTerms
        {
            MRid = number, Version = 1, Kind = ContractKind.Retail, Type = "A03", Seller = new("10X1001A1001A450", "A01", "星河售电有限公司"), Buyer = new("C-0007", "NCN", "履约客户"),
            ValidFrom = month.FirstDay, ValidTo = month.LastDay, Quantity = Energy.FromMegawattHours(4.8m * month.Days), Months = new Dictionary<BillingMonth, decimal> { [month] = 1 },
            Accounts = [new(number, "10kV")], Currency = "CNY", Package = "DEL-FIX", PackageVersion = 1, SettlementMethod = "monthly", Template = "retail-zh", TemplateVersion = 1,
            Clauses = ["notice"], Parameters = new Dictionary<string, string> { ["noticeDays"] = "30" },
        };
        var body = MarketJson.WriteUtf8(new StoredContract(new ContractLife(terms, ContractState.InForce, author)));
        Assert.Equal(RecordResult.Saved, await site.Get<IBusinessRecords>().SaveAsync(
            [new(RecordKind.Contract, number, 1, nameof(ContractState.InForce), month.FirstDay.ToDateOnly(), month.LastDay.ToDateOnly(), body)], [], author, default));
    }
}
