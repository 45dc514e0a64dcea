using IntegrationHub.Customers.Shelves;
using IntegrationHub.Customers.SignIn;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Customers.Pages.Own;

/// <summary>The shelf of the customer whom somebody is signed in for.</summary>
internal static class OwnShelf
{
    /// <summary>Looks at what is for that customer, and at no other's.</summary>
    public static Task<T> OwnAsync<T>(this ShelfReader shelves, HttpContext http, Func<Shelf, T> look) => shelves.OfAsync(http.Customer().Login.Customer, look, http.RequestAborted);
}
