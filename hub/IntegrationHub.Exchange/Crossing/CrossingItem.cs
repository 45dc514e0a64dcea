using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Exchange.Crossing;

/// <summary>One thing that crosses.</summary>
/// <param name="Id">Made by the hub (version 7); the same id crosses once.</param>
/// <param name="Subject">The customer it is for, or from; <c>null</c>: for every customer of the retailer.</param>
/// <param name="Kind">What the payload is, e.g. <c>announcement</c>; lower case words with dots and dashes.</param>
/// <param name="Version">Version of the kind's payload, from 1.</param>
/// <param name="Payload">A JSON object, as text: it arrives as these very characters.</param>
/// <param name="At">When it was handed in.</param>
public sealed record CrossingItem(Guid Id, Guid? Subject, string Kind, int Version, string Payload, DateTimeOffset At);

/// <summary>An item with its place in its stream.</summary>
/// <param name="Number">From 1, without gaps, in the order of the stream.</param>
public sealed record CrossingEntry(long Number, CrossingItem Item);

/// <summary>What a batch was, without saying what was in it.</summary>
public static class CrossingDigest
{
    /// <summary>SHA-256 over number, id, subject, kind, version and the payload's SHA-256 of every entry, one line each.</summary>
    public static byte[] Of(IReadOnlyList<CrossingEntry> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (number, item) in entries)
        {
            var payload = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(item.Payload)));
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{number} {item.Id:D} {item.Subject?.ToString("D") ?? "-"} {item.Kind} {item.Version} {payload}\n")));
        }

        return hash.GetHashAndReset();
    }
}
