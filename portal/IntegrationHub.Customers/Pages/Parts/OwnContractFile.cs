using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Rendering;

namespace IntegrationHub.Customers.Pages.Parts;

/// <summary>A contract as a file to keep, drawn of the text that crossed, which is what was offered and signed.</summary>
internal static class OwnContractFile
{
    /// <param name="contract">As it crossed, with its text.</param>
    /// <param name="font">File of the font; empty is the usual one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<Checked<byte[]>> DrawAsync(CustomerContract contract, string font, CancellationToken cancellationToken)
    {
        var text = new ContractText(contract.Language!, contract.Text!);
        return Drawing.DrawAsync(font, file => ContractPdf.Render(text, file, $"{contract.Number} / {contract.Version}"), cancellationToken);
    }

    /// <summary>Name of the file, without what a file system would take for a folder.</summary>
    public static string NameOf(CustomerContract contract) => $"{string.Concat(contract.Number.Select(static letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'))}-{contract.Version}.pdf";
}
