using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace IntegrationHub.Workflows.Values;

/// <summary>
/// Values as JSON and back without loss. What JSON has no word for is an object with one member: <c>{"$date":"2026-11-28"}</c>, <c>$time</c>,
/// <c>$instant</c>, <c>$duration</c>. A name of a context that begins with a dollar sign gets a second one.
/// </summary>
public static class ValueJson
{
    /// <summary>Deepest nesting that is read; what expressions make is no deeper (<c>ExpressionLimits.ValueDepth</c>).</summary>
    public const int MaxDepth = 32;

    public static string Write(Value value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter json, Value value)
    {
        switch (value)
        {
            case NullValue:
                json.WriteNullValue();
                break;
            case BooleanValue boolean:
                json.WriteBooleanValue(boolean.Known);
                break;
            case NumberValue number:
                json.WriteNumberValue(number.Number);
                break;
            case TextValue text:
                json.WriteStringValue(text.Text);
                break;
            case ListValue list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case ContextValue context:
                json.WriteStartObject();
                foreach (var (name, entry) in context.Entries)
                {
                    json.WritePropertyName(name.StartsWith('$') ? "$" + name : name);
                    Write(json, entry);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteStartObject();
                json.WriteString(Tag(value), Iso.Text(value));
                json.WriteEndObject();
                break;
        }
    }

    /// <summary>Null where the text is no JSON or holds what no value is: a number beyond decimal, an unknown tag, a name twice.</summary>
    public static Value? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static Value? Read(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Null:
                return Value.Null;
            case JsonValueKind.True:
                return Value.True;
            case JsonValueKind.False:
                return Value.False;
            case JsonValueKind.Number:
                return json.TryGetDecimal(out var number) ? Value.Of(number) : null;
            case JsonValueKind.String:
                return Value.Of(json.GetString());
            case JsonValueKind.Array:
                var items = json.EnumerateArray().Select(Read).ToImmutableArray();
                return items.Contains(null) ? null : new ListValue(items!);
            default:
                return ReadObject(json);
        }
    }

    private static Value? ReadObject(JsonElement json)
    {
        var context = ContextValue.Empty.Entries.ToBuilder();
        foreach (var member in json.EnumerateObject())
        {
            if (member.Name.StartsWith('$') && !member.Name.StartsWith("$$", StringComparison.Ordinal))
            {
                return context.Count == 0 && json.GetPropertyCount() == 1 && member.Value.ValueKind == JsonValueKind.String ? Tagged(member.Name, member.Value.GetString()!) : null;
            }

            var name = member.Name.StartsWith('$') ? member.Name[1..] : member.Name;
            if (Read(member.Value) is not { } value || !context.TryAdd(name, value))
            {
                return null;
            }
        }

        return new ContextValue(context.ToImmutable());
    }

    private static Value? Tagged(string tag, string text) => tag switch
    {
        "$date" => Iso.Date(text),
        "$time" => Iso.Time(text),
        "$instant" => Iso.Instant(text),
        "$duration" => Iso.Duration(text),
        _ => null,
    };

    private static string Tag(Value value) => value switch
    {
        DateValue => "$date",
        TimeValue => "$time",
        InstantValue => "$instant",
        _ => "$duration",
    };
}
