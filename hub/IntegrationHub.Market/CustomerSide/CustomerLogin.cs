using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Market.Json;

namespace IntegrationHub.Market.CustomerSide;

/// <summary>A person who may sign in for a customer. The company's side makes it; the customers' side compares with it.</summary>
/// <param name="Name">Under which the person signs in: lower case.</param>
/// <param name="Version">Counts changes; an open session of an earlier one is over.</param>
/// <param name="Customer">Subject of everything that is for this customer.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Phone">Number for codes, in international form.</param>
/// <param name="PasswordHash">As ASP.NET Core Identity's hasher writes it.</param>
/// <param name="IsDisabled">True when the person may not sign in.</param>
public sealed record CustomerLogin(string Name, int Version, Guid Customer, string DisplayName, string Phone, string PasswordHash, bool IsDisabled)
{
    /// <summary>The last digits, by which the person knows the phone and nobody else does.</summary>
    public string PhoneHint => "…" + Phone[^Math.Min(3, Phone.Length)..];

    /// <summary>
    /// Subject under which the login of a name crosses: made of the name, so that a try to sign in sees the one login that it names, and the row policy of the
    /// inbox hides all others.
    /// </summary>
    public static Guid SubjectOf(string name) => NameId.Of("login", name);

    public static Checked<CustomerLogin> Read(string json) => MarketJson.Read<CustomerLogin>(json, "login", new(ProblemCodes.JsonUnreadable, "The login is empty.", "", "Publish it anew."));
}

/// <summary>Ids that are made of what they name: the same for the same, on both sides and after every restart.</summary>
public static class NameId
{
    /// <summary>SHA-256 over the parts, cut to an id of version 8 (RFC 9562, 5.8).</summary>
    public static Guid Of(params ReadOnlySpan<string> parts)
    {
        var octets = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)));
        octets[6] = (byte)((octets[6] & 0x0F) | 0x80);
        octets[8] = (byte)((octets[8] & 0x3F) | 0x80);
        return new Guid(octets.AsSpan(0, 16), bigEndian: true);
    }
}
