using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;

namespace IntegrationHub.Rendering;

/// <summary>A contract's canonical text as pages: the same lines in the same order, each page with the digest of the whole. It is a picture for people; the text is what counts.</summary>
public static class ContractPdf
{
    /// <summary>Renders a text, or says which character the font lacks.</summary>
    public static Checked<byte[]> Render(ContractText text, FontFile file, string number) =>
        TextPdf.Render([.. text.Text.TrimEnd('\n').Split('\n').Select(static line => new PageLine(line))], number, text.Language, $"SHA-256 {text.Digest}", file);
}
