using System.Text;
using System.Text.Json;

namespace IntegrationHub.Exchange.Crossing;

/// <summary>What may be handed in to cross. Everything that is wrong is told at once.</summary>
public static class CrossingRules
{
    /// <summary>Longest payload, in bytes of UTF-8.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>Longest name of a kind, in characters.</summary>
    public const int LongestKind = 64;

    /// <summary>What of an item breaks the rules of its stream. Asked where it is handed in, and again before it is taken over by the other side.</summary>
    public static IReadOnlyList<Rejection> Check(CrossingStream stream, CrossingItem item)
    {
        var rejections = Check(item);
        return stream.Direction == CrossingDirection.CustomersToCompany && item.Subject is null
            ? [new("CROSSING_SUBJECT", null, "The request is of no customer.", "subject", "Hand requests in through the customers' port, which names the customer."), .. rejections]
            : rejections;
    }

    private static List<Rejection> Check(CrossingItem item)
    {
        var rejections = new List<Rejection>();
        if (item.Kind.Length is 0 or > LongestKind || !char.IsAsciiLetterLower(item.Kind[0]) || !item.Kind.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-'))
        {
            rejections.Add(new(
                "CROSSING_KIND", null, $"The kind `{Texts.Clip(item.Kind, LongestKind)}` is no name.", "kind", $"Use lower case letters, digits, dots and dashes, at most {LongestKind}, a letter first."));
        }

        if (item.Version < 1)
            rejections.Add(new("CROSSING_VERSION", null, $"The version is {item.Version}.", "version", "Versions of a kind begin with 1."));

        var bytes = Encoding.UTF8.GetByteCount(item.Payload);
        if (bytes > MostBytes)
        {
            rejections.Add(new("CROSSING_TOO_LARGE", null, $"The payload has {bytes} bytes, at most {MostBytes} cross.", "payload", "Send less, or name a document that is fetched."));
        }
        else if (NotAnObject(item.Payload) is { } problem)
        {
            rejections.Add(new("CROSSING_PAYLOAD", null, $"The payload is no JSON object: {problem}", "payload", "Hand in one JSON object."));
        }

        return rejections;
    }

    private static string? NotAnObject(string payload)
    {
        // A database keeps no zero character, and half a surrogate pair is no text.
        if (payload.Contains('\0', StringComparison.Ordinal))
            return "it holds a zero character.";

        try
        {
            var reader = new Utf8JsonReader(new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(payload), new JsonReaderOptions { MaxDepth = 32 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return "it begins with something else.";

            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException wrong)
        {
            return wrong.Message;
        }
        catch (EncoderFallbackException)
        {
            return "it is no text.";
        }
    }
}
