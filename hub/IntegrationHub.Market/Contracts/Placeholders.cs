using System.Globalization;
using System.Text;
using IntegrationHub.Market.CustomerSide;

namespace IntegrationHub.Market.Contracts;

/// <summary>The names that clauses may use, and their replacement in one pass: a value that looks like a placeholder stays what it is.</summary>
internal static class Placeholders
{
    private const string ParameterPrefix = "parameter.";

    private static readonly Dictionary<string, Func<ContractTerms, string?>> Values = new(StringComparer.Ordinal)
    {
        ["number"] = static terms => terms.MRid,
        ["version"] = static terms => terms.Version.ToString(CultureInfo.InvariantCulture),
        ["seller.name"] = static terms => terms.Seller.Name,
        ["seller.code"] = static terms => terms.Seller.MRid,
        ["buyer.name"] = static terms => terms.Buyer.Name,
        ["buyer.code"] = static terms => terms.Buyer.MRid,
        ["validFrom"] = static terms => terms.ValidFrom.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
        ["validTo"] = static terms => terms.ValidTo.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
        ["quantity"] = static terms => terms.Quantity is { } energy ? Number(energy.MegawattHours) : null,
        ["months"] = static terms => terms.Months.Count == 0 ? null : string.Join('\n', terms.Months.OrderBy(static month => month.Key).Select(static month => $"{month.Key}: {Number(month.Value)}")),
        ["area"] = static terms => terms.Area,
        ["accounts"] = static terms => terms.Accounts.Count == 0 ? null : string.Join('\n', terms.Accounts),
        ["price"] = static terms => terms.Price is { } price ? Number(price) : null,
        ["currency"] = static terms => terms.Currency,
        ["package"] = static terms => terms.Package is null ? null : $"{terms.Package}/{terms.PackageVersion}",
        ["settlementMethod"] = static terms => terms.SettlementMethod,
        ["auction"] = static terms => terms.Auction,
        ["original"] = static terms => terms.Original,
    };

    /// <summary>What is said in the language of the wording: how it is settled, and the package's prices in figures.</summary>
    private static readonly Dictionary<string, Func<ContractTerms, string, PublicPackage?, string?>> Worded = new(StringComparer.Ordinal)
    {
        ["settlement"] = static (terms, language, _) => ContractWords.SettlementOf(terms.SettlementMethod, language),
        [Prices] = static (_, language, package) => package is null ? null : string.Join('\n', ContractWords.PricesOf(package, language)),
    };

    /// <summary>The placeholder of the package's prices.</summary>
    public const string Prices = "prices";

    public static IEnumerable<string> Known => Values.Keys.Concat(Worded.Keys);

    public static bool IsKnown(string name) => Values.ContainsKey(name) || Worded.ContainsKey(name) || (name.StartsWith(ParameterPrefix, StringComparison.Ordinal) && name.Length > ParameterPrefix.Length);

    /// <summary>The value of a placeholder in a contract, or null where the contract has none.</summary>
    /// <param name="name">The placeholder.</param>
    /// <param name="terms">The contract.</param>
    /// <param name="language">Language of the wording.</param>
    /// <param name="package">The package that the contract names; null where it names none, or where there is none.</param>
    public static string? ValueOf(string name, ContractTerms terms, string language, PublicPackage? package) =>
        Values.TryGetValue(name, out var value) ? value(terms)
        : Worded.TryGetValue(name, out var worded) ? worded(terms, language, package)
        : ParameterOf(name) is { } parameter ? terms.Parameters.GetValueOrDefault(parameter)
        : null;

    /// <summary>The parameter that a placeholder is of; null for others.</summary>
    public static string? ParameterOf(string name) => name.StartsWith(ParameterPrefix, StringComparison.Ordinal) ? name[ParameterPrefix.Length..] : null;

    public static IEnumerable<string> NamesIn(string text) => Parts(text).Where(static part => part.IsName).Select(static part => part.Text);

    /// <summary>Place of the first brace without its partner, or null.</summary>
    public static int? FindOpen(string text) => Parts(text).Where(static part => part.Open is not null).Select(static part => part.Open).FirstOrDefault();

    /// <summary>The text with every placeholder replaced by what <paramref name="value"/> gives.</summary>
    public static string Fill(string text, Func<string, string> value)
    {
        var filled = new StringBuilder(text.Length * 2);
        foreach (var part in Parts(text))
            filled.Append(part.IsName ? value(part.Text) : part.Text);

        return filled.ToString();
    }

    private static string Number(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    private static IEnumerable<(string Text, bool IsName, int? Open)> Parts(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var brace = text.AsSpan(at).IndexOfAny('{', '}');
            if (brace < 0)
            {
                yield return (text[at..], false, null);
                yield break;
            }

            if (brace > 0)
                yield return (text.Substring(at, brace), false, null);

            at += brace;
            if (at + 1 < text.Length && text[at + 1] == text[at])
            {
                yield return (text[at].ToString(), false, null);
                at += 2;
                continue;
            }

            var end = text[at] == '{' ? text.IndexOf('}', at) : -1;
            if (end < 0)
            {
                yield return (text[at..], false, at);
                yield break;
            }

            yield return (text[(at + 1)..end], true, null);
            at = end + 1;
        }
    }
}
