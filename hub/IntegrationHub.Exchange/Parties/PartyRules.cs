using System.Text.RegularExpressions;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Rules;

namespace IntegrationHub.Exchange.Parties;

/// <summary>What a registration must keep to before it is stored; all errors at once.</summary>
public static partial class PartyRules
{
    /// <summary>Most characters of a party's code in any document.</summary>
    private const int LongestCode = 16;

    /// <param name="candidate">The party as it is to be.</param>
    /// <param name="others">The parties as they are; the one of the same name is replaced and not compared with.</param>
    public static IReadOnlyList<Rejection> Check(Party candidate, IReadOnlyList<Party> others) =>
    [
        .. CheckName(candidate),
        .. CheckCode(candidate.Code, "code"),
        .. candidate.Represents.SelectMany(code => CheckCode(code, "represents")),
        .. candidate.TlsCertificates.Concat(candidate.SigningCertificates).Where(thumbprint => !Thumbprint().IsMatch(thumbprint)).Select(WrongThumbprint),
        .. CheckEndpoints(candidate),
        .. CheckLimits(candidate.Limits),
        .. others.Where(other => !string.Equals(other.Name, candidate.Name, StringComparison.Ordinal)).SelectMany(other => CheckAgainst(candidate, other)),
    ];

    private static IEnumerable<Rejection> CheckName(Party candidate)
    {
        if (!Name().IsMatch(candidate.Name))
        {
            yield return new Rejection(
                "PARTY_NAME", null, $"'{candidate.Name}' is no name.", "name", "Use 2 to 40 lower case letters, digits and hyphens.");
        }
    }

    private static IEnumerable<Rejection> CheckCode(CodedId code, string where)
    {
        string? problem = null;
        var right = code.CodingScheme switch
        {
            "A01" => Eic.TryCreate(code.Value, out _, out problem),
            "A10" => Gln.TryCreate(code.Value, out _, out problem),
            _ => code.Value.Length is > 0 and <= LongestCode,
        };
        if (!right)
        {
            yield return new Rejection(
                "PARTY_CODE", "A78", problem ?? $"'{code.Value}' has not 1 to {LongestCode} characters.", where, "Use the code that its issuer gave, with its check character.");
        }
    }

    private static Rejection WrongThumbprint(string thumbprint) => new(
        "PARTY_CERTIFICATE", null, $"'{thumbprint}' is no SHA-256 thumbprint.", "certificates", "State 64 hexadecimal digits.");

    private static IEnumerable<Rejection> CheckEndpoints(Party candidate)
    {
        if (candidate.Connection == PartyConnection.Service && candidate.Endpoints.Select(endpoint => endpoint.Address).Distinct().Count() < 2)
        {
            yield return new Rejection("PARTY_ENDPOINTS", null, "A service has at least two addresses.", "endpoints", "Add the address of the second access channel.");
        }

        if (candidate.Endpoints.Select(endpoint => endpoint.Name).Distinct(StringComparer.Ordinal).Count() < candidate.Endpoints.Count)
        {
            yield return new Rejection("PARTY_ENDPOINTS", null, "Two endpoints bear one name.", "endpoints", "Name each endpoint differently.");
        }

        foreach (var endpoint in candidate.Endpoints.Where(endpoint => !endpoint.Address.IsAbsoluteUri || endpoint.Address.Scheme != Uri.UriSchemeHttps))
        {
            yield return new Rejection("PARTY_ENDPOINTS", null, $"'{endpoint.Address}' is no https address.", endpoint.Name, "Use an absolute https address.");
        }
    }

    private static IEnumerable<Rejection> CheckLimits(PartyLimits limits)
    {
        const long kilobyte = 1024, most = 256 * 1024 * 1024;
        if (limits.MaxRequestBytes is < kilobyte or > most || limits.MaxDocumentBytes is < kilobyte or > most)
        {
            yield return new Rejection("PARTY_LIMITS", null, "A size limit is out of range.", "limits", "Use 1 kB to 256 MB.");
        }

        if (limits.MaxCompressionRatio is < 1 or > 10_000 || limits.MaxListEntries is < 1 or > 100_000)
        {
            yield return new Rejection("PARTY_LIMITS", null, "A limit is out of range.", "limits", "Use a compression ratio of 1 to 10,000 and 1 to 100,000 list entries.");
        }

        if (limits.MaxRequestsPerMinute < 0 || limits.MaxBytesPerDay < 0 || limits.MaxClockSkew < TimeSpan.Zero)
        {
            yield return new Rejection("PARTY_LIMITS", null, "A limit is negative.", "limits", "Use 0 for no limit.");
        }
    }

    private static IEnumerable<Rejection> CheckAgainst(Party candidate, Party other)
    {
        if (string.Equals(candidate.Code.Value, other.Code.Value, StringComparison.Ordinal))
        {
            yield return new Rejection("PARTY_CODE_TAKEN", null, $"{other.Name} has the code {other.Code.Value}.", "code", "One code names one party.");
        }

        foreach (var thumbprint in candidate.TlsCertificates.Intersect(other.TlsCertificates, StringComparer.OrdinalIgnoreCase))
        {
            yield return new Rejection("PARTY_CERTIFICATE_TAKEN", null, $"{other.Name} is known by the certificate {thumbprint}.", "certificates", "One certificate identifies one party.");
        }
    }

    [GeneratedRegex("^[a-z0-9-]{2,40}\\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex("^[0-9A-Fa-f]{64}\\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Thumbprint();
}
