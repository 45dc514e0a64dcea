using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Market;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Customers.Api;

/// <summary>An order that is a request of its own.</summary>
internal interface IOrder
{
    /// <summary>An id of version 7 (RFC 9562) that the caller makes when the order is given: sent twice at one address it is one request.</summary>
    Guid Request { get; }
}

/// <summary>Under which ids the orders of callers cross.</summary>
internal static class RequestIds
{
    /// <summary>Why an id is none for an order; null where it is one. Requests cross in the order of their ids, so each has to say when it was made.</summary>
    public static Problem? Wrong(Guid own) => own.Version == 7
        ? null
        : new("REQUEST_ID", "The id of the request is not of version 7.", "request", "Make a new one of version 7 (RFC 9562) for each order, and send the same again only to repeat that order.");

    /// <summary>
    /// The id that belongs to who calls, to the address and to the caller's own id, with its time: the same for a repetition, and another one for another order, login or customer, so that
    /// nobody takes an id away from anybody.
    /// </summary>
    public static Guid Of(HttpContext http, Guid own)
    {
        var login = http.Customer().Login;
        var bound = SHA256.HashData(Encoding.UTF8.GetBytes($"{login.Customer:N}\n{login.Name}\n{http.Request.Path}\n{own:N}")).AsSpan(0, 16);
        own.ToByteArray(bigEndian: true).AsSpan(0, 6).CopyTo(bound);
        bound[6] = (byte)(0x70 | (bound[6] & 0x0F));
        bound[8] = (byte)(0x80 | (bound[8] & 0x3F));
        return new Guid(bound, bigEndian: true);
    }
}
