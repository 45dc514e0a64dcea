using System.Buffers;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;
using NodaTime;

namespace IntegrationHub.Market.Settlement;

/// <summary>
/// Energy accounts (IEC 62325-451-4) as lines, and lines as energy accounts. A series without a contract is one line a market day, whatever its resolution; a series of a
/// contract or market item (<c>marketAgreement.mRID</c>) is one line for the month.
/// </summary>
public static class AccountDocument
{
    /// <summary>Message type: imbalance report.</summary>
    public const string Type = "A12";

    /// <summary>Series of the pool's consumption; positions are the days of the month.</summary>
    public const string Consumption = "A04";

    /// <summary>Series of production, which goes out.</summary>
    public const string Production = "A01";

    /// <summary>Series of a purchase: internal trade, with its contract or item behind a slash.</summary>
    public const string Trade = "A02";

    private const string MeteredDataAggregation = "A05";

    private const string Final = "A02";

    /// <summary>What a line about a purchase is called.</summary>
    public static string TradeOf(string item) => $"{Trade}/{item}";

    /// <summary>Writes lines as an energy account 4.1 of a month.</summary>
    /// <param name="header">Identification and parties.</param>
    /// <param name="lines">The lines; of each series every position from 1.</param>
    /// <param name="month">The market's days of the month.</param>
    /// <param name="area">EIC of the area.</param>
    /// <param name="currency">Currency of prices.</param>
    public static byte[] Write(AccountHeader header, IReadOnlyList<AccountLine> lines, MonthGrid month, string area, string currency)
    {
        var output = new ArrayBufferWriter<byte>();
        EnergyAccountWriter.Write(
            new EnergyAccount(EnergyAccountVersion.V4_1)
            {
                MRid = header.MRid,
                Type = Type,
                Status = Final,
                ProcessType = MeteredDataAggregation,
                Sender = header.Sender,
                Receiver = header.Receiver,
                Created = header.Created,
                Period = month.Period,
                Domain = new(area, "A01"),
                Series = [.. lines.GroupBy(static line => line.Series).Select((same, i) => Series(same.Key, [.. same.OrderBy(static line => line.Position)], i + 1, month, area, currency))],
            },
            output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The lines of an energy account; or what keeps it from being compared.</summary>
    public static Checked<IReadOnlyList<AccountLine>> LinesOf(EnergyAccount document, MonthGrid month)
    {
        var problems = new List<Problem>();
        if (document.Period != month.Period)
            problems.Add(new(ProblemCodes.AccountPeriod, $"The account is about {document.Period}, {month.Month} is {month.Period}.", "period", "Ask for the account of the month."));

        var sums = new SortedDictionary<(string Series, int Position), (decimal MegawattHours, decimal? Amount)>();
        for (var i = 0; i < document.Series.Count; i++)
            Add(document.Series[i], $"TimeSeries[{i + 1}]", month, sums, problems);

        return problems.Count > 0
            ? Checked.Bad<IReadOnlyList<AccountLine>>(problems)
            : Checked.Good<IReadOnlyList<AccountLine>>([.. sums.Select(static sum => new AccountLine(sum.Key.Series, sum.Key.Position, new((long)Math.Round(sum.Value.MegawattHours * 1_000_000m)), sum.Value.Amount is { } amount ? Rounding.Commercial.Apply(amount) : null))]);
    }

    /// <summary>The time that a line is about.</summary>
    public static TimeInterval PeriodOf(string series, int position, MonthGrid month) =>
        series.StartsWith(Trade + "/", StringComparison.Ordinal) || position < 1 || position > month.Days.Count ? month.Period : month.Days[position - 1].Period;

    private static AccountSeries Series(string series, IReadOnlyList<AccountLine> lines, int number, MonthGrid month, string area, string currency)
    {
        var (type, item) = series.Split('/', 2) is [var first, var rest] ? (first, rest) : (series, null);
        var energies = lines.Select(static line => line.Energy.MegawattHours).ToArray();
        var none = new decimal[energies.Length];
        return new()
        {
            MRid = $"{number}",
            BusinessType = type,
            Area = new(area, "A01"),
            AgreementId = item,
            Currency = item is null ? null : currency,
            Periods =
            [
                PeriodPoints.Create(
                    month.Period, item is null ? "P1D" : "P1M",
                    quantities: type == Production ? none : energies, outQuantities: type == Production ? energies : none,
                    prices: item is null ? default : lines.Select(PriceOf).ToArray()),
            ],
        };
    }

    /// <summary>The price at which the energy is the amount to the cent.</summary>
    private static decimal PriceOf(AccountLine line) => line.Energy == Energy.Zero ? 0 : Math.Round((line.Amount ?? 0) / line.Energy.MegawattHours, 8);

    private static void Add(AccountSeries series, string where, MonthGrid month, SortedDictionary<(string, int), (decimal, decimal?)> sums, List<Problem> problems)
    {
        var factor = series.Unit switch { "MWH" => 1m, "KWH" => 0.001m, _ => 0m };
        if (factor == 0)
        {
            problems.Add(new(ProblemCodes.AccountPeriod, $"The unit is {series.Unit}.", where, "Accounts in MWH and KWH are compared."));
            return;
        }

        var name = series.AgreementId is { } item ? $"{series.BusinessType}/{item}" : series.BusinessType;
        foreach (var period in series.Periods)
        {
            var grid = Schemas.Rules.Resolution.TryParse(period.Resolution, out var resolution) ? resolution : default;
            for (var i = 0; i < period.Count; i++)
            {
                var step = (period.Positions.IsEmpty ? i + 1 : period.Positions.Span[i]) - 1;
                var energy = (period.Quantities.Span[i] - period.OutQuantities.Span[i]) * factor * (series.BusinessType == Production ? -1 : 1);
                var amount = period.Prices.IsEmpty ? (decimal?)null : energy * period.Prices.Span[i];
                if (series.AgreementId is not null)
                    Sum(sums, (name, 1), energy, amount);
                else if (DayOf(period.Interval.Start, grid, step, month) is { } day)
                    Sum(sums, (name, day), energy, amount);
                else
                {
                    problems.Add(new(ProblemCodes.AccountPeriod, $"Position {step + 1} lies outside {month.Month}.", where, "Ask for the account of the month."));
                    return;
                }
            }
        }
    }

    /// <summary>Products are summed as they are: a line is rounded once, in however many intervals it is told.</summary>
    private static void Sum(SortedDictionary<(string, int), (decimal MegawattHours, decimal? Amount)> sums, (string, int) key, decimal energy, decimal? amount)
    {
        var before = sums.GetValueOrDefault(key);
        sums[key] = (before.MegawattHours + energy, amount is null ? before.Amount : (before.Amount ?? 0) + amount);
    }

    /// <summary>Day of the month, from 1, that a step begins on in the market's zone.</summary>
    private static int? DayOf(DateTimeOffset start, Schemas.Rules.Resolution resolution, int step, MonthGrid month)
    {
        var local = Instant.FromDateTimeOffset(start).InZone(month.Calendar.Zone).Date;
        var day = resolution.IsCalendar
            ? local.PlusMonths(resolution.Months * step).PlusDays(resolution.Days * step)
            : Instant.FromDateTimeOffset(start + (resolution.Time * step)).InZone(month.Calendar.Zone).Date;
        return month.Month.Contains(day) ? day.Day : null;
    }
}

/// <summary>Identification and parties of a document.</summary>
public sealed record AccountHeader(string MRid, DateTimeOffset Created, PartyInRole Sender, PartyInRole Receiver);
