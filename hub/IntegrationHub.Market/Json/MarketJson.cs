using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace IntegrationHub.Market.Json;

/// <summary>How values of the market core are written as JSON and read back: strictly, so that a misspelt property is a problem and not a default.</summary>
public static class MarketJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        // Chinese stays readable; what is special to HTML and JSON is escaped.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new IsoDayConverter(), new BillingMonthConverter(), new EnergyConverter(),
        },
        IgnoreReadOnlyProperties = true,
        MaxDepth = 64,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The same in UTF-8.</summary>
    public static byte[] WriteUtf8<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>Reads one value; what is in it is judged by its own rules.</summary>
    /// <param name="json">The text.</param>
    /// <param name="what">What it is called in messages.</param>
    /// <param name="empty">What to say of <c>null</c>.</param>
    public static Checked<T> Read<T>(string json, string what, Problem empty)
        where T : class
    {
        try
        {
            return Of(JsonSerializer.Deserialize<T>(json, Options), empty);
        }
        // Half a surrogate pair is an argument that the framework refuses before it reads.
        catch (Exception fault) when (IsOfText(fault))
        {
            return Checked.Bad<T>(Unreadable(what, fault));
        }
    }

    /// <summary>The same of UTF-8, as it lies in the store.</summary>
    public static Checked<T> Read<T>(ReadOnlySpan<byte> json, string what, Problem empty)
        where T : class
    {
        try
        {
            return Of(JsonSerializer.Deserialize<T>(json, Options), empty);
        }
        catch (Exception fault) when (IsOfText(fault))
        {
            return Checked.Bad<T>(Unreadable(what, fault));
        }
    }

    private static Checked<T> Of<T>(T? value, Problem empty)
        where T : class => value is null ? Checked.Bad<T>(empty) : Checked.Good(value);

    private static bool IsOfText(Exception fault) => fault is JsonException or NotSupportedException or InvalidOperationException or ArgumentException;

    private static Problem Unreadable(string what, Exception fault)
    {
        var place = fault as JsonException;
        return new(
            ProblemCodes.JsonUnreadable,
            $"The {what} cannot be read: {WithoutTypes(fault.Message)}",
            place?.LineNumber is { } line ? $"line {line + 1}, column {place.BytePositionInLine + 1}, {place.Path}" : what,
            "See docs/market.md for the kinds and their properties.");
    }

    /// <summary>The framework's words without its place (told apart) and without names of our types.</summary>
    private static string WithoutTypes(string message)
    {
        var words = message.Split(" Path:", 2)[0].Split(' ');
        return string.Join(' ', words.Select(static word => word.Contains("IntegrationHub.Market.", StringComparison.Ordinal) ? "'" + word[(word.LastIndexOf('.') + 1)..].TrimStart('\'') : word)).Trim();
    }
}
