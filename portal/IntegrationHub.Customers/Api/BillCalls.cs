using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Portal.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Api;

/// <summary>Bills of closed settlements. One is named by month, version and <c>?account=</c>.</summary>
internal static class BillCalls
{
    public static void Map(RouteGroupBuilder own)
    {
        var bills = own.MapGroup("/bills").WithTags("bills");
        bills.MapGet("", ListAsync).WithName("listBills").WithSummary("Bills, the newest month first; of a month the newest version first");
        bills.MapGet("/{month}/{version:int}", FindAsync).WithName("getBill").WithSummary("A bill term by term").ProducesProblem(StatusCodes.Status404NotFound);
        bills.MapGet("/{month}/{version:int}/pdf", DrawAsync).Costly().WithName("getBillPdf").WithSummary("A bill as PDF, in the language of Accept-Language").Produces(StatusCodes.Status200OK, contentType: "application/pdf")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Ok<IReadOnlyList<BillLine>>> ListAsync(HttpContext http, ShelfReader shelves) =>
        TypedResults.Ok<IReadOnlyList<BillLine>>([.. (await shelves.OwnAsync(http, static shelf => shelf.Bills)).Select(BillLine.Of)]);

    private static async Task<Results<Ok<BillView>, ProblemHttpResult>> FindAsync(HttpContext http, string month, int version, string? account, ShelfReader shelves) =>
        await shelves.OwnBillAsync(http, month, version, account) is { } bill ? TypedResults.Ok(BillView.Of(bill)) : NotThere;

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> DrawAsync(HttpContext http, string month, int version, string? account, ShelfReader shelves, CustomersSettings settings, PortalTexts texts)
    {
        if (await shelves.OwnBillAsync(http, month, version, account) is not { } bill)
            return NotThere;

        return (await BillFile.DrawAsync(bill, isDraft: false, settings.CompanyIn(texts, Languages.AskedFor(http.Request)), texts, Languages.AskedFor(http.Request), settings.Font, http.RequestAborted)).Value is { } pdf
            ? TypedResults.File(pdf, "application/pdf", BillFile.NameOf(bill))
            : ApiAnswers.NotDrawn;
    }

    private static ProblemHttpResult NotThere => ApiAnswers.NotThere("bill", "Look at the list, and name month, version and `account` as they stand there.");
}

/// <summary>A bill in lists.</summary>
/// <param name="Account">Number and voltage level.</param>
/// <param name="Version">Of the settlement; a later one corrects.</param>
/// <param name="Difference">What a correction charges in addition, or pays back below zero; null for a first bill.</param>
internal sealed record BillLine(string Account, string Month, int Version, decimal MegawattHours, decimal Total, string Currency, decimal? Difference)
{
    public static BillLine Of(CustomerBill bill) => new(bill.Account, bill.Month.ToString(), bill.Version, bill.Energy.MegawattHours, bill.Total, bill.Currency, bill.Difference);
}

/// <summary>A bill.</summary>
/// <param name="Contract">Number of the contract; of the last one where it changed within the month.</param>
/// <param name="Package">Code and version of the price package.</param>
/// <param name="Parts">The days under each contract, where it changed within the month.</param>
/// <param name="From">First day served.</param>
/// <param name="To">Last day served.</param>
/// <param name="Substituted">Intervals whose value is not the meter's.</param>
/// <param name="Difference">What a correction charges in addition, or pays back below zero; null for a first bill.</param>
internal sealed record BillView(
    string Account, string Month, int Version, string Currency, string Contract, string Package, IReadOnlyList<BillPartView>? Parts, DateOnly From, DateOnly To, decimal MegawattHours, decimal ContractedMegawattHours,
    int Substituted, IReadOnlyList<CustomerBillTerm> Terms, decimal Total, decimal? Difference)
{
    public static BillView Of(CustomerBill bill) => new(
        bill.Account, bill.Month.ToString(), bill.Version, bill.Currency, bill.Contract, bill.Package,
        bill.Parts is { } parts ? [.. parts.Select(static part => new BillPartView(part.Contract, part.Package, part.From.ToDateOnly(), part.To.ToDateOnly()))] : null,
        bill.From.ToDateOnly(), bill.To.ToDateOnly(), bill.Energy.MegawattHours, bill.Contracted.MegawattHours, bill.Substituted, bill.Terms, bill.Total, bill.Difference);
}

/// <summary>Days of a bill under one contract.</summary>
internal sealed record BillPartView(string Contract, string Package, DateOnly From, DateOnly To);
