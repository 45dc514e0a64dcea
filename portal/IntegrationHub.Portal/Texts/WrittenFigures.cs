using System.Globalization;

namespace IntegrationHub.Portal.Texts;

/// <summary>How figures are written for people, in pages and drawings of both web applications.</summary>
internal static class WrittenFigures
{
    /// <summary>Invariant but for U+2212: a hyphen before a figure is overlooked.</summary>
    public static NumberFormatInfo Format { get; } = WithMinus();

    private static NumberFormatInfo WithMinus()
    {
        var written = (NumberFormatInfo)NumberFormatInfo.InvariantInfo.Clone();
        written.NegativeSign = "\u2212";
        return NumberFormatInfo.ReadOnly(written);
    }
}
