using System.Globalization;
using System.Text;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Node;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Workflows.Values;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Demo;

/// <summary>
/// The month that is over goes through its process: readings with a gap, substitutes, bills, review and approval by two people, the energy account, its acknowledgement, the
/// comparison with the trading center's account, a statement for the line that differs.
/// </summary>
internal sealed class SettlementChapter : DemoChapter
{
    /// <summary>Number of the contract under which the month's energy is sold.</summary>
    internal const string Sale = "DEMO-R-TAKEN";

    public override string Title => "A month is settled and a line disputed";

    public override async Task<IReadOnlyList<DemoExpectation>> TellAsync(DemoStage stage, CancellationToken cancellationToken)
    {
        var month = BillingMonth.Of(stage.Today.PlusMonths(-1));
        await TakeOverAsync(stage.Hub, month, cancellationToken);
        var receipt = OnboardingChapter.Must(await stage.Get<ReadingBook>().ImportAsync(Readings(month), ReadingSource.Meter, "otto", cancellationToken));
        stage.Say($"  {receipt.Blocks} accounts are read for {month}, with a day missing; their contracts are taken over as they are in force");

        var hands = stage.Hands;
        var id = await hands.StartAsync("settlement-submission", month.ToString(), ContextValue.Of(("month", Value.Of(month.ToString()))), cancellationToken);
        await hands.DoAsync(id, "substitute", "anna", """{"action": "substitute"}""", cancellationToken);
        await hands.DoAsync(id, "review", "anna", """{"decision": "ok"}""", cancellationToken);
        var settlement = await SettlementAsync(stage, month, cancellationToken);
        stage.Say(string.Create(CultureInfo.InvariantCulture, $"  settled: {settlement.Sold}, {settlement.Billed:0.00} CNY billed, {settlement.Substituted} intervals substituted, profit {settlement.Profit:0.00} CNY"));
        await hands.DoAsync(id, "approve", "bert", """{"decision": "approve"}""", cancellationToken);
        await hands.DoAsync(id, "argue", "anna", """{"claim": "Our meter of that day agrees with the distribution company's validated data."}""", cancellationToken);
        var end = await hands.EndAsync(id, cancellationToken);

        settlement = await SettlementAsync(stage, month, cancellationToken);
        var account = settlement.Submissions[^1].MRid;
        var line = settlement.Comparison?.Lines.Single(static one => one.Finding != LineFinding.Agreed)
            ?? throw new RefusedException("DEMO_CASE", $"{settlement.Name} is {settlement.State}", "Run it again with --keep DIR and look at `ihub instance list`.");
        var statement = DocumentIds.Of("PRB", string.Create(CultureInfo.InvariantCulture, $"{settlement.Name}/{line.Series}/{line.Position}"));
        var check = OnboardingChapter.Must(await stage.Get<SettlementProof>().VerifyAsync(month, settlement.Version, cancellationToken));
        stage.Say($"  bert approves; the energy account {account} is acknowledged and laid beside {settlement.Comparison.Document}");
        stage.Say($"  day {line.Position} differs by {line.EnergyDifference}: anna disputes it as {statement} ({end.Status}); {check.Bills} bills come out again octet for octet");
        return
        [
            new("energy account submitted", Direction.Out, account, "Accepted"),
            new("energy account of the center", Direction.In, settlement.Comparison.Document, "Accepted"),
            new("problem statement", Direction.Out, statement, "Accepted"),
        ];
    }

    private static async Task<StoredSettlement> SettlementAsync(DemoStage stage, BillingMonth month, CancellationToken cancellationToken) =>
        await stage.Get<SettlementBook>().FindAsync(month, null, cancellationToken) ?? throw new RefusedException("DEMO_CASE", $"{month} is not settled", "Run it again with --keep DIR and look at `ihub instance list`.");

