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
        var found = (await records.ReadAllAsync(new(RecordKind.Contract) { Within = (first, last), Most = Page }, record => record.From <= last && record.To >= first ? BindingOn(record) : null, cancellationToken)
            .ConfigureAwait(false)).OfType<ContractLife>();
        var binding = found.GroupBy(static contract => contract.Terms.MRid, StringComparer.Ordinal)
            .SelectMany(versions => versions.Count() == 1 ? versions : ContractLife.EachDayOnce([.. versions.OrderBy(static contract => contract.Terms.Version)]).Where(contract => days.Exists(contract.BindsOn))).ToList();
        return await new DecompositionBook(records).WithAsync(binding, new(RecordKind.Decomposition) { Within = (first, last) }, cancellationToken).ConfigureAwait(false);

        ContractLife? BindingOn(BusinessRecord record) => StoredContract.Of(record).Contract is var contract && days.Exists(contract.BindsOn) ? contract : null;
    }
}
