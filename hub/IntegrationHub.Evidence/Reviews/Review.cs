using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationHub.Evidence.Reviews;

/// <summary>How an auditor signs an exchange off.</summary>
public enum SignOff
{
    /// <summary>Nothing was found that matters.</summary>
    Accepted,

    /// <summary>Accepted, but for what the finding says.</summary>
    Qualified,

    /// <summary>Not accepted.</summary>
    Rejected,
}

/// <summary>What an auditor found about one exchange. It is an event of its own and changes nothing it reviews.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="RawSha256">SHA-256 of the octets that were looked at, in lower hexadecimal digits; empty where there are none.</param>
/// <param name="State">Name of the state it was in.</param>
/// <param name="Auditor">Who reviewed.</param>
/// <param name="At">When, UTC, to the second.</param>
/// <param name="Finding">In the auditor's words: 1 to <see cref="LongestFinding"/> characters, no control characters but line feeds.</param>
public sealed record Review(Guid Exchange, string RawSha256, string State, string Auditor, DateTimeOffset At, SignOff SignOff, string Finding)
{
    /// <summary>Kind of the event that keeps it.</summary>
    public const string EventKind = "review.added";

    public const int LongestFinding = 4000;

    private const string Format = "ihub-review-1";
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The text that the auditor signs: one line per field, the finding last.</summary>
    public byte[] ToStatement() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{Format}\nexchange {Exchange:D}\nsha256 {RawSha256}\nstate {State}\nauditor {Auditor}\ndate {At.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture)}\nsign-off {SignOff}\n\n{Finding}\n"));

    /// <summary>The review with its signature, as the data of its event.</summary>
    /// <param name="signature">Detached CMS signature over <see cref="ToStatement"/>, DER.</param>
    public string ToData(byte[] signature) => JsonSerializer.Serialize(new ReviewData(this, signature), ReviewJson.Default.ReviewData);

    /// <summary>Reads the data of an event; null when it is none of a review.</summary>
    public static (Review Review, byte[] Signature)? FromData(string data)
    {
        try
        {
            // A line feed in one of them would move the lines behind it: two reviews could share one statement.
            return JsonSerializer.Deserialize(data, ReviewJson.Default.ReviewData) is { Review: var review } read &&
                !string.Concat(review.Auditor, review.State, review.RawSha256).Any(char.IsControl)
                ? (review, read.Signature)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record ReviewData(Review Review, byte[] Signature);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ReviewData))]
internal sealed partial class ReviewJson : JsonSerializerContext;
