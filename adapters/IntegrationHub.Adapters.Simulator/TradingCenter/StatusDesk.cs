using System.Text;
using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Adapters.Simulator.TradingCenter;

/// <summary>
/// Answers status requests: the first acknowledgement of the document that is asked for, once more; a problem statement where the center
/// has no such document.
/// </summary>
public sealed class StatusDesk(IReceptionStore store)
{
    private const string DocumentAttribute = "DocumentIdentification";

    public async Task<DeskAnswer> AnswerAsync(
        MarketSetting setting, MarketDocument request, ReadOnlyMemory<byte> bytes, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (DocumentAskedFor(bytes.Span) is { } asked
            && await store.FindHighestRevisionAsync(RetailerId.Default, setting.Retailer.Id.Value, asked, cancellationToken) is { } revision
            && await store.FindAsync(RetailerId.Default, new DocumentKey(setting.Retailer.Id.Value, asked, revision), cancellationToken) is { Acknowledgement.Length: > 0 } first)
        {
            return new DeskAnswer("acknowledgement once more", first.Acknowledgement.ToArray());
        }

        var mRid = TradingCenterDesk.Short($"PRB-{request.MRid}-{request.Revision}");
        return new DeskAnswer("problem statement", SampleDocuments.Problem(setting, mRid, "A01", setting.Day(at, 0), at));
    }

    /// <summary>The value of the attribute that names a document, or <c>null</c> when the request asks by something else.</summary>
    internal static string? DocumentAskedFor(ReadOnlySpan<byte> request)
    {
        using var xml = new Utf8XmlReader(request, XmlNamespaceContext.Empty);
        var element = "";
        var attribute = "";
        while (xml.Read())
        {
            if (xml.Kind == XmlTokenKind.StartElement)
            {
                element = Encoding.UTF8.GetString(xml.LocalName);
            }
            else if (xml.Kind == XmlTokenKind.Text && element is "attribute")
            {
                attribute = Encoding.UTF8.GetString(xml.RawText).Trim();
                element = "";
            }
            else if (xml.Kind == XmlTokenKind.Text && element is "attributeValue" && attribute == DocumentAttribute)
            {
                return Encoding.UTF8.GetString(xml.RawText).Trim();
            }
        }

        return null;
    }
}
