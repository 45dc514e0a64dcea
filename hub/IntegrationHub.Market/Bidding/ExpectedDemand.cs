using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Quantities;
using NodaTime;

namespace IntegrationHub.Market.Bidding;

/// <summary>Where an account's expected consumption of a day is from. The names are stored.</summary>
public enum DemandSource
{
    /// <summary>The customer declared it.</summary>
    Declared,

    /// <summary>A forecast says it.</summary>
    Forecast,

    /// <summary>It is the account's part of its contract.</summary>
    Contracted,
}

/// <summary>How much of the expected consumption is from one source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Energy">Energy of all days.</param>
/// <param name="AccountDays">Days of accounts that it stands for: two accounts on three days are six.</param>
/// <param name="Reduced">By how much it is less than the source says, for customers' days off and maintenance.</param>
public sealed record DemandPart(DemandSource Source, Energy Energy, int AccountDays, Energy Reduced = default);

/// <summary>Expected consumption of all accounts that are served, day by day, with where it is from.</summary>
/// <param name="Days">By day: energy by interval.</param>
/// <param name="Parts">What each source gave, in the order of <see cref="DemandSource"/>; one that gave nothing is left out. They sum to the days.</param>
public sealed record ExpectedDemand(IReadOnlyDictionary<LocalDate, IReadOnlyList<Energy>> Days, IReadOnlyList<DemandPart> Parts)
{
    /// <summary>Sums the accounts: of each account's day the first source counts that says something of it. A day that none says anything of is a problem, and nothing is guessed.</summary>
    /// <param name="days">Days with the accounts that are served on each.</param>
    /// <param name="sources">The sources, the best first.</param>
    /// <param name="stepMinutes">Length of an interval.</param>
    /// <param name="calendars">Days on which accounts take less, by account: what is forecast or contracted is lessened by their share, what was declared is what the customer means.</param>
    public static Checked<ExpectedDemand> Sum(
        IEnumerable<(LocalDate Day, IReadOnlyList<ContractAccount> Served)> days, IReadOnlyList<(DemandSource Source, IForecast Forecast)> sources, int stepMinutes,
        IReadOnlyDictionary<ContractAccount, LoadCalendar>? calendars = null)
    {
        var sums = new Dictionary<LocalDate, IReadOnlyList<Energy>>();
        var parts = new SortedDictionary<DemandSource, DemandPart>();
        var (unserved, missing) = (new List<LocalDate>(), new List<(LocalDate Day, ContractAccount Account)>());
        foreach (var (day, served) in days)
        {
            Energy[]? sum = null;
            foreach (var account in served)
            {
                if (Find(account, day, sources, stepMinutes) is not var (source, intervals) || (sum is not null && sum.Length != intervals.Count))
                {
                    missing.Add((day, account));
                    continue;
                }

                var share = source != DemandSource.Declared && calendars?.GetValueOrDefault(account) is { } calendar ? calendar.ShareOn(day) : 0;
                var (before, own) = (Energy.Sum(intervals), share == 0 ? intervals : Lessened(intervals, share));
                sum ??= new Energy[own.Count];
                for (var i = 0; i < sum.Length; i++)
                    sum[i] += own[i];

                var (part, energy) = (parts.GetValueOrDefault(source) ?? new(source, Energy.Zero, 0), Energy.Sum(own));
                parts[source] = part with { Energy = part.Energy + energy, AccountDays = part.AccountDays + 1, Reduced = part.Reduced + (before - energy) };
            }

            if (served.Count == 0)
                unserved.Add(day);
            else if (sum is not null)
                sums[day] = sum;
        }

        return unserved.Count == 0 && missing.Count == 0 ? Checked.Good(new ExpectedDemand(sums, [.. parts.Values])) : Checked.Bad<ExpectedDemand>([.. Problems(unserved, missing)]);
    }

    /// <summary>What is left of each interval, in whole watt-hours.</summary>
    private static IReadOnlyList<Energy> Lessened(IReadOnlyList<Energy> intervals, decimal share) =>
        [.. intervals.Select(energy => new Energy((long)Math.Round(energy.WattHours * (1 - share), MidpointRounding.ToEven)))];

    private static (DemandSource Source, IReadOnlyList<Energy> Intervals)? Find(
        ContractAccount account, LocalDate day, IReadOnlyList<(DemandSource Source, IForecast Forecast)> sources, int stepMinutes)
    {
        foreach (var (source, forecast) in sources)
        {
            if (forecast.Of(account, day, stepMinutes) is { } intervals)
                return (source, intervals);
        }

        return null;
    }

    private static IEnumerable<Problem> Problems(List<LocalDate> unserved, List<(LocalDate Day, ContractAccount Account)> missing)
    {
        if (unserved.Count > 0)
            yield return new(ProblemCodes.BidDemandMissing, $"On {unserved.Count} days nobody is served, first on {unserved.Min():uuuu-MM-dd}.", "demand", "Import the customers with their days of service.");

        if (missing.Count > 0)
        {
            var (day, account) = missing.MinBy(static one => one.Day);
            yield return new(
                ProblemCodes.BidDemandMissing,
                $"For {missing.Count} days of accounts there is neither a declared demand nor a forecast nor one contract with an energy, first for {account} on {day:uuuu-MM-dd}.", "demand",
                "Import what customers declared, `ihub bid demand FILE`, or have the contract signed.");
        }
    }
}
