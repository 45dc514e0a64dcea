using System.Collections.Concurrent;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace IntegrationHub.Rendering;

/// <summary>Gives PDFsharp the fonts that were opened, and no other: nothing is looked for on the machine. Thread-safe; one per process, as PDFsharp wants it.</summary>
internal sealed class EmbeddedFonts : IFontResolver
{
    private static readonly Lazy<EmbeddedFonts> One = new(static () =>
    {
        var fonts = new EmbeddedFonts();
        GlobalFontSettings.FontResolver = fonts;
        return fonts;
    });

    private readonly ConcurrentDictionary<string, byte[]> _faces = new(StringComparer.Ordinal);

    /// <summary>A font of some size whose used characters go into the document.</summary>
    public static XFont Of(FontFile file, double size)
    {
        One.Value._faces.TryAdd(file.Face, file.Bytes);
        return new XFont(file.Face, size, XFontStyleEx.Regular, new XPdfFontOptions(PdfFontEmbedding.TryComputeSubset));
    }

    public byte[]? GetFont(string faceName) => _faces.GetValueOrDefault(faceName);

    public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) => _faces.ContainsKey(familyName) ? new FontResolverInfo(familyName) : null;
}
