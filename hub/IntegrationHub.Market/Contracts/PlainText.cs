using System.Globalization;
using System.Text;

namespace IntegrationHub.Market.Contracts;

/// <summary>What may stand in a contract's wording: text that shows what it is. What is signed must be what was seen.</summary>
internal static class PlainText
{
    /// <summary>The first character that is not seen, or that makes others appear in another order, as <c>U+202E</c>; null where there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="allowLines">Whether line feeds may stand in it.</param>
    public static string? FindHidden(string text, bool allowLines = false)
    {
        // Half a surrogate pair is enumerated as the replacement character.
        foreach (var rune in text.EnumerateRunes())
        {
            var hidden = rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.Control => !(allowLines && rune.Value == '\n'),
                UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned => true,
                _ => false,
            };
            if (hidden)
                return string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
        }

        return null;
    }
}
