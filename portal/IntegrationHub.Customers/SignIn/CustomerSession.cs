using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Market.CustomerSide;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IntegrationHub.Customers.SignIn;

/// <summary>Where a request comes from.</summary>
/// <param name="Address">As limits count it.</param>
/// <param name="Way">A page or a call.</param>
internal sealed record CustomerVisitor(string Address, SessionWay Way)
{
    /// <summary>What the browser or program calls itself, cut where it is longer than any that is known.</summary>
    public string Agent { get; init; } = "";
}

/// <summary>A session: unfinished between password and code, complete after it.</summary>
/// <param name="Id">For its owner; the token is with who signed in alone.</param>
/// <param name="Login">Who, as of the version that signed in.</param>
/// <param name="Visitor">Where it was begun.</param>
/// <param name="BegunAt">When.</param>
/// <param name="ExpiresAt">When it is over, whatever happens.</param>
internal sealed record CustomerSession(Guid Id, CustomerLogin Login, CustomerVisitor Visitor, DateTimeOffset BegunAt, DateTimeOffset ExpiresAt)
{
    public bool IsComplete { get; init; }

    public DateTimeOffset SeenAt { get; init; } = BegunAt;

    /// <summary>What fits the code that was sent (<see cref="Identity.Codes.SmsCode"/>); null where none left.</summary>
    public byte[]? CodeHash { get; init; }

    public DateTimeOffset CodeUntil { get; init; }

    public int CodeTries { get; init; }
}

/// <summary>Somebody who is signed in.</summary>
/// <param name="Session">The session.</param>
/// <param name="Token">Its secret.</param>
internal sealed record SignedInCustomer(CustomerSession Session, SessionToken Token)
{
    public CustomerLogin Login => Session.Login;

    /// <summary>
    /// What the company's side binds a consent's code to: made of the session's secret, of the contract and of the text that was shown. The secret itself does not
    /// cross, and with another text or from another session it is another word.
    /// </summary>
    public string ConsentSession(string contract, string digest) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Token.Octets, Encoding.UTF8.GetBytes($"consent\n{contract}\n{digest}")));
}

internal static class CustomerOfRequest
{
    /// <summary>Who is signed in; only where an address needs it.</summary>
    public static SignedInCustomer Customer(this HttpContext http) => http.Features.GetRequiredFeature<SignedInCustomer>();
}
