using System.Globalization;
using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Rendering;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Pages.Own;

/// <summary>What the customer did and what happened, and the contract as a file to keep.</summary>
internal static class HistoryEndpoints
{
    /// <summary>Entries of a page.</summary>
    internal const int PageLength = 50;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/history", ShowAsync).NeedsCustomer();
        endpoints.MapGet("/history.csv", ExportAsync).NeedsCustomer().Costly();
        endpoints.MapGet("/my/contracts/{number}/{version:int}/pdf", DrawAsync).NeedsCustomer().Costly();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, int? page, ShelfReader shelves)
    {
        var entries = await shelves.OwnAsync(http, static shelf => shelf.History);
        var pages = Math.Max(1, (entries.Count + PageLength - 1) / PageLength);
        var number = page ?? 1;
        return number < 1 || number > pages
            ? CustomerNotices.NotFound()
            : new RazorComponentResult<HistoryPage>(new { Entries = (IReadOnlyList<HistoryEntry>)[.. entries.Skip((number - 1) * PageLength).Take(PageLength)], Number = number, Pages = pages });
    }

    private static async Task<IResult> ExportAsync(HttpContext http, ShelfReader shelves) => CsvFile.Answer(
        "history", ["at", "what", "about"],
        (await shelves.OwnAsync(http, static shelf => shelf.History)).Select(static entry => (IReadOnlyList<object?>)[entry.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), entry.What, entry.About]));

    /// <summary>Drawn of the text that crossed, which is what was offered and signed. 503 where there is no font, or it lacks a character: the company's page of the same contract says which.</summary>
    private static async Task<IResult> DrawAsync(HttpContext http, string number, int version, ShelfReader shelves, CustomersSettings settings)
    {
        if (await shelves.OwnAsync(http, shelf => shelf.FindContract(number, version)) is not { } contract)
            return CustomerNotices.NotFound();

        var text = new ContractText(contract.Language, contract.Text);
        return (await Drawing.DrawAsync(settings.Font, file => ContractPdf.Render(text, file, $"{number} / {version}"), http.RequestAborted)).Value is { } pdf
            ? Results.File(pdf, "application/pdf", $"{string.Concat(number.Select(static letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'))}-{version}.pdf")
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
