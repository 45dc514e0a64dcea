using IntegrationHub.Customers.SignIn;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Customers.Shelves;

/// <summary>Looks of who is signed in.</summary>
internal static class OwnShelf
{
    /// <summary>Looks at what is for the customer who asks, and at nothing else: what is another's is not there.</summary>
    public static Task<T> OwnAsync<T>(this ShelfReader shelves, HttpContext http, Func<Shelf, T> look) => shelves.OfAsync(http.Customer().Login.Customer, look, http.RequestAborted);
}
