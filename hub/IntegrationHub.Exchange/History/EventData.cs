using System.Text;
using System.Text.Json;

namespace IntegrationHub.Exchange.History;

/// <summary>The small JSON object of an event.</summary>
public static class EventData
{
    /// <summary>Longest text kept of one fact, in characters.</summary>
    private const int LongestText = 300;

    /// <summary>An object of the facts that have a value; long texts are cut.</summary>
    public static string Json(params ReadOnlySpan<(string Name, string? Value)> facts)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in facts)
            {
                if (value is not null)
                {
                    json.WriteString(name, Texts.Clip(value, LongestText));
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
