using IntegrationHub.Identity;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Market;
using IntegrationHub.Market.Time;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Portal.Texts;
using IntegrationHub.Portal.Pages.Tasks;
using IntegrationHub.Retail.Comparing;
using IntegrationHub.Retail.Processes.Settling;
using IntegrationHub.Retail.Settlement;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Portal.Pages.Settlements;

/// <summary>Settlements of months with their bills, and the company's indicators. Who looks stands in the ledger.</summary>
internal static class SettlementEndpoints
{
    private const int PageLength = 100;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/settlements", ListAsync).Needs(Permission.ReadSettlements);
        endpoints.MapGet("/settlements/export", ExportAsync).Needs(Permission.ReadSettlements).Costly();
        endpoints.MapGet("/settlements/{month}/{version:int}", ShowAsync).Needs(Permission.ReadSettlements);
        endpoints.MapGet("/settlements/{month}/{version:int}/bill", BillAsync).Needs(Permission.ReadSettlements);
        endpoints.MapGet("/settlements/{month}/{version:int}/bill/pdf", BillPdfAsync).Needs(Permission.ReadSettlements).Costly();
        endpoints.MapGet("/settlements/{month}/purchases/export", ExportPurchasesAsync).Needs(Permission.ReadSettlements).Costly();
        endpoints.MapGet("/settlements/{month}/{version:int}/export", ExportBillsAsync).Needs(Permission.ReadSettlements).Costly();
        endpoints.MapPost("/settlements/{month}/{version:int}/verify", VerifyAsync).Needs(Permission.ReadSettlements).RequireRateLimiting(TaskUploads.LimiterName).Costly();
        endpoints.MapGet("/indicators", IndicatorsAsync).Needs(Permission.ReadIndicators);
        endpoints.MapGet("/indicators/export", ExportIndicatorsAsync).Needs(Permission.ReadIndicators).Costly();
    }

    private static async Task<IResult> ListAsync(HttpContext http, SettlementBook settlements, Looks looks)
    {
        BillingMonth? month = BillingMonth.TryParse(http.Request.Query["month"], out var named) ? named : null;
        await looks.LookAsync(http, "settlements", month?.ToString(), always: true);
        return new RazorComponentResult<SettlementListPage>(new { Model = new SettlementListModel(await NewestFirstAsync(settlements, month, http.RequestAborted), month) });
    }

    private static async Task<IResult> ExportAsync(HttpContext http, SettlementBook settlements, Looks looks)
    {
        await looks.LookAsync(http, "settlements", "export", always: true);
        return CsvFile.Answer(
            "settlements", ["month", "version", "state", "accounts", "soldMwh", "contractedMwh", "billed", "difference", "deviationMwh", "deviationCharge", "currency"],
            (await NewestFirstAsync(settlements, month: null, http.RequestAborted)).Select(static one => (IReadOnlyList<object?>)
            [
                one.Month.ToString(), one.Version, one.State, one.Accounts, one.Sold.MegawattHours, one.Contracted.MegawattHours, one.Billed, one.Difference,
                one.DeviationEnergy.MegawattHours, one.DeviationCharge, one.Currency,
            ]));
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string month, int version, SettlementBook settlements, Looks looks, string? after)
    {
        if (await FindAsync(settlements, month, version, http.RequestAborted) is not { } settlement)
            return Notices.NotFound();

        await looks.LookAsync(http, "settlement", settlement.Name, always: true);
        return await PageAsync(http, settlements, settlement, after, check: null, []);
    }

    private static async Task<IResult> VerifyAsync(HttpContext http, string month, int version, SettlementBook settlements, SettlementProof proof, Looks looks)
    {
        if (await FindAsync(settlements, month, version, http.RequestAborted) is not { } settlement)
            return Notices.NotFound();

        await looks.LookAsync(http, "settlement-verified", settlement.Name, always: true);
        if (SettlementModel.TooLarge(settlement) is { } tooLarge)
            return await PageAsync(http, settlements, settlement, after: null, check: null, [tooLarge]);

        var verified = await proof.VerifyAsync(settlement.Month, settlement.Version, http.RequestAborted);
        return await PageAsync(http, settlements, settlement, after: null, verified.Value, verified.Problems);
    }

    private static async Task<IResult> PageAsync(HttpContext http, SettlementBook settlements, StoredSettlement settlement, string? after, SettlementCheck? check, IReadOnlyList<Problem> problems)
    {
        var (bills, next) = await settlements.BillsAsync(settlement.Month, settlement.Version, after is { Length: > 0 and <= 200 } ? after : null, PageLength, http.RequestAborted);
        var page = http.RequestServices.GetRequiredService<PageContext>();
        var changes = await http.RequestServices.GetRequiredService<VersionComparisons>().OfSettlementAsync(
            settlement.Month, from: null, settlement.Version, page.May(Permission.ReadIndicators), page.May(Permission.ReadBids), http.RequestAborted);
        var shown = page.May(Permission.ReadBids) ? settlement : settlement.WithoutBids();
        return new RazorComponentResult<SettlementPage>(new { Model = new SettlementModel(shown, bills, next, check, problems) { Statements = await http.RequestServices.GetRequiredService<DisputeStatements>().OfAsync(shown, http.RequestAborted) }, Changes = changes });
    }

    private static async Task<IResult> BillAsync(HttpContext http, string month, int version, SettlementBook settlements, Looks looks, string? account, string? voltage, string? on)
    {
        if (await FindBillAsync(settlements, month, version, account, voltage, on, http.RequestAborted) is not { } found)
            return Notices.NotFound();

        await looks.LookAsync(http, "bill", found.Settlement.Name, always: true);
        return new RazorComponentResult<BillPage>(new { Model = found });
    }

    /// <summary>As its customer reads it, whoever of the company draws it.</summary>
    private static async Task<IResult> BillPdfAsync(
        HttpContext http, string month, int version, SettlementBook settlements, Looks looks, PageContext page, PortalTexts texts, string? account, string? voltage, string? on)
    {
        if (await FindBillAsync(settlements, month, version, account, voltage, on, http.RequestAborted) is not { } found)
            return Notices.NotFound();

        await looks.LookAsync(http, "bill", found.Settlement.Name, always: true);
        var shown = found.Shown;
        return Notices.Drawn(
            await BillFile.DrawAsync(shown, !found.Settlement.IsClosed, page.Settings.Company, texts, page.Language, page.Settings.Font, http.RequestAborted), BillFile.NameOf(shown),
            $"/settlements/{found.Settlement.Name}/bill?account={Uri.EscapeDataString(account!)}&voltage={Uri.EscapeDataString(voltage!)}");
    }

    private static async Task<BillModel?> FindBillAsync(SettlementBook settlements, string month, int version, string? account, string? voltage, string? on, CancellationToken cancellationToken) =>
        account is { Length: > 0 and <= 100 } && voltage is { Length: > 0 and <= 40 } && await FindAsync(settlements, month, version, cancellationToken) is { } settlement
        && await settlements.BillAsync(account, voltage, settlement.Month, version, cancellationToken, DayOf(on)) is { } bill
            ? new BillModel(settlement, bill, await settlements.ForCustomerAsync(bill, settlement, cancellationToken))
            : null;

    /// <summary>A day of the customer who is meant.</summary>
    private static LocalDate? DayOf(string? text) => text is { Length: 10 } && LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } ? day : null;

    /// <summary>The purchases of the month's basis, as they can be brought again.</summary>
    private static async Task<IResult> ExportPurchasesAsync(HttpContext http, string month, BasisBook book, Looks looks)
    {
        if (!BillingMonth.TryParse(month, out var asked) || await book.ExportPurchasesAsync(asked, http.RequestAborted) is not { } text)
            return Notices.NotFound();

        await looks.LookAsync(http, "settlement", $"{month}/purchases", always: true);
        return CsvFile.Answer($"purchases-{asked}", text);
    }

    private static async Task<IResult> ExportBillsAsync(HttpContext http, string month, int version, SettlementBook settlements, Looks looks)
    {
        if (await FindAsync(settlements, month, version, http.RequestAborted) is not { } settlement)
            return Notices.NotFound();

        await looks.LookAsync(http, "settlement", settlement.Name, always: true);
        var rows = settlements.BillsAsync(settlement.Month, version, http.RequestAborted).SelectMany(static stored => stored.Bill.Terms.Select(term => (IReadOnlyList<object?>)
            [stored.Bill.Account, stored.Bill.Package, stored.Bill.Energy.MegawattHours, term.Rule, term.Label, term.Quantity, term.Unit, term.Price, term.Amount, term.Basis]));
        return CsvFile.Answer($"bills-{settlement.Month}-{version}", ["account", "package", "mwh", "rule", "label", "quantity", "unit", "price", "amount", "basis"], rows);
    }

    private static async Task<IResult> IndicatorsAsync(HttpContext http, SettlementBook settlements, Looks looks)
    {
        await looks.LookAsync(http, "indicators", question: null, always: true);
        return new RazorComponentResult<IndicatorsPage>(new { Rows = await IndicatorRow.ListAsync(settlements, http.RequestAborted) });
    }

    private static async Task<IResult> ExportIndicatorsAsync(HttpContext http, SettlementBook settlements, Looks looks)
    {
        await looks.LookAsync(http, "indicators", "export", always: true);
        return CsvFile.Answer(
            "indicators", ["month", "version", "purchasedMwh", "soldMwh", "balanceMwh", "contractedMwh", "deviation", "deviationCharge", "revenue", "cost", "profit", "profitPerMwh", "currency"],
            (await IndicatorRow.ListAsync(settlements, http.RequestAborted)).Select(static row => (IReadOnlyList<object?>)
            [
                row.Month, row.Settlement.Version, row.Settlement.Purchased.MegawattHours, row.Settlement.Sold.MegawattHours, row.Settlement.Balance.MegawattHours, row.Settlement.Contracted.MegawattHours,
                row.Deviation, row.Settlement.DeviationCharge, row.Settlement.Revenue, row.Settlement.Cost, row.Settlement.Profit, row.Margin, row.Settlement.Currency,
            ]));
    }

    private static async Task<IReadOnlyList<StoredSettlement>> NewestFirstAsync(SettlementBook settlements, BillingMonth? month, CancellationToken cancellationToken) =>
        [.. (await settlements.ListAsync(month, cancellationToken)).OrderByDescending(static one => one.Month).ThenByDescending(static one => one.Version)];

    private static async Task<StoredSettlement?> FindAsync(SettlementBook settlements, string month, int version, CancellationToken cancellationToken) =>
        version > 0 && BillingMonth.TryParse(month, out var named) ? await settlements.FindAsync(named, version, cancellationToken) : null;
}
