using System.Globalization;
using System.Text;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace IntegrationHub.Retail.Rendering;

/// <summary>
/// A contract's canonical text as pages: the same lines in the same order, each page with the digest of the whole. It is a picture for
/// people; the text is what counts. The font's used characters are embedded, so that it looks the same everywhere and years later.
/// </summary>
public static class ContractPdf
{
    // A4 in points.
    private const double PageWidth = 595;
    private const double PageHeight = 842;
    private const double Margin = 56;
    private const double Size = 10.5;
    private const double LineHeight = 16;
    private const double FooterSize = 7;

    /// <summary>Renders a text, or says which character the font lacks.</summary>
    public static Checked<byte[]> Render(ContractText text, FontFile file, string number)
    {
        if (file.FindLacking(text.Text + number) is { } lacking)
            return new Problem(RetailProblems.FontLacks, $"The font has no {lacking} (U+{lacking.Value:X4}).", "font", "Name a font that has it (retail.font), or write the contract without it.").Bad<byte[]>();

        using var document = new PdfDocument();
        document.Info.Title = number;
        document.Language = text.Language;
        var lines = Wrap(text.Text, EmbeddedFonts.Of(file, Size));
        var pages = Draw(document, lines, EmbeddedFonts.Of(file, Size));
        Number(pages, text.Digest, EmbeddedFonts.Of(file, FooterSize));
        using var stream = new MemoryStream();
        document.Save(stream, closeStream: false);
        return Checked.Good(stream.ToArray());
    }

    private static PdfPage AddPage(PdfDocument document)
    {
        var page = document.AddPage();
        page.Size = PageSize.A4;
        return page;
    }

    /// <summary>Lines that fit the page. Chinese breaks between any two characters, words of letters and digits stay together where they fit.</summary>
    private static List<string> Wrap(string text, XFont font)
    {
        using var graphics = XGraphics.CreateMeasureContext(new XSize(PageWidth, PageHeight), XGraphicsUnit.Point, XPageDirection.Downwards);
        var widths = new Dictionary<Rune, double>();
        var room = PageWidth - (2 * Margin);
        var lines = new List<string>();
        foreach (var line in text.TrimEnd('\n').Split('\n'))
            WrapLine(line, room, rune => Width(rune), lines);

        return lines;

        double Width(Rune rune) => widths.TryGetValue(rune, out var known) ? known : widths[rune] = graphics.MeasureString(rune.ToString(), font).Width;
    }

    private static void WrapLine(string line, double room, Func<Rune, double> width, List<string> lines)
    {
        var (start, at, lastBreak, used) = (0, 0, 0, 0.0);
        while (at < line.Length)
        {
            var rune = Rune.GetRuneAt(line, at);
            used += width(rune);
            if (used > room && at > start)
            {
                var end = lastBreak > start ? lastBreak : at;
                lines.Add(line[start..end].TrimEnd());
                (start, at, lastBreak, used) = (end, end, end, 0);
                continue;
            }

            at += rune.Utf16SequenceLength;
            if (!IsPartOfWord(rune) || at < line.Length && !IsPartOfWord(Rune.GetRuneAt(line, at)))
                lastBreak = at;
        }

        lines.Add(line[start..].TrimEnd());
    }

    private static bool IsPartOfWord(Rune rune) => rune.IsAscii && rune.Value != ' ';

    private static List<PdfPage> Draw(PdfDocument document, List<string> lines, XFont font)
    {
        var pages = new List<PdfPage>();
        var next = 0;
        while (next < lines.Count)
        {
            var page = AddPage(document);
            pages.Add(page);
            using var graphics = XGraphics.FromPdfPage(page);
            for (var y = Margin + LineHeight; y <= page.Height.Point - Margin && next < lines.Count; y += LineHeight)
            {
                if (lines[next].Length > 0)
                    graphics.DrawString(lines[next], font, XBrushes.Black, Margin, y);

                next++;
            }
        }

        return pages;
    }

    private static void Number(List<PdfPage> pages, string digest, XFont font)
    {
        for (var i = 0; i < pages.Count; i++)
        {
            using var graphics = XGraphics.FromPdfPage(pages[i]);
            graphics.DrawString(string.Create(CultureInfo.InvariantCulture, $"SHA-256 {digest}  {i + 1}/{pages.Count}"), font, XBrushes.Black, Margin, pages[i].Height.Point - (Margin / 2));
        }
    }
}
