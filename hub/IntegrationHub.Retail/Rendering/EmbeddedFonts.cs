using System.Collections.Concurrent;
using System.Security.Cryptography;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace IntegrationHub.Retail.Rendering;

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
        var name = Convert.ToHexStringLower(SHA256.HashData(file.Bytes));
        One.Value._faces.TryAdd(name, file.Bytes);
        return new XFont(name, size, XFontStyleEx.Regular, new XPdfFontOptions(PdfFontEmbedding.TryComputeSubset));
    }

    public byte[]? GetFont(string faceName) => _faces.GetValueOrDefault(faceName);

    public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) => _faces.ContainsKey(familyName) ? new FontResolverInfo(familyName) : null;
}
