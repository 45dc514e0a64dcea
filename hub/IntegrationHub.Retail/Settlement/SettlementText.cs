using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Settlement;

namespace IntegrationHub.Retail.Settlement;

/// <summary>
/// A settlement as lines that a person reads and approves: always the same text for the same content. What comes after the calculation (state, documents, comparison) is not in it, nor are the results
/// of packages, which not everybody who approves may see; they follow from the bills, whose digest is. For the same reason what bids bought is one total with the digest of its lines: the text is the
/// same for everybody.
/// </summary>
/// <param name="Text">The lines, each ending with a line feed.</param>
public sealed record SettlementText(string Text)
{
    /// <summary>SHA-256 of the text in UTF-8, lower hexadecimal digits.</summary>
    public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Renders a settlement whose bills are there.</summary>
    public static SettlementText Of(StoredSettlement settlement)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"settlement {settlement.Name}\narea {settlement.Area}\nenergy in MWh, amounts in {settlement.Currency}\n");
        text.Append(CultureInfo.InvariantCulture, $"rules {settlement.Rules}, basis {settlement.Basis}, corrects {(settlement.Corrects is { } closed ? $"{settlement.Month}/{closed}" : "none")}\n");
        text.Append(CultureInfo.InvariantCulture, $"accounts {settlement.Accounts}, values that are not the meter's {settlement.Substituted}\n");
        text.Append(CultureInfo.InvariantCulture, $"sold {Of(settlement.Sold)}, contracted {Of(settlement.Contracted)}, beyond the free band {Of(settlement.DeviationEnergy)}\n");
        text.Append(CultureInfo.InvariantCulture, $"billed {Of(settlement.Billed)}, difference {Of(settlement.Difference)}, deviation charge {Of(settlement.DeviationCharge)}\n");
        text.Append(CultureInfo.InvariantCulture, $"sha-256 of what went in {settlement.InputDigest}\nsha-256 of the bills {settlement.BillDigest}\n");
        foreach (var purchase in settlement.Purchases.Where(static purchase => purchase.OfBids != true))
            text.Append(Of(purchase));

        if (AwardTotals.Total(settlement) is { } total)
            text.Append(TotalOf(total.Energy, total.Amount, settlement.Purchases.Where(static purchase => purchase.OfBids == true).Select(Of)));

        if (settlement.EnteredPrices is { } entered)
        {
            var prices = string.Concat(entered.Select(static one => $"price {one.Event} {one.Bid} | {one.Positions} | {one.Source} | {one.EnteredBy} | {one.ConfirmedBy}\n"));
            text.Append(CultureInfo.InvariantCulture, $"prices that people entered for results without one, {entered.Count} lines, sha-256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prices)))}\n");
        }

        if (settlement.LeftToBasis is { } left)
            text.Append(CultureInfo.InvariantCulture, $"results of {left} bids are not added: the basis speaks for them\n");

        text.Append(CultureInfo.InvariantCulture, $"energy account, {settlement.Lines.Count} lines\n");
        var ofBids = AwardTotals.SeriesOf(settlement);
        foreach (var line in settlement.Lines.Where(line => !ofBids.Contains(line.Series)))
            text.Append(Of(line));

        var lines = settlement.Lines.Where(line => ofBids.Contains(line.Series)).ToList();
        foreach (var sum in AwardTotals.Sum(lines))
            text.Append(TotalOf(sum.Energy, sum.Amount ?? 0, lines.Select(Of)));

        return new(text.ToString());
    }

    private static string Of(PurchaseCost purchase) => $"purchase {purchase.Item} | {Of(purchase.Energy)} | {Of(purchase.Amount)}\n";

    private static string Of(AccountLine line) =>
        string.Create(CultureInfo.InvariantCulture, $"{line.Series} {line.Position} | {Of(line.Energy)}{(line.Amount is { } amount ? $" | {Of(amount)}" : "")}\n");

    /// <summary>The digest is of the lines as they would stand here.</summary>
    private static string TotalOf(Energy energy, decimal amount, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"bought by bids | {Of(energy)} | {Of(amount)} | sha-256 of {all.Count} lines {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(all))))}\n");
    }

    private static string Of(Energy energy) => energy.MegawattHours.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Of(decimal amount) => amount.ToString("0.00######", CultureInfo.InvariantCulture);
}