    /// <summary>What a retailer has who begins to use the hub: customers that were served, contracts in force, the market's figures of the month.</summary>
    internal static async Task TakeOverAsync(HubNode hub, BillingMonth month, CancellationToken cancellationToken)
    {
        var books = hub.Services;
        var (first, last) = (Iso(month.FirstDay), Iso(month.LastDay));
        await DemoParameters.EnterAsync(books, cancellationToken);
        OnboardingChapter.Must(await books.GetRequiredService<CustomerBook>().ImportAsync(
            $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,servedTo,marketEligible,industry\nDEMO-S1,10kV,北山机械厂,800,{first},{last},yes,industry\nDEMO-S2,10kV,北山机械厂,400,{first},{last},yes,industry\n",
            "otto", cancellationToken));
        OnboardingChapter.Must(await books.GetRequiredService<PackageBook>().ImportAsync(
            $$$"""{"code":"DEMO-TOU","version":1,"names":{"en":"Linked","zh":"联动价"},"currency":"CNY","validFrom":"{{{first}}}","price":{"kind":"linked","reference":"day-ahead","share":1,"markup":15}}""", "otto", cancellationToken));
        OnboardingChapter.Must(await books.GetRequiredService<BasisBook>().ImportAsync(
            $$"""
            {
              "month": "{{month}}", "version": 1, "currency": "CNY", "area": "10YIHUB-MARKET0N", "references": [{ "name": "day-ahead", "flat": 402.5 }],
              "purchases": [{ "item": "spot", "energy": 20, "price": 395.2, "publishedPrice": 401 }], "tolerance": { "energy": 0.001, "amount": 0.01 }
            }
            """,
            "otto", cancellationToken));
        await books.GetRequiredService<IBusinessRecords>().SaveAsync(
            [
                Contract(hub, Sale, month, ContractKind.Retail, 300, [new("DEMO-S1", "10kV"), new("DEMO-S2", "10kV")]),
                Contract(hub, "DEMO-P-TAKEN", month, ContractKind.Centralized, 280, []),
            ],
            [new("contracts.taken-over", new Dictionary<string, string> { ["contracts"] = "2" })], "otto", cancellationToken);
    }

    private static BusinessRecord Contract(HubNode hub, string number, BillingMonth month, ContractKind kind, decimal megawattHours, IReadOnlyList<ContractAccount> accounts)
    {
        var self = hub.Parties.Current.Self;
        var own = new ContractParty(self.Code.Value, self.Code.CodingScheme ?? "A01", "星河售电有限公司");
        var other = new ContractParty(kind == ContractKind.Retail ? "C-0002" : "G-0001", "NCN", kind == ContractKind.Retail ? "北山机械厂" : "东江发电厂");
        var terms = new ContractTerms
        {
            MRid = number, Version = 1, Kind = kind, Type = "A03", Seller = kind == ContractKind.Retail ? own : other, Buyer = kind == ContractKind.Retail ? other : own,
            ValidFrom = month.FirstDay, ValidTo = month.LastDay, Quantity = Energy.FromMegawattHours(megawattHours), Months = new Dictionary<BillingMonth, decimal> { [month] = 1 }, Accounts = accounts,
            Currency = "CNY", Package = kind == ContractKind.Retail ? "DEMO-TOU" : null, PackageVersion = kind == ContractKind.Retail ? 1 : null, Price = kind == ContractKind.Retail ? null : 381.75m,
            SettlementMethod = "monthly", Template = "retail-zh", TemplateVersion = 1,
        };
        return TakenOver(terms, "otto");
    }

    /// <summary>A contract as it is in force already, without a text that was signed here.</summary>
    internal static BusinessRecord TakenOver(ContractTerms terms, string by) => new(
        RecordKind.Contract, terms.MRid, terms.Version, nameof(ContractState.InForce), terms.ValidFrom.ToDateOnly(), terms.ValidTo.ToDateOnly(),
        MarketJson.WriteUtf8(new StoredContract(new ContractLife(terms, ContractState.InForce, by))));

    /// <summary>Readings of the month as the distribution company files them; a day of the second account is missing.</summary>
    internal static string Readings(BillingMonth month)
    {
        var csv = new StringBuilder("accountNumber,voltageLevel,day,kwh\n");
        foreach (var (account, kilowatt) in new[] { ("DEMO-S1", 240), ("DEMO-S2", 150) })
        {
            // The meter of the second account said nothing on the tenth.
            foreach (var day in month.EveryDay().Where(day => account != "DEMO-S2" || day.Day != 10))
                csv.Append(CultureInfo.InvariantCulture, $"{account},10kV,{Iso(day)},{string.Join(' ', Enumerable.Range(0, 96).Select(slot => ((kilowatt + (slot % 24 * 5)) / 4m).ToString(CultureInfo.InvariantCulture)))}\n");
        }

        return csv.ToString();
    }

    private static string Iso(NodaTime.LocalDate day) => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
