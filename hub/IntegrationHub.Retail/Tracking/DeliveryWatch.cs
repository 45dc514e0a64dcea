using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using NodaTime;

namespace IntegrationHub.Retail.Tracking;

/// <summary>
/// Looks at all retail contracts that are delivered: what was taken of the month, where that leads, what it risks. Contracts are kept a few at a time, so a look that a crash ended is done again and adds
/// what is missing; what was kept stays as it is. Thread-safe.
/// </summary>
public sealed class DeliveryWatch(
    IBusinessRecords records, ReadingBook book, ReadingStore readings, DemandBook demand, PackageBook packages, SettlementBook settlements, AwardBook awards, TrackingTermsBook terms, DeliveryBook deliveries, TimeProvider time)
{
    /// <summary>Contracts that are kept in one transaction.</summary>
    internal const int Batch = 64;

    /// <summary>Contracts that begin later than that many days from now count in no exposure.</summary>
    private const int Ahead = 3653;

    /// <summary>Until that day of a month the one before is looked at, too, unless it is settled: readings of its last days come late.</summary>
    public const int DaysAfterMonth = 5;

    /// <summary>The market's day.</summary>
    public LocalDate Today => Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(book.Grids.Calendar.Zone).Date;

    /// <summary>The month that is looked at on a day: that of the day before, the last one that can have readings. So on its first day a month's last days are looked at.</summary>
    public static BillingMonth MonthOn(LocalDate day) => BillingMonth.Of(day.PlusDays(-1));

    /// <summary>Looks at all of them. The same day and the same readings again change nothing.</summary>
    /// <param name="actor">Who looks.</param>
    /// <param name="cancellationToken">Gives up; what is kept by then stays.</param>
    public async Task<DeliveryLook> LookAsync(string actor, CancellationToken cancellationToken)
    {
        var (now, today) = (time.GetUtcNow(), Today);
        var month = MonthOn(today);
        var debts = await DeliveryDebts.ReadAsync(settlements, deliveries, cancellationToken).ConfigureAwait(false);
        var alsoBefore = month.Contains(today) && today.Day <= DaysAfterMonth && !debts.IsSettled(month.Previous);
        var last = today.PlusDays(Ahead);
        var binding = await records.BindingAsync((alsoBefore ? month.Previous : month).FirstDay, last, cancellationToken).ConfigureAwait(false);
        var prices = await FixedPricesAsync(binding, cancellationToken).ConfigureAwait(false);
        var current = await terms.FindAsync(cancellationToken).ConfigureAwait(false);
        var facts = new WatchFacts(today, binding, prices, current, debts, actor);

        // First, so that what is found late counts as unbilled of this month's credit.
        if (alsoBefore)
            await LookAsync(month.Previous, facts, cancellationToken).ConfigureAwait(false);

        var (pool, contracts, warned) = await LookAsync(month, facts, cancellationToken).ConfigureAwait(false);
        var rule = current?.On(LocalDate.Min(today, month.LastDay));
        var won = rule is null ? [] : await awards.InAsync(month.FirstDay, last, binding, cancellationToken).ConfigureAwait(false);
        var look = new DeliveryLook(today, month, contracts, warned)
        {
            At = now, Currency = rule is null ? null : current!.Currency, RuleSource = rule?.Source.ToString(), Pool = rule is null ? null : PoolOf(pool, facts, won, current!.Currency, rule.Value),
        };
        await deliveries.NoteAsync(look, actor, cancellationToken).ConfigureAwait(false);
        return look;
    }

    /// <summary>Looks at the contracts of a month.</summary>
    private async Task<(List<(Energy, Energy?, CreditExposure)> Pool, int Contracts, int Warned)> LookAsync(BillingMonth month, WatchFacts facts, CancellationToken cancellationToken)
    {
        var (today, current) = (facts.Today, facts.Terms);
        var courses = await ReadAsync(facts.Binding, month, today, cancellationToken).ConfigureAwait(false);
        var rule = current?.On(LocalDate.Min(today, month.LastDay));
        var billed = rule is null ? [] : await facts.Debts.BilledAsync(rule.Value.UnpaidMonths, cancellationToken).ConfigureAwait(false);
        var unbilled = rule is null ? [] : await facts.Debts.UnbilledAsync(month, cancellationToken).ConfigureAwait(false);
        var later = facts.Binding.ToLookup(static contract => contract.Terms.MRid, StringComparer.Ordinal);
        var pool = new List<(Energy, Energy?, CreditExposure)>(courses.Count);
        var warned = 0;
        foreach (var batch in courses.Chunk(Batch))
        {
            var standings = Array.ConvertAll(batch, Judge);
            var kept = await deliveries.KeepAsync(standings, time.GetUtcNow(), facts.Actor, reminds: month == MonthOn(today), cancellationToken).ConfigureAwait(false);
            foreach (var (standing, one) in standings.Zip(kept))
                warned += (one ?? await deliveries.FindAsync(standing.Contract, month, cancellationToken).ConfigureAwait(false))?.Open.Any() == true ? 1 : 0;
        }

        return (pool, courses.Count, warned);

        StoredDelivery Judge(DeliveryCourse course)
        {
            var standing = Standing(course, month, today);
            if (rule is null || course.Newest.Terms.Currency != current!.Currency)
            {
                standing = standing with { Unjudged = rule is null ? ProblemCodes.ParameterMissing : ProblemCodes.TrackingCurrency };
            }
            else
            {
                // Days of a later month that are over are owed as well; they are looked at with their own month.
                var rest = RestAfter(today.PlusDays(-1));
                var since = RestAfter(LocalDate.Min(month.LastDay, today.PlusDays(-1))) - rest;
                var known = new DeliveryFacts(
                    standing.Days, today, rest, unbilled.GetValueOrDefault(standing.Contract) + since,
                    billed.GetValueOrDefault(standing.Contract), rule.Value.GuaranteeOf(standing.Contract)) { FixedPrice = PriceOf(course.Newest, facts.Prices) };
                standing = standing with { Assessment = DeliveryAssessment.Of(standing.Status, known, rule.Value), RuleSource = rule.Source.ToString(), Currency = current.Currency };
            }

            if (standing.Assessment is { } judged)
                pool.Add((Energy.Sum(standing.Days.Select(static day => day.Contracted)), standing.Status?.Projected, judged.Credit));

            return standing;

            Energy RestAfter(LocalDate day) => Energy.Sum(later[standing.Contract].Select(version => DeliveryCurve.RestAfter(version, day)));
        }
    }

    private async Task<List<DeliveryCourse>> ReadAsync(IReadOnlyList<ContractLife> binding, BillingMonth month, LocalDate today, CancellationToken cancellationToken)
    {
        var grid = book.Grids.Of(month);
        var accounts = await book.IndexAsync(cancellationToken).ConfigureAwait(false);
        var declared = await demand.DeclaredAsync(month.FirstDay, month.LastDay, cancellationToken).ConfigureAwait(false);
        var shares = new Dictionary<string, List<(DeliveryCourse Course, int Day)>>(StringComparer.Ordinal);
        var courses = binding.Where(contract => contract.Terms is { Kind: ContractKind.Retail, Quantity: not null } && month.EveryDay().Any(contract.BindsOn))
            .GroupBy(static contract => contract.Terms.MRid, StringComparer.Ordinal).OrderBy(static same => same.Key, StringComparer.Ordinal)
            .Select(same => DeliveryCourse.Of([.. same], grid, accounts, declared, today, shares)).ToList();
        for (string? after = null; shares.Count > 0;)
        {
            var page = await readings.PageAsync(month, after, ReadingBook.PageBlocks, cancellationToken).ConfigureAwait(false);
            foreach (var sealedBlock in page.Blocks)
            {
                // Taken out: while keys are replaced a walk may come to an account twice.
                if (sealedBlock.Channel != ReadingChannel.Import || !shares.Remove(sealedBlock.AccountKey, out var own))
                    continue;

                var block = readings.Open(sealedBlock);
                foreach (var (course, day) in own)
                    course.Add(day, block, grid);
            }

            if (page.Next is null)
                break;

            after = page.Next;
        }

        return courses;
    }

    private static StoredDelivery Standing(DeliveryCourse course, BillingMonth month, LocalDate today)
    {
        var (days, contract) = (course.Days(), course.Newest);
        return new()
        {
            Contract = contract.Terms.MRid, Version = contract.Terms.Version, Month = month, Customer = contract.Terms.Buyer.Name, Author = contract.Author, LookedOn = today, Days = days,
            Status = DeliveryTracking.Of(month, days),
        };
    }

    /// <summary>Prices of the packages that ask the same for every MWh.</summary>
    private async Task<Dictionary<(string?, int?), decimal>> FixedPricesAsync(IReadOnlyList<ContractLife> binding, CancellationToken cancellationToken)
    {
        var prices = new Dictionary<(string?, int?), decimal>();
        foreach (var (code, version) in binding.Where(static contract => contract.Terms.Package is not null).Select(static contract => (contract.Terms.Package!, contract.Terms.PackageVersion)).Distinct())
        {
            if (await packages.FindAsync(code, version, cancellationToken).ConfigureAwait(false) is { Price: FixedPrice price })
                prices[(code, version)] = price.Price;
        }

        return prices;
    }

    private PoolExposure PoolOf(IReadOnlyList<(Energy, Energy?, CreditExposure)> pool, WatchFacts facts, IReadOnlyList<Award> won, string currency, TrackingRule rule)
    {
        // Another currency's contracts move with another market.
        var own = facts.Binding.Where(contract => contract.Terms.Currency == currency).ToList();
        var sold = Rest(own.Where(contract => !contract.Terms.IsPurchase && PriceOf(contract, facts.Prices) is not null));
        var bought = Rest(own.Where(static contract => contract.Terms is { IsPurchase: true, Price: not null }));
        var begins = book.Grids.Calendar.Zone.AtStartOfDay(facts.Today).ToDateTimeOffset();
        return PoolExposure.Of(pool, sold, bought + Energy.Sum(won.Where(award => award.Currency == currency).Select(award => award.From(begins))), rule);

        Energy Rest(IEnumerable<ContractLife> contracts) => Energy.Sum(contracts.Select(contract => DeliveryCurve.RestAfter(contract, facts.Today.PlusDays(-1))));
    }

    private static decimal? PriceOf(ContractLife contract, IReadOnlyDictionary<(string?, int?), decimal> prices) =>
        prices.TryGetValue((contract.Terms.Package, contract.Terms.PackageVersion), out var price) ? price : null;

    /// <summary>What the months of one look have in common.</summary>
    private sealed record WatchFacts(LocalDate Today, IReadOnlyList<ContractLife> Binding, IReadOnlyDictionary<(string?, int?), decimal> Prices, TrackingTerms? Terms, DeliveryDebts Debts, string Actor);
}
