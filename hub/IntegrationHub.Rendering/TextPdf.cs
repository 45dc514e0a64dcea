using System.Globalization;
using System.Text;
using IntegrationHub.Market;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace IntegrationHub.Rendering;

/// <summary>
/// Lines as pages (A4). It is a picture for people; what it was drawn from is what counts. The font's used characters are embedded, so that it looks the same everywhere
/// and years later.
/// </summary>
public static class TextPdf
{
    // A4 in points.
    private const double PageWidth = 595;
    private const double PageHeight = 842;
    private const double Margin = 56;
    private const double Size = 10.5;
    private const double LineHeight = 16;
    private const double FooterSize = 7;

    /// <summary>Between a text and the figure beside it.</summary>
    private const double Gap = 12;

    /// <summary>Draws the lines, or says which character the font lacks.</summary>
    /// <param name="lines">In their order; texts hold no line ends.</param>
    /// <param name="title">Of the document, as programs for reading show it.</param>
    /// <param name="language">Tag of the language.</param>
    /// <param name="foot">At the foot of every page, before its number.</param>
    /// <param name="file">The font.</param>
    public static Checked<byte[]> Render(IReadOnlyList<PageLine> lines, string title, string language, string foot, FontFile file)
    {
        if (file.FindLacking(string.Concat(lines.Select(static line => line.Text + line.Figure)) + title + foot) is { } lacking)
            return Checked.Bad<byte[]>(new Problem(FontProblems.Lacks, $"The font has no {lacking} (U+{lacking.Value:X4}).", "font", "Name a font that has it (retail.font), or write the text without it."));

        using var document = new PdfDocument();
        document.Info.Title = title;
        document.Language = language;
        var pages = Draw(document, Wrap(lines, EmbeddedFonts.Of(file, Size)), EmbeddedFonts.Of(file, Size));
        Number(pages, foot, EmbeddedFonts.Of(file, FooterSize));
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
    private static List<PageLine> Wrap(IReadOnlyList<PageLine> whole, XFont font)
    {
        using var graphics = XGraphics.CreateMeasureContext(new XSize(PageWidth, PageHeight), XGraphicsUnit.Point, XPageDirection.Downwards);
        var widths = new Dictionary<Rune, double>();
        var room = PageWidth - (2 * Margin);
        var lines = new List<PageLine>();
        foreach (var line in whole)
        {
            var figure = line.Figure.Length == 0 ? 0 : line.Figure.EnumerateRunes().Sum(Width) + Gap;
            var first = lines.Count;
            WrapLine(line.Text, room - figure, Width, lines);
            lines[first] = lines[first] with { Figure = line.Figure };
        }

        return lines;

        double Width(Rune rune) => widths.TryGetValue(rune, out var known) ? known : widths[rune] = graphics.MeasureString(rune.ToString(), font).Width;
    }

    private static void WrapLine(string line, double room, Func<Rune, double> width, List<PageLine> lines)
    {
        var (start, at, lastBreak, used) = (0, 0, 0, 0.0);
        while (at < line.Length)
        {
            var rune = Rune.GetRuneAt(line, at);
            used += width(rune);
            if (used > room && at > start)
            {
                var end = lastBreak > start ? lastBreak : at;
                lines.Add(new(line[start..end].TrimEnd()));
                (start, at, lastBreak, used) = (end, end, end, 0);
                continue;
            }

            at += rune.Utf16SequenceLength;
            if (!IsPartOfWord(rune) || at < line.Length && !IsPartOfWord(Rune.GetRuneAt(line, at)))
                lastBreak = at;
        }

        lines.Add(new(line[start..].TrimEnd()));
    }

    private static bool IsPartOfWord(Rune rune) => rune.IsAscii && rune.Value != ' ';

    private static List<PdfPage> Draw(PdfDocument document, List<PageLine> lines, XFont font)
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
                var (text, figure) = lines[next++];
                if (text.Length > 0)
                    graphics.DrawString(text, font, XBrushes.Black, Margin, y);

                if (figure.Length > 0)
                    graphics.DrawString(figure, font, XBrushes.Black, PageWidth - Margin - graphics.MeasureString(figure, font).Width, y);
            }
        }

        return pages;
    }

    private static void Number(List<PdfPage> pages, string foot, XFont font)
    {
        for (var i = 0; i < pages.Count; i++)
        {
            using var graphics = XGraphics.FromPdfPage(pages[i]);
            graphics.DrawString(string.Create(CultureInfo.InvariantCulture, $"{foot}  {i + 1}/{pages.Count}"), font, XBrushes.Black, Margin, pages[i].Height.Point - (Margin / 2));
        }
    }
}
