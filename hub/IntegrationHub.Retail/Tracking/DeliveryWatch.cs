using IntegrationHub.Market;
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
/// Looks at all retail contracts that are delivered: what was taken of the month, where that leads, what it risks. Every contract is kept by itself, so a look that a crash ended is done again and adds
/// what is missing; what was kept stays as it is. Thread-safe.
/// </summary>
public sealed class DeliveryWatch(
    IBusinessRecords records, ReadingBook book, ReadingStore readings, DemandBook demand, PackageBook packages, SettlementBook settlements, TrackingTermsBook terms, DeliveryBook deliveries, TimeProvider time)
{
    /// <summary>Contracts that begin later than that many days from now count in no exposure.</summary>
    private const int Ahead = 3653;

    /// <summary>The market's day.</summary>
    public LocalDate Today => Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(book.Grids.Calendar.Zone).Date;

    /// <summary>The month that is looked at on a day: that of the day before, the last one that can have readings. So on its first day a month's last days are looked at.</summary>
    public static BillingMonth MonthOn(LocalDate day) => BillingMonth.Of(day.PlusDays(-1));

    /// <summary>Looks at all of them. The same day and the same readings again change nothing.</summary>
    /// <param name="actor">Who looks.</param>
    /// <param name="cancellationToken">Gives up; what is kept by then stays.</param>
    public async Task<DeliveryLook> LookAsync(string actor, CancellationToken cancellationToken)
    {
        var today = Today;
        var month = MonthOn(today);
        var binding = await records.BindingAsync(month.FirstDay, today.PlusDays(Ahead), cancellationToken).ConfigureAwait(false);
        var courses = await ReadAsync(binding, month, today, cancellationToken).ConfigureAwait(false);
        var current = await terms.FindAsync(cancellationToken).ConfigureAwait(false);
        var rule = current?.On(LocalDate.Min(today, month.LastDay));
        var prices = await FixedPricesAsync(binding, cancellationToken).ConfigureAwait(false);
        var billed = rule is null ? [] : await BilledAsync(rule.Value.UnpaidMonths, cancellationToken).ConfigureAwait(false);
        var later = binding.ToLookup(static contract => contract.Terms.MRid, StringComparer.Ordinal);
        var unbilled = await UnbilledAsync(BillingMonth.Of(month.FirstDay.PlusDays(-1)), cancellationToken).ConfigureAwait(false);
        var pool = new List<(Energy, Energy?, CreditExposure)>(courses.Count);
        var warned = 0;
        foreach (var course in courses)
        {
            var standing = Standing(course, month, today);
            if (rule is null || course.Newest.Terms.Currency != current!.Currency)
            {
                standing = standing with { Unjudged = rule is null ? ProblemCodes.ParameterMissing : ProblemCodes.TrackingCurrency };
            }
            else
            {
                var through = standing.Status?.Through ?? month.FirstDay.PlusDays(-1);
                var facts = new DeliveryFacts(
                    standing.Days, today, Energy.Sum(later[standing.Contract].Select(version => DeliveryCurve.RestAfter(version, through))), unbilled.GetValueOrDefault(standing.Contract),
                    billed.GetValueOrDefault(standing.Contract), rule.Value.GuaranteeOf(standing.Contract)) { FixedPrice = PriceOf(course.Newest, prices) };
                standing = standing with { Assessment = DeliveryAssessment.Of(standing.Status, facts, rule.Value), RuleSource = rule.Source.ToString(), Currency = current.Currency };
            }

            if (standing.Assessment is { } judged)
                pool.Add((Energy.Sum(standing.Days.Select(static day => day.Contracted)), standing.Status?.Projected, judged.Credit));

            var kept = await deliveries.KeepAsync(standing, time.GetUtcNow(), actor, cancellationToken).ConfigureAwait(false)
                ?? await deliveries.FindAsync(standing.Contract, month, cancellationToken).ConfigureAwait(false);
            warned += kept?.Open.Any() == true ? 1 : 0;
        }

        var look = new DeliveryLook(today, month, courses.Count, warned) { Currency = rule is null ? null : current!.Currency, RuleSource = rule?.Source.ToString(), Pool = rule is null ? null : PoolOf(pool, binding, prices, today, rule.Value) };
        await deliveries.NoteAsync(look, actor, cancellationToken).ConfigureAwait(false);
        return look;
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

    /// <summary>What each contract took in the month before, where that is not settled yet.</summary>
    private async Task<Dictionary<string, Energy>> UnbilledAsync(BillingMonth before, CancellationToken cancellationToken) =>
        (await settlements.ListAsync(before, cancellationToken).ConfigureAwait(false)).Any(static one => one.IsClosed)
            ? []
            : (await deliveries.ListAsync(before, cancellationToken).ConfigureAwait(false)).ToDictionary(static one => one.Contract, static one => one.Status?.ActualSoFar ?? Energy.Zero, StringComparer.Ordinal);

    /// <summary>What was billed under each contract in the newest settled months.</summary>
    private async Task<Dictionary<string, decimal>> BilledAsync(int months, CancellationToken cancellationToken)
    {
        var billed = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var closed = (await settlements.ListAsync(null, cancellationToken).ConfigureAwait(false)).Where(static one => one.IsClosed)
            .GroupBy(static one => one.Month).OrderByDescending(static same => same.Key).Take(months).Select(static same => same.MaxBy(static one => one.Version)!);
        foreach (var settlement in closed)
        {
            await foreach (var bill in settlements.BillsAsync(settlement.Month, settlement.Version, cancellationToken).ConfigureAwait(false))
                billed[bill.Input.Contract] = billed.GetValueOrDefault(bill.Input.Contract) + bill.Bill.Total;
        }

        return billed;
    }

    private static PoolExposure PoolOf(
        IReadOnlyList<(Energy, Energy?, CreditExposure)> pool, IReadOnlyList<ContractLife> binding, Dictionary<(string?, int?), decimal> prices, LocalDate today, TrackingRule rule)
    {
        var yesterday = today.PlusDays(-1);
        var sold = binding.Where(contract => !contract.Terms.IsPurchase && PriceOf(contract, prices) is not null);
        var bought = binding.Where(static contract => contract.Terms is { IsPurchase: true, Price: not null });
        return PoolExposure.Of(pool, Rest(sold), Rest(bought), rule);

        Energy Rest(IEnumerable<ContractLife> contracts) => Energy.Sum(contracts.Select(contract => DeliveryCurve.RestAfter(contract, yesterday)));
    }

    private static decimal? PriceOf(ContractLife contract, Dictionary<(string?, int?), decimal> prices) =>
        prices.TryGetValue((contract.Terms.Package, contract.Terms.PackageVersion), out var price) ? price : null;
}
