using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Contracts;

/// <summary>Contracts by the days that they bind on.</summary>
internal static class BindingContracts
{
    private const int Page = 2000;

    /// <summary>
    /// Contracts that bind on some day of a span, read a page at a time. Of a contract in several versions every one counts for its own days, each with what was frozen for it, and each day is under one
    /// (<see cref="ContractLife.EachDayOnce"/>).
    /// </summary>
    public static async Task<IReadOnlyList<ContractLife>> BindingAsync(this IBusinessRecords records, LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        var (first, last) = (from.ToDateOnly(), to.ToDateOnly());
        var days = Enumerable.Range(0, Period.DaysBetween(from, to) + 1).Select(from.PlusDays).ToList();
        var found = (await records.ReadAllAsync(new(RecordKind.Contract) { Within = (first, last), Most = Page }, BindingOn, cancellationToken).ConfigureAwait(false)).OfType<ContractLife>().ToList();
        var binding = found.Concat(await OthersAsync(records, found, cancellationToken).ConfigureAwait(false)).GroupBy(static contract => contract.Terms.MRid, StringComparer.Ordinal)
            .SelectMany(versions => versions.Count() == 1 ? versions : ContractLife.EachDayOnce([.. versions.OrderBy(static contract => contract.Terms.Version)]).Where(contract => days.Exists(contract.BindsOn))).ToList();
        return await new DecompositionBook(records).WithAsync(binding, new(RecordKind.Decomposition) { Within = (first, last) }, cancellationToken).ConfigureAwait(false);

        ContractLife? BindingOn(BusinessRecord record) => StoredContract.Of(record).Contract is var contract && days.Exists(contract.BindsOn) ? contract : null;
    }

    /// <summary>Versions beside those found that have a day of theirs, and none of the span: one that amended another and is over took the days behind its own, too.</summary>
    private static async Task<IEnumerable<ContractLife>> OthersAsync(IBusinessRecords records, List<ContractLife> found, CancellationToken cancellationToken)
    {
        if (found.Count == 0)
            return [];

        var known = found.Select(static contract => (contract.Terms.MRid, contract.Terms.Version)).ToHashSet();
        var numbers = found.Select(static contract => contract.Terms.MRid).ToHashSet(StringComparer.Ordinal);
        var within = (found.Min(static contract => contract.Terms.ValidFrom).ToDateOnly(), found.Max(static contract => contract.Terms.ValidTo).ToDateOnly());
        return (await records.ReadAllAsync(
            new(RecordKind.Contract) { Within = within, Most = Page },
            record => numbers.Contains(record.Key) && !known.Contains((record.Key, record.Version)) ? StoredContract.Of(record).Contract : null, cancellationToken).ConfigureAwait(false)).OfType<ContractLife>();
    }
}
