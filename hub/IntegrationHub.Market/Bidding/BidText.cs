using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Market.Bidding;

/// <summary>
/// A bid as lines that a person reads and approves: always the same text for the same content. A document that was made of a bid is read back into
/// such a text, so that what leaves can be compared with what was approved.
/// </summary>
/// <param name="Text">The lines, each ending with a line feed.</param>
public sealed record BidText(string Text)
{
    /// <summary>SHA-256 of the text in UTF-8, lower hexadecimal digits.</summary>
    public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Renders a bid.</summary>
    /// <param name="number">Number of the bid.</param>
    /// <param name="version">Its version.</param>
    /// <param name="auction">Code of the market event.</param>
    /// <param name="area">EIC of the area.</param>
    /// <param name="currency">Currency of the prices.</param>
    /// <param name="bids">What is bid; intervals without a step are left out.</param>
    /// <param name="intervalOf">The interval at a position.</param>
    public static BidText Of(string number, int version, string auction, string area, string currency, IEnumerable<IntervalBid> bids, Func<int, TimeInterval> intervalOf)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"bid {number} version {version}\nmarket event {auction}\narea {area}\npurchase in MWh, prices in {currency} per MWh\n");
        foreach (var bid in bids.Where(static bid => bid.Steps.Count > 0).OrderBy(static bid => bid.Position))
        {
            text.Append(CultureInfo.InvariantCulture, $"{bid.Position} {intervalOf(bid.Position)}");
            foreach (var step in bid.Steps)
                text.Append(CultureInfo.InvariantCulture, $" | {step.Quantity.MegawattHours:0.######} at {step.Price:0.########}");

            text.Append('\n');
        }

        return new(text.ToString());
    }
}
