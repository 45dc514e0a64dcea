using System.Text.Json;

namespace IntegrationHub.Benchmarks;

/// <summary>Writes a report as the stable JSON that other tools read.</summary>
public static class BenchReportJson
{
    private static readonly JsonWriterOptions Form = new() { Indented = true };

    /// <summary>Writes the report; details of a row stand beside its name, value and unit.</summary>
    public static void Write(BenchReport report, Stream output)
    {
        using var json = new Utf8JsonWriter(output, Form);
        json.WriteStartObject();
        json.WriteString("bench", report.Bench);
        json.WritePropertyName("machine");
        JsonSerializer.Serialize(json, report.Machine, JsonSerializerOptions.Web);
        json.WriteStartArray("rows");
        foreach (var row in report.Rows)
        {
            WriteRow(json, row);
        }

        json.WriteEndArray();
        json.WriteStartObject("summary");
        foreach (var (name, value) in report.Summary)
        {
            json.WriteNumber(name, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, BenchRow row)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        json.WriteNumber("value", row.Value);
        json.WriteString("unit", row.Unit);
        foreach (var (name, value) in row.Details ?? new Dictionary<string, object>())
        {
            json.WritePropertyName(name);
            JsonSerializer.Serialize(json, value, JsonSerializerOptions.Web);
        }

        json.WriteEndObject();
    }
}
