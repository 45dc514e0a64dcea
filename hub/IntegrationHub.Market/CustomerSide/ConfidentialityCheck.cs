using System.Globalization;
using System.Text.RegularExpressions;

namespace IntegrationHub.Market.CustomerSide;

/// <summary>What must not stand in a text for everybody.</summary>
/// <param name="Names">Of customers and of parties to contracts.</param>
/// <param name="Numbers">Of metering accounts and of contracts.</param>
/// <param name="Prices">Of purchase contracts, per MWh: what the retailer pays is nobody's business.</param>
/// <param name="Words">Of the company's own list, beside the usual ones.</param>
public sealed record ConfidentialFacts(IReadOnlySet<string> Names, IReadOnlySet<string> Numbers, IReadOnlySet<decimal> Prices, IReadOnlySet<string> Words);

/// <summary>
/// Looks through a text before it is released, and once more when it is. It finds what is written as the books have it; what is told in other words the
/// second person has to see.
/// </summary>
public static partial class ConfidentialityCheck
{
    /// <summary>A name of one character is in every text.</summary>
    private const int ShortestName = 2;

    /// <summary>Words that mark a text as internal, in any case.</summary>
    private static readonly string[] Usual =
        ["机密", "秘密", "内部资料", "仅供内部", "报价上限", "购电成本", "采购成本", "confidential", "internal only", "for internal use", "price ceiling", "purchase cost"];

    /// <summary>Everything that is found; empty where the text may be released. The problems say what kind of thing it is and repeat it, as whoever wrote it knows it.</summary>
    public static IReadOnlyList<Problem> Check(string where, string text, ConfidentialFacts confidential)
    {
        var problems = new List<Problem>();
        foreach (var word in Usual.Concat(confidential.Words).Distinct(StringComparer.OrdinalIgnoreCase).Where(word => Holds(text, word)))
            problems.Add(Found(where, $"the confidential word \"{word}\"", "Take the passage out, or say it as the public may know it."));

        foreach (var name in confidential.Names.Where(static name => name.Trim().Length >= ShortestName).Where(name => Holds(text, name.Trim())).Order(StringComparer.Ordinal))
            problems.Add(Found(where, $"the name \"{name}\" of a customer or a contract's party", "Name nobody in what everybody reads."));

        foreach (var number in confidential.Numbers.Where(number => number.Length > 0 && HoldsWhole(text, number)).Order(StringComparer.Ordinal))
            problems.Add(Found(where, $"the number {number} of an account or a contract", "Take it out."));

        foreach (var price in NumberPattern().Matches(text).Select(static match => match.Value.Replace(",", "", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Where(number => IsPrice(number, confidential.Prices)))
            problems.Add(Found(where, $"{price}, the price of a purchase contract", "Give prices of packages and of the catalogue alone."));

        if (PhonePattern().IsMatch(text))
            problems.Add(Found(where, new Sentence("the number of a mobile telephone"), "Give the company's public numbers."));

        return problems;
    }

    private static Problem Found(string where, Sentence what, string remedy) => new(ProblemCodes.ArticleConfidential, $"It holds {what}.", where, remedy);

    /// <summary>A whole number is a price only as people write prices: 300 stands in many texts, 300.00 or 312.5 does not.</summary>
    private static bool IsPrice(string number, IReadOnlySet<decimal> prices) =>
        number.Contains('.', StringComparison.Ordinal) && decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && prices.Contains(value);

    private static bool Holds(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>Not as a piece of a longer number.</summary>
    private static bool HoldsWhole(string text, string number)
    {
        for (var at = text.IndexOf(number, StringComparison.Ordinal); at >= 0; at = text.IndexOf(number, at + 1, StringComparison.Ordinal))
        {
            var (before, after) = (at == 0 ? ' ' : text[at - 1], at + number.Length == text.Length ? ' ' : text[at + number.Length]);
            if (!char.IsAsciiLetterOrDigit(before) && !char.IsAsciiLetterOrDigit(after))
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"[0-9][0-9,]*(\.[0-9]+)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex NumberPattern();

    /// <summary>Of China: eleven digits, the first a 1, the second from 3.</summary>
    [GeneratedRegex(@"(?<![0-9])(\+?86[- ]?)?1[3-9][0-9]{9}(?![0-9])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex PhonePattern();
}
