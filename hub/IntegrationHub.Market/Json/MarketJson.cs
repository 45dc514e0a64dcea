using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace IntegrationHub.Market.Json;

/// <summary>How values of the market core are written as JSON and read back: strictly, so that a misspelt property is a problem and not a default. Thread-safe.</summary>
public static class MarketJson
{
    /// <summary>Characters of any text; kinds of them have limits of their own below.</summary>
    public const int LongestText = 16_000_000;

    private const string Described = "See docs/market.md for the kinds and their properties.";

    private static readonly JsonSerializerOptions Options = Make();

    private static readonly JsonShapes Shapes = new(Options);

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The same in UTF-8.</summary>
    public static byte[] WriteUtf8<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>Reads one value that somebody entered, or tells everything that keeps it from being read; what is in it is judged by its own rules once all of it can be.</summary>
    /// <remarks>Stricter than the serializer: a list has no <c>null</c> in it where its type admits none. At most 100 faults are told by place, and how many more there are.</remarks>
    /// <param name="json">The text.</param>
    /// <param name="what">What it is called in messages.</param>
    /// <param name="empty">What to say of <c>null</c>.</param>
    /// <param name="described">Where whoever wrote it finds what belongs into it, as the remedy says it; by default the documentation of the market core.</param>
    public static Checked<T> Read<T>(string json, string what, Problem empty, string described = Described)
        where T : class
    {
        if (json.Length > LongestText)
            return Checked.Bad<T>(new Problem(ProblemCodes.FileTooLarge, $"The text has {json.Length} characters.", what, $"Use at most {LongestText}."));

        try
        {
            var text = Utf8.GetBytes(json);
            return JsonFaults.Find(text, typeof(T), what, described, Shapes) is { Count: > 0 } faults ? Checked.Bad<T>(faults) : Deserialize<T>(text, what, empty, described);
        }
        catch (EncoderFallbackException fault)
        {
            return Checked.Bad<T>(new Problem(ProblemCodes.JsonUnreadable, $"The {what} has half a character in it.", $"character {fault.Index + 1}", "Save it anew in UTF-8."));
        }
    }

    /// <summary>The same of UTF-8 that the hub wrote itself, as it lies in the store: faults are looked for only when it cannot be read.</summary>
    public static Checked<T> Read<T>(ReadOnlySpan<byte> json, string what, Problem empty)
        where T : class
    {
        var read = Deserialize<T>(json, what, empty, Described);
        return read.Problems is [{ Code: ProblemCodes.JsonUnreadable }] && JsonFaults.Find(json, typeof(T), what, Described, Shapes) is { Count: > 0 } faults ? Checked.Bad<T>(faults) : read;
    }

    /// <summary>True for what the serializer throws because of the text.</summary>
    internal static bool IsOfText(Exception fault) => fault is JsonException or NotSupportedException or InvalidOperationException or ArgumentException or FormatException or OverflowException;

    private static Checked<T> Deserialize<T>(ReadOnlySpan<byte> json, string what, Problem empty, string described)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) is { } value ? Checked.Good(value) : Checked.Bad<T>(empty);
        }
        catch (Exception fault) when (IsOfText(fault))
        {
            var place = fault is JsonException at ? JsonPlace.Of(json, at, at.Path ?? "$") : what;
            return Checked.Bad<T>(new Problem(ProblemCodes.JsonUnreadable, $"The {what} cannot be read: {JsonWords.WithoutTypes(fault.Message)}", place, described));
        }
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
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
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
