using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Bids;

/// <summary>What contracts bring and what customers pay, for the days of a market event. Thread-safe.</summary>
public sealed class ContractedEnergy(IBusinessRecords records, PackageBook packages, AwardBook awards, DateTimeZone zone)
{
    /// <summary>Interval length of markets that trade months and days.</summary>
    public const int StepOfDays = 60;

    /// <summary>
    /// Purchases that bind, and what bids bought, each by the intervals of an event. A contract without a curve of its own delivers every interval of a month alike. What a bid
    /// bought counts once: by its result, or by the purchase contract that is about it.
    /// </summary>
    /// <param name="market">The event.</param>
    /// <param name="grid">Its intervals.</param>
    /// <param name="binding">Contracts that bind on some of its days.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Checked<IReadOnlyList<IReadOnlyList<Energy>>>> PurchasesAsync(MarketEvent market, EventGrid grid, IReadOnlyList<ContractLife> binding, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        var purchases = new List<IReadOnlyList<Energy>>();
        var calendar = MarketCalendar.Plain(zone);
        foreach (var contract in binding.Where(static contract => contract.Terms.IsPurchase))
        {
            var decomposed = contract.Decompose();
            problems.AddRange(decomposed.Problems.Select(problem => problem with { Where = $"contract {contract.Terms.MRid}, {problem.Where}" }));
            if (decomposed.Value is not { } decomposition)
                continue;

            var days = decomposition.Days(calendar, market.StepMinutes ?? StepOfDays).ToDictionary(static one => one.Day, static one => one.WattHours);
            purchases.Add(ByInterval(market, grid, day => contract.BindsOn(day) && days.TryGetValue(day, out var parts) ? [.. parts.Select(static part => new Energy(part))] : []));
        }

        purchases.AddRange((await awards.InAsync(market.From, market.To, binding, cancellationToken).ConfigureAwait(false)).Select(award => award.By(grid)));
        return problems.Count > 0 ? Checked.Bad<IReadOnlyList<IReadOnlyList<Energy>>>(problems) : Checked.Good<IReadOnlyList<IReadOnlyList<Energy>>>(purchases);
    }

    /// <summary>
    /// What customers pay per MWh on average, weighted by contracted energy; null where no retail contract binds or one of them has no fixed price, so
    /// that the mean would be a guess.
    /// </summary>
    public async Task<decimal?> MeanPriceAsync(MarketEvent market, CancellationToken cancellationToken)
    {
        var (amount, energy) = (0m, 0m);
        foreach (var contract in await records.BindingAsync(market.From, market.To, cancellationToken).ConfigureAwait(false))
        {
            if (contract.Terms.IsPurchase)
                continue;

            var package = contract.Terms.Package is { } code ? await packages.FindAsync(code, contract.Terms.PackageVersion, cancellationToken).ConfigureAwait(false) : null;
            if (package is not { Price: FixedPrice price } || package.Currency != market.Currency || contract.Terms.Quantity is not { } quantity)
                return null;

            (amount, energy) = (amount + (quantity.MegawattHours * price.Price), energy + quantity.MegawattHours);
        }

        return energy > 0 ? amount / energy : null;
    }

    /// <summary>Energy of the days of each interval, or of the interval within its day.</summary>
    /// <param name="market">The event.</param>
    /// <param name="grid">Its intervals.</param>
    /// <param name="of">Energy of a day by interval of the event's step; empty for none.</param>
    internal static IReadOnlyList<Energy> ByInterval(MarketEvent market, EventGrid grid, Func<LocalDate, IReadOnlyList<Energy>> of)
    {
        if (market.StepMinutes is null)
            return [.. Enumerable.Range(1, grid.Count).Select(position => Energy.Sum(Days(grid.DaysOf(position)).SelectMany(of)))];

        var days = new Dictionary<LocalDate, IReadOnlyList<Energy>>();
        var within = new Dictionary<LocalDate, int>();
        var energies = new Energy[grid.Count];
        for (var position = 1; position <= grid.Count; position++)
        {
            var day = grid.DaysOf(position).From;
            if (!days.TryGetValue(day, out var intervals))
                days[day] = intervals = of(day);

            var index = within[day] = within.GetValueOrDefault(day, -1) + 1;
            energies[position - 1] = index < intervals.Count ? intervals[index] : Energy.Zero;
        }

        return energies;
    }

    internal static IEnumerable<LocalDate> Days((LocalDate From, LocalDate To) span)
    {
        for (var day = span.From; day <= span.To; day = day.PlusDays(1))
            yield return day;
    }
}
