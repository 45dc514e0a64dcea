using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Contracts;

/// <summary>Contracts by the days that they bind on.</summary>
internal static class BindingContracts
{
    private const int Page = 2000;

    /// <summary>Contracts that bind on some day of a span, read a page at a time. Of a contract in several versions every one counts for its own days.</summary>
    public static async Task<IReadOnlyList<ContractLife>> BindingAsync(this IBusinessRecords records, LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        var found = new List<ContractLife>();
        var (first, last) = (from.ToDateOnly(), to.ToDateOnly());
        var days = Enumerable.Range(0, Period.DaysBetween(from, to) + 1).Select(from.PlusDays).ToList();
        var query = new RecordQuery(RecordKind.Contract) { Most = Page };
        while (await records.ListAsync(query, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            found.AddRange(page.Where(record => record.From <= last && record.To >= first).Select(static record => StoredContract.Of(record).Contract).Where(contract => days.Any(contract.BindsOn)));
            query = query with { Behind = page[^1] };
        }

        return found;
    }
}
