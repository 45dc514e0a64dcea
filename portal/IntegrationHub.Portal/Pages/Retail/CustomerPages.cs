using IntegrationHub.Identity;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Retail.Processes.CustomerSide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages.Retail;

/// <summary>One customer with everything that the person may read of it. A name may hold any character, so it stands in the question.</summary>
internal static class CustomerPages
{
    private const string Address = "/customers/one";
    private const int LongestName = 200;

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet(Address, ShowAsync).Needs(Permission.ReadCustomers).Costly();

    public static string AddressOf(string customer) => $"{Address}?customer={Uri.EscapeDataString(customer)}";

    private static async Task<IResult> ShowAsync(HttpContext http, PageContext page, CustomerSheets sheets, Looks looks)
    {
        if (http.Request.Query["customer"].ToString() is not { Length: > 0 and <= LongestName } customer
            || await sheets.FindAsync(customer, new(page.May(Permission.ReadContracts), page.May(Permission.ReadSettlements), page.May(Permission.ReadRequests)), http.RequestAborted) is not { } sheet)
            return Notices.NotFound();

        await looks.LookAsync(http, "customer", customer, always: true);
        return new RazorComponentResult<CustomerPage>(new { Sheet = sheet });
    }
}
