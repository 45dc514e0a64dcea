using System.Globalization;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Packages;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages.Retail;

/// <summary>Customers with their metering accounts, and price packages.</summary>
internal static class CustomerEndpoints
{
    private const int MostRows = 200;
    private const int LongestText = 100;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/customers", CustomersAsync).Needs(Permission.ReadCustomers);
        endpoints.MapGet("/customers/export", ExportAsync).Needs(Permission.ReadCustomers).Costly();
        endpoints.MapGet("/packages", PackagesAsync).Needs(Permission.ReadCustomers);
        endpoints.MapGet("/packages/export", ExportPackagesAsync).Needs(Permission.ReadCustomers).Costly();
        endpoints.MapGet("/packages/{code}/{version:int}", PackageAsync).Needs(Permission.ReadCustomers);
    }

    private static async Task<IResult> CustomersAsync(HttpContext http, [FromServices] CustomerBook customers, Looks looks)
    {
        var search = SearchOf(http);
        await looks.LookAsync(http, "customers", search);

        var found = await FindAllAsync(customers, search, http.RequestAborted);
        var model = new CustomerListModel([.. found.Take(MostRows)], found.Count, search);
        return SessionHandler.IsFragment(http.Request)
            ? new RazorComponentResult<CustomerResults>(new { Model = model })
            : new RazorComponentResult<CustomerListPage>(new { Model = model });
    }

    private static async Task<IResult> ExportAsync(HttpContext http, [FromServices] CustomerBook customers, Looks looks)
    {
        await looks.LookAsync(http, "customers", "export", always: true);
        return CsvFile.Answer(
            "customers", ["accountNumber", "voltageLevel", "customerName", "industry", "servedFrom", "servedTo", "marketEligible"],
            (await FindAllAsync(customers, SearchOf(http), http.RequestAborted)).Select(static account => (IReadOnlyList<object?>)
            [
                account.AccountNumber, account.VoltageLevel, account.CustomerName, account.Industry, account.ServedFrom.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
                account.ServedTo?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), account.MarketEligible ? "yes" : "no",
            ]));
    }

    private static string? SearchOf(HttpContext http) => http.Request.Query["search"].ToString().Trim() is { Length: > 0 and <= LongestText } text ? text : null;

    private static async Task<List<MeteringAccount>> FindAllAsync(CustomerBook customers, string? search, CancellationToken cancellationToken) =>
    [
        .. (await customers.ListAsync(on: null, cancellationToken))
            .Where(account => search is null || account.CustomerName.Contains(search, StringComparison.OrdinalIgnoreCase) || account.AccountNumber.Contains(search, StringComparison.OrdinalIgnoreCase)),
    ];

    private static async Task<IResult> PackagesAsync(HttpContext http, PackageBook packages, Looks looks)
    {
        await looks.LookAsync(http, "packages", question: null);
        return new RazorComponentResult<PackageListPage>(new { Packages = await packages.ListAsync(http.RequestAborted) });
    }

    private static async Task<IResult> ExportPackagesAsync(HttpContext http, PackageBook packages, Looks looks)
    {
        await looks.LookAsync(http, "packages", "export", always: true);
        return CsvFile.Answer(
            "packages", ["code", "version", "name", "currency", "validFrom", "validTo", "deviation", "openTo", "settlementMethods"],
            (await packages.ListAsync(http.RequestAborted)).Select(static package => (IReadOnlyList<object?>)
            [
                package.Code, package.Version, string.Join(" / ", package.Names.Values), package.Currency, package.ValidFrom.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
                package.ValidTo?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), package.Deviation.Bearer, string.Join(' ', package.OpenTo), string.Join(' ', package.SettlementMethods),
            ]));
    }

    private static async Task<IResult> PackageAsync(HttpContext http, string code, int version, PackageBook packages, Looks looks)
    {
        if (await packages.FindAsync(code, version, http.RequestAborted) is not { } package)
            return Notices.NotFound();

        await looks.LookAsync(http, "package", $"{code}/{version}");
        return new RazorComponentResult<PackagePage>(new { Package = package, Terms = PackageJson.Write(package) });
    }
}
