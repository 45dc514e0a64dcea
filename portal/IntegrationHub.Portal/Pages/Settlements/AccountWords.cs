using System.Globalization;
using IntegrationHub.Market.Time;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Pages.Settlements;

/// <summary>Lines of energy accounts for people: what a series is of, and the day that a position stands for.</summary>
internal static class AccountWords
{
    /// <summary><c>consumption (A04)</c>, <c>internal trade (A02) · spot</c>.</summary>
    public static string SeriesOf(PageContext page, string series)
    {
        var (type, item) = series.Split('/', 2) is [var first, var rest] ? (first, rest) : (series, "");
        var words = page.Code("business", type);
        return item.Length == 0 ? words : $"{words} · {(item == AwardTotals.Item ? page.T("settlements.of-bids") : item)}";
    }

    /// <summary>The day in the market's time; the month where the line is one for all of it.</summary>
    public static string PositionOf(BillingMonth month, string series, int position) =>
        series.Contains('/', StringComparison.Ordinal) || position < 1 || position > month.Days ? month.ToString() : month.FirstDay.PlusDays(position - 1).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The same of a line as a process carries it; null where it is none.</summary>
    public static string? PositionOf(ContextValue line) =>
        line["series"] is TextValue { Text: var series } && line["position"] is NumberValue { Number: >= 1 and <= 100_000 and var position }
        && StoredSettlement.TryParseName((line["settlement"] as TextValue)?.Text, out var month, out _)
            ? PositionOf(month, series, (int)position)
            : null;
}
