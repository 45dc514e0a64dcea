using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>
/// Where the market demands it, a balance responsible party's schedule balances: in every interval what comes to it equals what leaves it.
/// </summary>
/// <remarks>
/// A series comes in when the sender is its in party, or, where no party is named, when only its in area is the document's domain;
/// it goes out the other way round. Series that do neither or both do not change the balance. Quantities are summed as decimals, exactly.
/// </remarks>
internal sealed class BalanceRule : IDocumentRule
{
    public string Code => "schedule-balance";

    public string Source => "Standard reason code A54 (global position not in balance); IEC 62325-451-2, balance responsible schedule";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        if (!context.BalanceDemanded || document.Profile.RootElement != "Schedule_MarketDocument") yield break;

        // Changes of the running balance at the instants where a value starts or ends.
        var changes = new SortedDictionary<DateTimeOffset, decimal>();
        foreach (var (series, period) in document.Periods())
        {
            var sign = SignOf(series, document);
            if (sign == 0) continue;
            foreach (var (interval, quantity) in StepValues.Of(series, period, context))
            {
                changes[interval.Start] = changes.GetValueOrDefault(interval.Start) + (sign * quantity);
                changes[interval.End] = changes.GetValueOrDefault(interval.End) - (sign * quantity);
            }
        }

        var balance = 0m;
        DateTimeOffset? since = null;
        foreach (var (instant, change) in changes)
        {
            if (balance != 0 && change != 0)
            {
                yield return Finding(new TimeInterval(since!.Value, instant), balance);
                since = null;
            }

            balance += change;
            if (balance != 0) since ??= instant;
        }
    }

    private static int SignOf(TimeSeries series, MarketDocument document)
    {
        if (series.InParty is not null || series.OutParty is not null)
            return (series.InParty == document.Sender ? 1 : 0) - (series.OutParty == document.Sender ? 1 : 0);
        return (series.InDomain == document.Domain ? 1 : 0) - (series.OutDomain == document.Domain ? 1 : 0);
    }

    private RuleFinding Finding(TimeInterval interval, decimal balance) => new(
        Code, "A54", RuleLevel.Document, "TimeSeries", balance > 0 ? $"{balance} more coming in than going out in {interval}" : $"{-balance} more going out than coming in in {interval}", "as much in as out")
    {
        Interval = interval,
    };
}
