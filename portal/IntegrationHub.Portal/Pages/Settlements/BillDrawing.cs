using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Portal.Texts;
using IntegrationHub.Retail.Settlement;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Portal.Pages.Settlements;

/// <summary>A bill as its customer reads it, drawn for whoever of the company asks: for the page, and for the call that is the same.</summary>
public static class BillDrawing
{
    private static readonly PortalTexts Texts = new();

    /// <summary>Draws it in the language that the request asks for, or says why not.</summary>
    /// <param name="request">The call.</param>
    /// <param name="settlement">The settlement; of one that is not closed the bill is a draft, and says so.</param>
    /// <param name="bill">The bill, as its customer reads it.</param>
    /// <param name="company">Who bills.</param>
    /// <param name="font">File of the font; empty is the usual one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<Checked<byte[]>> DrawAsync(HttpRequest request, StoredSettlement settlement, CustomerBill bill, string company, string font, CancellationToken cancellationToken) =>
        BillFile.DrawAsync(bill, !settlement.IsClosed, company, Texts, Languages.AskedFor(request), font, cancellationToken);

    /// <summary>Name of the file.</summary>
    public static string NameOf(CustomerBill bill) => BillFile.NameOf(bill);
}
