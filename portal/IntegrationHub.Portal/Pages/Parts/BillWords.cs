using System.Globalization;
using System.Text.RegularExpressions;
using IntegrationHub.Market.CustomerSide;

namespace IntegrationHub.Portal.Pages.Parts;

/// <summary>The lines of a bill in words: what each is called, in which unit it is, and how a price that follows the market comes about. Compiled into both web applications.</summary>
/// <param name="text">A text of the pages with its values.</param>
/// <param name="word">A word that comes from data; the word itself where there is no text.</param>
internal sealed partial class BillWords(Func<string, object?[], string> text, Func<string, string, string> word)
{
    /// <summary>What a package calls a line. Names that are usual are told in the reader's language, others as the package has them.</summary>
    public string LabelOf(CustomerBillTerm term) => string.Join(", ", term.Label.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(part => word("bill-label", part)));

    /// <summary><c>221.34 MWh</c>.</summary>
    public string QuantityOf(CustomerBillTerm term) => $"{Plain(term.Quantity, "#,##0.######")} {word("bill-unit", term.Unit)}";

    /// <summary><c>417.5 CNY/MWh</c>; a share of money has no unit.</summary>
    public string PriceOf(CustomerBillTerm term, string currency) =>
        $"{Plain(term.Price)}{(term.Unit == currency ? "" : $" {currency}/{word("bill-unit", term.Unit)}")}{(term.IsAverage ? " " + text("bill.average", []) : "")}";

    /// <summary>Where the quantity comes from.</summary>
    public string BasisOf(CustomerBillTerm term) => DaysOf().Match(term.Basis) is { Success: true } days ? text("bill.basis-days", [days.Groups["served"].Value, days.Groups["days"].Value]) : term.Basis;

    /// <summary>How the price comes about, e.g. <c>day-ahead price 402.5 CNY/MWh × 100 % + service fee 15 CNY/MWh = 417.5 CNY/MWh</c>; empty where it does not follow the market.</summary>
    public string LinkOf(CustomerBillTerm term, string currency)
    {
        if (term.Link is not { } link)
            return "";

        var reference = word("bill-label", link.Reference) + (link.ReferencePrice is { } price ? $" {Rate(price)}{(term.IsAverage ? " " + text("bill.average", []) : "")}" : "");
        var said = link.Base is { } from
            ? text("bill.link-spread", [Rate(from), Share(link.Share), reference, Rate(term.Price)])
            : text("bill.link-linked", [reference, Share(link.Share), Rate(link.Markup ?? 0), Rate(term.Price)]);
        List<string> limits = [said];
        if (link.Floor is { } floor)
            limits.Add(text("bill.link-floor", [Rate(floor)]));

        if (link.Ceiling is { } ceiling)
            limits.Add(text("bill.link-ceiling", [Rate(ceiling)]));

        return string.Join(text("bill.link-and", []), limits);

        string Rate(decimal perMegawattHour) => $"{Plain(perMegawattHour)} {currency}/MWh";
        static string Share(decimal share) => $"{Plain(share * 100, "0.##")} %";
    }

    /// <summary>What the amounts are made of, those of one thing together: lines by their rule, and of a linked price the market's part and ours apart.</summary>
    public IReadOnlyList<BarGroup> PartsOf(CustomerBill bill) =>
    [
        .. bill.Terms.SelectMany(PartsOf).GroupBy(static part => part.Label, StringComparer.Ordinal).Select(static same => (Label: same.Key, Amount: decimal.Round(same.Sum(static part => part.Amount), 2)))
            .Where(static part => part.Amount != 0).Select(static part => new BarGroup(part.Label, [part.Amount])),
    ];

    private IEnumerable<(string Label, decimal Amount)> PartsOf(CustomerBillTerm term)
    {
        if (term.Link is not { Markup: { } markup, ReferencePrice: not null } link)
            return [(word("rule", term.Rule), term.Amount)];

        // The rest and not the product: together they are what the line charges.
        var own = decimal.Round(term.Quantity * markup, 2);
        return [(word("bill-label", link.Reference), term.Amount - own), (text("bill.markup", []), own)];
    }

    private static string Plain(decimal value, string format = "#,##0.########") => value.ToString(format, CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<served>[0-9]+) of (?<days>[0-9]+) days$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DaysOf();
}
