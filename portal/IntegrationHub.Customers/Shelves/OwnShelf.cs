using IntegrationHub.Customers.SignIn;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Time;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Customers.Shelves;

/// <summary>Looks of who is signed in.</summary>
internal static class OwnShelf
{
    /// <summary>Looks at what is for the customer who asks, and at nothing else: what is another's is not there.</summary>
    public static Task<T> OwnAsync<T>(this ShelfReader shelves, HttpContext http, Func<Shelf, T> look) => shelves.OfAsync(http.Customer().Login.Customer, look, http.RequestAborted);

    /// <summary>One of the own bills; null where there is none, or the month is none.</summary>
    public static async Task<CustomerBill?> OwnBillAsync(this ShelfReader shelves, HttpContext http, string? month, int version, string? account) =>
        BillingMonth.TryParse(month, out var asked) ? await shelves.OwnAsync(http, shelf => shelf.FindBill(account ?? "", asked, version)) : null;

    /// <summary>Readings of a month of an own account; null where there are none, or the month is none.</summary>
    public static async Task<CustomerReadings?> OwnReadingsAsync(this ShelfReader shelves, HttpContext http, string? month, string? account) =>
        BillingMonth.TryParse(month, out var asked) ? await shelves.OwnAsync(http, shelf => shelf.FindReadings(account ?? "", asked)) : null;
}
