using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Pages.Parts;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Time;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Portal.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Customers.Pages.Own;

/// <summary>Bills and consumption. Another's account is one that there is not.</summary>
internal static class FigureEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/bills", ListBillsAsync).NeedsCustomer();
        endpoints.MapGet("/bills.csv", ExportBillsAsync).NeedsCustomer().Costly();
        endpoints.MapGet("/bills/{month}/{version:int}", ShowBillAsync).NeedsCustomer();
        endpoints.MapGet("/bills/{month}/{version:int}/pdf", DrawBillAsync).NeedsCustomer().Costly();
        endpoints.MapGet("/consumption", ShowConsumptionAsync).NeedsCustomer();
        endpoints.MapGet("/consumption.csv", ExportConsumptionAsync).NeedsCustomer().Costly();
    }

    private static async Task<IResult> ListBillsAsync(HttpContext http, ShelfReader shelves) =>
        new RazorComponentResult<BillListPage>(new { Bills = await shelves.OwnAsync(http, static shelf => shelf.Bills) });

    private static async Task<IResult> ShowBillAsync(HttpContext http, string month, int version, string? account, ShelfReader shelves) =>
        BillingMonth.TryParse(month, out var asked)
        && await shelves.OwnAsync(http, shelf => shelf.FindBill(account ?? "", asked, version) is { } bill ? new RazorComponentResult<OwnBillPage>(new { Bill = bill, Contracts = shelf.ContractsOf(bill) }) : null) is { } page
            ? page
            : CustomerNotices.NotFound();

    /// <summary>503 where there is no font, or it lacks a character: the company's page of the same bill says which.</summary>
    private static async Task<IResult> DrawBillAsync(HttpContext http, string month, int version, string? account, ShelfReader shelves, CustomerContext page, PortalTexts texts)
    {
        if (await shelves.OwnBillAsync(http, month, version, account) is not { } bill)
            return CustomerNotices.NotFound();

        return (await BillFile.DrawAsync(bill, isDraft: false, page.Company, texts, page.Language, page.Settings.Font, http.RequestAborted)).Value is { } pdf
            ? Results.File(pdf, "application/pdf", BillFile.NameOf(bill))
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ExportBillsAsync(HttpContext http, ShelfReader shelves) => CsvFile.Answer(
        "bills",
        ["account", "month", "version", "rule", "label", "quantity", "unit", "price", "amount", "currency", "difference"],
        (await shelves.OwnAsync(http, static shelf => shelf.Bills)).SelectMany(static bill => bill.Terms.Select(term => (IReadOnlyList<object?>)
            [bill.Account, bill.Month.ToString(), bill.Version, term.Rule, term.Label, term.Quantity, term.Unit, term.Price, term.Amount, bill.Currency, bill.Difference])));

    private static async Task<IResult> ShowConsumptionAsync(HttpContext http, string? account, string? month, string? day, ShelfReader shelves)
    {
        var (all, accounts, readings, demand) = await shelves.OwnAsync(http, static shelf => (shelf.Readings, shelf.Accounts, shelf.Entered(CrossingKinds.OwnReadings), shelf.Entered(CrossingKinds.Demand)));
        // Without a choice the newest month; a choice that there is not is told so.
        var chosen = month is null && account is null ? (all.Count > 0 ? all[0] : null) : Find(all, account, month);
        if (chosen is null && (month is not null || account is not null))
            return CustomerNotices.NotFound();

        LocalDate? shown = day is not null && chosen is not null && LocalDatePattern.Iso.Parse(day).TryGetValue(default, out var date) && chosen.Month.Contains(date) ? date : null;
        return day is not null && shown is null
            ? CustomerNotices.NotFound()
            : new RazorComponentResult<ConsumptionPage>(new { All = all, Chosen = chosen, Day = shown, Accounts = accounts, EnteredReadings = readings, DeclaredDemand = demand });
    }

    private static async Task<IResult> ExportConsumptionAsync(HttpContext http, string? account, string? month, ShelfReader shelves, CustomersSettings settings) =>
        await shelves.OwnReadingsAsync(http, month, account) is { } chosen
            ? CsvFile.Answer(
                $"consumption-{chosen.Month}",
                ["account", "day", "interval", "kwh", "quality", "time"],
                chosen.Month.EveryDay().SelectMany(day => chosen.Of(day).Zip(IntervalTimes.SpansOf(new MarketDay(day, settings.Zone, chosen.StepMinutes), settings.Zone)).Select((one, i) => (IReadOnlyList<object?>)
                    [chosen.Account, LocalDatePattern.Iso.Format(day), i + 1, one.First.WattHours is { } wattHours ? wattHours / 1000m : null, one.First.Quality.ToString(), one.Second])))
            : CustomerNotices.NotFound();

    private static CustomerReadings? Find(IReadOnlyList<CustomerReadings> all, string? account, string? month) =>
        BillingMonth.TryParse(month, out var asked) ? all.FirstOrDefault(one => one.Account == account && one.Month == asked) : null;
}
