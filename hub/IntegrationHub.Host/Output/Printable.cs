using System.Globalization;
using System.Text;

namespace IntegrationHub.Host.Output;

/// <summary>
/// Text that a partner may have written, made fit for a terminal: what would move the cursor, change colours, ring, or turn the reading
/// direction round is shown as its code point. Letters, line ends and tabs stay.
/// </summary>
internal static class Printable
{
    public static string Of(string text)
    {
        var first = 0;
        while (first < text.Length && !MustBeShown(text[first]))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        var shown = new StringBuilder(text, 0, first, text.Length + 16);
        foreach (var character in text.AsSpan(first))
        {
            if (MustBeShown(character))
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            }
            else
            {
                shown.Append(character);
            }
        }

        return shown.ToString();
    }

    /// <summary>Controls of both ranges, and marks that change the direction or cannot be seen (U+200E/F, U+202A to E, U+2066 to 9, U+FEFF).</summary>
    private static bool MustBeShown(char character) =>
        (char.IsControl(character) && character is not ('\n' or '\r' or '\t'))
        || character is '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF';
}
