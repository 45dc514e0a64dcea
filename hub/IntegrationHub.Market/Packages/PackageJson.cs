using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Market.Packages;

/// <summary>Packages and their price expressions as JSON: how they are stored and entered.</summary>
public static class PackageJson
{
    /// <summary>Characters of one expression.</summary>
    public const int LongestText = 100_000;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new IsoDayConverter() },
        MaxDepth = 64,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static string Write(PriceExpression expression) => JsonSerializer.Serialize(expression, Options);

    public static string Write(PricePackage package) => JsonSerializer.Serialize(package, Options);

    /// <summary>Reads a whole package and checks it.</summary>
    public static Checked<PricePackage> ReadPackage(string json)
    {
        var read = Read<PricePackage>(json, "package");
        return read.Value is { } package && PackageRules.Check(package) is { Count: > 0 } problems ? Checked.Bad<PricePackage>(problems) : read;
    }

    /// <summary>Reads an expression; what is in it is judged by <see cref="PackageRules"/>.</summary>
    public static Checked<PriceExpression> Read(string json) => Read<PriceExpression>(json, "price");

    private static Checked<T> Read<T>(string json, string what)
        where T : class
    {
        if (json.Length > LongestText)
            return Checked.Bad<T>(new Problem(ProblemCodes.PackageTooLarge, $"The text has {json.Length} characters.", what, $"Use at most {LongestText}."));

        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) is { } value
                ? Checked.Good(value)
                : Checked.Bad<T>(new Problem(ProblemCodes.PackageEmpty, $"There is no {what}.", what, "Enter one."));
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException or InvalidOperationException)
        {
            var place = fault as JsonException;
            return Checked.Bad<T>(new Problem(
                ProblemCodes.JsonUnreadable,
                $"The {what} cannot be read: {WithoutTypes(fault.Message)}",
                place?.LineNumber is { } line ? $"line {line + 1}, column {place.BytePositionInLine + 1}, {place.Path}" : what,
                "See docs/market.md for the kinds and their properties."));
        }
    }

    /// <summary>The framework's words without its place (told apart) and without names of our types.</summary>
    private static string WithoutTypes(string message) => message.Split(" Path:", 2)[0].Replace("IntegrationHub.Market.Packages.", "", StringComparison.Ordinal).Trim();
}

/// <summary>Days as <c>2026-01-31</c>.</summary>
internal sealed class IsoDayConverter : JsonConverter<LocalDate>
{
    public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && LocalDatePattern.Iso.Parse(reader.GetString()!).TryGetValue(default, out var day)
            ? day
            : throw new JsonException("A day is written like \"2026-01-31\".");

    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) => writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
}
