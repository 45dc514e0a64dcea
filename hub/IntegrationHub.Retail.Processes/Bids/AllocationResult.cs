using System.Globalization;
using System.Text;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Retail.Processes.Bids;

/// <summary>Which bid each series of a <c>ReserveAllocationResult_MarketDocument</c> answers: what only this type says.</summary>
/// <param name="MRid">mRID of the bid's document.</param>
/// <param name="Revision">Its revision; 1 where none is given.</param>
public sealed record AllocatedBid(string MRid, int Revision)
{
    public const string RootElement = "ReserveAllocationResult_MarketDocument";

    /// <summary>The bids of the series, in order; null where a series names none.</summary>
    /// <param name="document">A document that is valid by its profile; an XML declaration may stand before it, as it does in files.</param>
    public static IReadOnlyList<AllocatedBid?> Read(ReadOnlySpan<byte> document)
    {
        var bids = new List<AllocatedBid?>();
        using var xml = new Utf8XmlReader(document);
        var element = "";
        while (xml.Read())
        {
            if (xml.Kind == XmlTokenKind.StartElement)
            {
                element = Encoding.UTF8.GetString(xml.LocalName);
                if (element == "TimeSeries")
                    bids.Add(null);
            }
            else if (xml.Kind == XmlTokenKind.Text && bids.Count > 0)
            {
                if (element == "bid_Original_MarketDocument.mRID")
                    bids[^1] = new(Encoding.UTF8.GetString(xml.RawText).Trim(), bids[^1]?.Revision ?? 1);
                else if (element == "bid_Original_MarketDocument.revisionNumber" && bids[^1] is { } bid)
                    bids[^1] = bid with { Revision = int.Parse(xml.RawText, CultureInfo.InvariantCulture) };

                element = "";
            }
        }

        return bids;
    }
}
