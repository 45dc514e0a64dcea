using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Portal.Texts;
using IntegrationHub.Rendering;
using NodaTime.Text;

namespace IntegrationHub.Portal.Pages.Parts;

/// <summary>A bill as a PDF: what its customer reads on the page, line by line, with the figures at the right edge.</summary>
internal static class BillFile
{
    /// <summary>Draws it, or says why not.</summary>
    /// <param name="bill">As it crosses to its customer.</param>
    /// <param name="isDraft">True for a bill of a settlement that is not handed in: its first line says so.</param>
    /// <param name="company">Who bills.</param>
    /// <param name="texts">Texts of the pages.</param>
    /// <param name="language">Which of them.</param>
    /// <param name="font">File of the font; empty is the usual one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<Checked<byte[]>> DrawAsync(CustomerBill bill, bool isDraft, string company, PortalTexts texts, Language language, string font, CancellationToken cancellationToken)
    {
        var title = texts.Get(language, "bill.title", bill.Account, bill.Month);
        PageLine[] draft = isDraft ? [new(texts.Get(language, "bill.draft")), PageLine.Empty] : [];
        return Drawing.DrawAsync(
            font,
            file => TextPdf.Render(
                [.. draft, new(company), new(title), PageLine.Empty, .. LinesOf(bill, texts, language)], title, PortalTexts.TagOf(language), $"{company}  {bill.Account}  {bill.Month} / {bill.Version}", file),
            cancellationToken);
    }

    /// <summary>Name of the file, without what a file system would take for a folder.</summary>
    public static string NameOf(CustomerBill bill) => $"{string.Concat(bill.Account.Select(static letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'))}-{bill.Month}-{bill.Version}.pdf";

    internal static IEnumerable<PageLine> LinesOf(CustomerBill bill, PortalTexts texts, Language language)
    {
        var words = new BillWords((key, values) => texts.Get(language, key, values), (group, word) => texts.Word(language, group, word));
        if (bill.Parts is { } parts)
        {
            foreach (var part in parts)
                yield return new(T("bill.contract"), $"{part.Contract}, {LocalDatePattern.Iso.Format(part.From)} … {LocalDatePattern.Iso.Format(part.To)}, {part.Package}");
        }
        else
        {
            yield return new(T("bill.contract"), bill.Contract);
        }

        yield return new(T("bill.package"), bill.Package);
        yield return new(T("bill.days"), $"{LocalDatePattern.Iso.Format(bill.From)} … {LocalDatePattern.Iso.Format(bill.To)}");
        yield return new(T("bill.energy"), bill.Energy.ToString());
        yield return new(T("bill.contracted"), bill.Contracted.ToString());
        yield return new(T("bill.substituted"), bill.Substituted.ToString(CultureInfo.InvariantCulture));
        yield return PageLine.Empty;
        foreach (var term in bill.Terms)
        {
            yield return new(OneLine($"{texts.Word(language, "rule", term.Rule)}  {words.LabelOf(term)}"), Money(term.Amount));
            yield return new(OneLine($"    {words.QuantityOf(term)} × {words.PriceOf(term, bill.Currency)}  {words.BasisOf(term)}"));
            if (words.LinkOf(term, bill.Currency) is { Length: > 0 } link)
                yield return new(OneLine("    " + link));
        }

        yield return PageLine.Empty;
        yield return new(T("bill.total"), Money(bill.Total));
        if (bill.Difference is { } difference)
            yield return new(T(difference < 0 ? "bill.paid-back" : "bill.charged"), Money(difference));

        yield return PageLine.Empty;
        yield return new(T("bill.lead"));
        yield return new($"{T("bill.contracted")}: {T("bill.contracted-lead")}");

        string T(string key) => texts.Get(language, key);
        string Money(decimal amount) => $"{amount.ToString("#,0.00##", CultureInfo.InvariantCulture)} {bill.Currency}";
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").TrimEnd();
}
