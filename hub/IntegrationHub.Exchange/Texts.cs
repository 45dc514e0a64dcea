using System.Text;
using System.Xml;

namespace IntegrationHub.Exchange;

/// <summary>Cutting texts that peers have a hand in.</summary>
internal static class Texts
{
    /// <summary>At most <paramref name="max"/> UTF-16 units, with an ellipsis where something was cut; never half a surrogate pair.</summary>
    public static string Clip(string text, int max)
    {
        if (text.Length <= max)
        {
            return text;
        }

        var end = max - 1;
        if (char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        return string.Concat(text.AsSpan(0, end), "…");
    }

    /// <summary>As <see cref="Clip"/>, with a question mark for every character that XML cannot hold.</summary>
    public static string ForXml(string text, int max)
    {
        var clipped = Clip(text, max);
        return clipped.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 && clipped.All(XmlConvert.IsXmlChar)
            ? clipped
            : string.Concat(clipped.EnumerateRunes().Select(rune => IsXml(rune) ? rune.ToString() : "?"));
    }

    /// <summary>Lone surrogates come as U+FFFD from the enumeration, which XML can hold.</summary>
    private static bool IsXml(Rune rune) => rune.Value is '\t' or '\n' or '\r' or (>= ' ' and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000;
}
