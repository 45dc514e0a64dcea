using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Output;

/// <summary>How a verb answers: data to standard output (as JSON when asked for), everything else to standard error.</summary>
/// <remarks>Not thread safe; progress may be reported from any thread.</remarks>
internal sealed class Answer(Surroundings surroundings, bool json)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    private static readonly JsonSerializerOptions OneLine = new(Indented) { WriteIndented = false };

    /// <summary>True when a program reads the answer.</summary>
    public bool IsJson => json;

    /// <summary>True when a person watches.</summary>
    public bool IsTerminal => surroundings.IsTerminal && !json;

    /// <summary>A line for people; silent when JSON was asked for.</summary>
    public void Line(string text = "")
    {
        if (!json)
        {
            surroundings.Out.WriteLine(Printable.Of(text));
        }
    }

    /// <summary>A line on standard error, whatever form the answer has.</summary>
    public void Warn(string text) => surroundings.Error.WriteLine(Printable.Of(text));

    /// <summary>The answer as one JSON value (camelCase names).</summary>
    public void Json<T>(T value) => surroundings.Out.WriteLine(JsonSerializer.Serialize(value, Indented));

    /// <summary>One JSON value on a line of its own, for answers that grow while the work goes on.</summary>
    public void JsonLine<T>(T value) => surroundings.Out.WriteLine(JsonSerializer.Serialize(value, OneLine));

    /// <summary>Writes a value as JSON to a file, whole or not at all.</summary>
    public static async Task JsonFileAsync<T>(string path, T value, CancellationToken cancellationToken)
    {
        var temporary = path + ".part";
        await File.WriteAllTextAsync(temporary, JsonSerializer.Serialize(value, Indented) + "\n", cancellationToken);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Rows as a table on a terminal and as aligned plain lines elsewhere; silent when JSON was asked for.</summary>
    public void Table(TextTable table)
    {
        if (!json)
        {
            table.WriteTo(surroundings.Out, surroundings.IsTerminal);
        }
    }

    /// <summary>Shows long work: a bar on a terminal, a line now and then elsewhere; always on standard error.</summary>
    public Progress StartProgress(string what, long? total = null) => new(surroundings, what, total);

    /// <summary>A refusal with its remedy.</summary>
    public void Refuse(RefusedException refused)
    {
        if (json)
        {
            Json(new { error = new { refused.Code, text = refused.Message, refused.Remedy } });
        }

        Warn($"{refused.Message}. {refused.Remedy}".TrimEnd());
    }
}
