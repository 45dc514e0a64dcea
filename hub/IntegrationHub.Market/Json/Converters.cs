using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Market.Json;

/// <summary>Days as <c>2026-01-31</c>.</summary>
internal sealed class IsoDayConverter : JsonConverter<LocalDate>
{
    public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && LocalDatePattern.Iso.Parse(reader.GetString()!).TryGetValue(default, out var day)
            ? day
            : throw new JsonException("A day is written like \"2026-01-31\".");

    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) => writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
}

/// <summary>Months as <c>2026-01</c>, as values and as names of properties.</summary>
internal sealed class BillingMonthConverter : JsonConverter<BillingMonth>
{
    public override BillingMonth Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.TokenType == JsonTokenType.String ? reader.GetString() : null);

    public override BillingMonth ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, BillingMonth value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, BillingMonth value, JsonSerializerOptions options) => writer.WritePropertyName(value.ToString());

    private static BillingMonth Parse(string? text) =>
        BillingMonth.TryParse(text, out var month) ? month : throw new JsonException("A month is written like \"2026-01\".");
}

/// <summary>Energy as a number of MWh with at most six decimals.</summary>
internal sealed class EnergyConverter : JsonConverter<Energy>
{
    public override Energy Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDecimal(out var value) || Math.Abs(value) > 1_000_000_000_000m)
            throw new JsonException("Energy is a number of MWh.");

        return decimal.Round(value, 6) == value
            ? Energy.FromMegawattHours(value)
            : throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"{value} MWh is not a whole number of watt-hours."));
    }

    public override void Write(Utf8JsonWriter writer, Energy value, JsonSerializerOptions options) => writer.WriteNumberValue(value.MegawattHours);
}
