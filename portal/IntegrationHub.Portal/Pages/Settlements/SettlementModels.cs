using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Settlement;

namespace IntegrationHub.Portal.Pages.Settlements;

/// <summary>Settlements, the newest month first.</summary>
/// <param name="Month">Only those of it; null for all.</param>
public sealed record SettlementListModel(IReadOnlyList<StoredSettlement> Rows, BillingMonth? Month);

/// <summary>One settlement with a page of its bills.</summary>
/// <param name="Next">Cursor of the bills that follow.</param>
/// <param name="Check">What came of computing it again; null where nobody asked.</param>
/// <param name="Problems">Bills that came out otherwise.</param>
public sealed record SettlementModel(StoredSettlement Settlement, IReadOnlyList<StoredBill> Bills, string? Next, SettlementCheck? Check, IReadOnlyList<Problem> Problems)
{
    /// <summary>mRIDs of the newest problem statements about lines that differ.</summary>
    public IReadOnlyDictionary<(string Series, int Position), string> Statements { get; init; } = new Dictionary<(string, int), string>();

    /// <summary>Bills that are computed again while somebody waits.</summary>
    private const int MostChecked = 2_000;

    /// <summary>Why a settlement is not computed again while somebody waits; null where it is.</summary>
    public static Problem? TooLarge(StoredSettlement settlement) => settlement.Accounts > MostChecked
        ? new("SETTLEMENT_TOO_LARGE", $"It has more than {MostChecked} bills.", "", $"Use `ihub settlement verify {settlement.Month} --version {settlement.Version}`.")
        : null;

    /// <summary>Lines of either side: both where the trading center's account is there, else ours.</summary>
    public IReadOnlyList<ComparedLine> Lines => Settlement.Comparison?.Lines
        ?? [.. Settlement.Lines.Select(static line => new ComparedLine(line.Series, line.Position, line, Theirs: null, LineFinding.Agreed))];
}

/// <summary>A bill of a settlement.</summary>
public sealed record BillModel(StoredSettlement Settlement, StoredBill Bill, CustomerBill Shown);

/// <summary>The company's indicators of a month, by its newest settlement.</summary>
public sealed record IndicatorRow(StoredSettlement Settlement)
{
    public string Month => Settlement.Month.ToString();

    /// <summary>The newest complete settlement of each month, in the order of months.</summary>
    public static async Task<IReadOnlyList<IndicatorRow>> ListAsync(SettlementBook settlements, CancellationToken cancellationToken) =>
    [
        .. (await settlements.ListAsync(month: null, cancellationToken)).Where(static one => one.State != SettlementState.Calculating)
            .GroupBy(static one => one.Month).OrderBy(static group => group.Key).Select(static group => new IndicatorRow(group.MaxBy(static one => one.Version)!)),
    ];

    /// <summary>Share by which what was used differs from what was contracted; null where nothing was.</summary>
    public decimal? Deviation => Settlement.Contracted.WattHours == 0 ? null : (decimal)(Settlement.Sold - Settlement.Contracted).WattHours / Settlement.Contracted.WattHours;

    /// <summary>Profit per MWh sold; null without sales.</summary>
    public decimal? Margin => Settlement.Sold.WattHours == 0 ? null : Settlement.Profit / Settlement.Sold.MegawattHours;
}
