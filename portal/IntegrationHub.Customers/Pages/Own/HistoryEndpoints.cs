using System.Globalization;
using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Pages.Parts;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Portal.Pages.Parts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Pages.Own;

/// <summary>What the customer did and what happened, and the contract as a file to keep.</summary>
internal static class HistoryEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/history", ShowAsync).NeedsCustomer();
        endpoints.MapGet("/history.csv", ExportAsync).NeedsCustomer().Costly();
        endpoints.MapGet("/my/contracts/{number}/{version:int}/pdf", DrawAsync).NeedsCustomer().Costly();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, int? page, ShelfReader shelves)
    {
        var entries = await shelves.OwnAsync(http, static shelf => shelf.History);
        return HistoryPart.Of(entries, page ?? 1) is { } part
            ? new RazorComponentResult<HistoryPage>(new { part.Entries, part.Number, part.Pages })
            : CustomerNotices.NotFound();
    }

    private static async Task<IResult> ExportAsync(HttpContext http, ShelfReader shelves) => CsvFile.Answer(
        "history", ["at", "what", "about"],
        (await shelves.OwnAsync(http, static shelf => shelf.History)).Select(static entry => (IReadOnlyList<object?>)[entry.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), entry.What, entry.About]));

    /// <summary>503 where there is no font, or it lacks a character: the company's page of the same contract says which.</summary>
    private static async Task<IResult> DrawAsync(HttpContext http, string number, int version, ShelfReader shelves, CustomersSettings settings)
    {
        if (await shelves.OwnAsync(http, shelf => shelf.FindContract(number, version)) is not { Text: not null } contract)
            return CustomerNotices.NotFound();

        return (await OwnContractFile.DrawAsync(contract, settings.Font, http.RequestAborted)).Value is { } pdf
            ? Results.File(pdf, "application/pdf", OwnContractFile.NameOf(contract))
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
