using System.Globalization;

namespace IntegrationHub.Exchange.Pulling;

/// <summary>What a partner's service allows, as QueryData <c>parameterLimits</c> tells it. What it does not tell is not limited.</summary>
public sealed record PartnerLimits
{
    /// <summary>Greater figures limit nothing; days and seconds of this size can still be reckoned with.</summary>
    private const int LargestSensible = 100_000_000;

    /// <summary>No limits known.</summary>
    public static PartnerLimits Unknown { get; } = new();

    /// <summary>Entries in one List answer; a fuller list is cut there.</summary>
    public int? MaxListEntries { get; init; }

    public int? ListRequestsPerMinute { get; init; }

    public int? GetRequestsPerMinute { get; init; }

    public int? PutRequestsPerMinute { get; init; }

    public int? QueryRequestsPerMinute { get; init; }

    /// <summary>Days after which a document is no longer listed.</summary>
    public int? MaxMessageAgeInDays { get; init; }

    /// <summary>Largest payload of a Put in megabytes.</summary>
    public int? MaxPayloadMegabytes { get; init; }

    /// <summary>How far our header timestamp may be from the partner's clock.</summary>
    public TimeSpan? MaxClockDifference { get; init; }

    /// <summary>Reads the parameters of the answer; names are compared without case, values that are no positive number are ignored.</summary>
    public static PartnerLimits From(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var limits = Unknown;
        foreach (var (name, text) in parameters)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value is <= 0 or > LargestSensible)
            {
                continue;
            }

            limits = name.ToUpperInvariant() switch
            {
                "MAXNUMMESSAGESINLISTRESPONSE" => limits with { MaxListEntries = value },
                "MAXPAYLOADSIZEINMBINPUTREQUEST" => limits with { MaxPayloadMegabytes = value },
                "MAXMESSAGEAGEINDAYS" => limits with { MaxMessageAgeInDays = Math.Min(value, 36_500) },
                "MAXDIFFSERVERTIMESTAMPINSECONDS" => limits with { MaxClockDifference = TimeSpan.FromSeconds(value) },
                var rate when rate.EndsWith("REQUESTPERMINUTE", StringComparison.Ordinal) || rate.EndsWith("REQUESTSPERMINUTE", StringComparison.Ordinal) =>
                    rate switch
                    {
                        _ when rate.Contains("LIST", StringComparison.Ordinal) => limits with { ListRequestsPerMinute = value },
                        _ when rate.Contains("GET", StringComparison.Ordinal) => limits with { GetRequestsPerMinute = value },
                        _ when rate.Contains("PUT", StringComparison.Ordinal) => limits with { PutRequestsPerMinute = value },
                        _ when rate.Contains("QUERY", StringComparison.Ordinal) => limits with { QueryRequestsPerMinute = value },
                        _ => limits,
                    },
                _ => limits,
            };
        }

        return limits;
    }
}
