using IntegrationHub.Identity;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Packages;
using IntegrationHub.Portal.Hosting;
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
        endpoints.MapGet("/packages", PackagesAsync).Needs(Permission.ReadCustomers);
        endpoints.MapGet("/packages/{code}/{version:int}", PackageAsync).Needs(Permission.ReadCustomers);
    }

    private static async Task<IResult> CustomersAsync(HttpContext http, [FromServices] CustomerBook customers, Looks looks)
    {
        var search = http.Request.Query["search"].ToString().Trim() is { Length: > 0 and <= LongestText } text ? text : null;
        await looks.LookAsync(http, "customers", search);

        var found = (await customers.ListAsync(on: null, http.RequestAborted))
            .Where(account => search is null || account.CustomerName.Contains(search, StringComparison.OrdinalIgnoreCase) || account.AccountNumber.Contains(search, StringComparison.OrdinalIgnoreCase)).ToList();
        var model = new CustomerListModel([.. found.Take(MostRows)], found.Count, search);
        return SessionHandler.IsFragment(http.Request)
            ? new RazorComponentResult<CustomerResults>(new { Model = model })
            : new RazorComponentResult<CustomerListPage>(new { Model = model });
    }

    private static async Task<IResult> PackagesAsync(HttpContext http, PackageBook packages) =>
        new RazorComponentResult<PackageListPage>(new { Packages = await packages.ListAsync(http.RequestAborted) });

    private static async Task<IResult> PackageAsync(HttpContext http, string code, int version, PackageBook packages) =>
        await packages.FindAsync(code, version, http.RequestAborted) is { } package
            ? new RazorComponentResult<PackagePage>(new { Package = package, Terms = PackageJson.Write(package) })
            : Notices.NotFound();
}
