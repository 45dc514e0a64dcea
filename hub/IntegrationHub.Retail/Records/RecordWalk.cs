using System.Runtime.CompilerServices;

namespace IntegrationHub.Retail.Records;

/// <summary>Walks over all records of a query in the order in which they lie in the store; the next page is read while one is worked on.</summary>
internal static class RecordWalk
{
    /// <summary>
    /// Every record once, page after page. While the key for hashes is replaced the store may show one a second time, in its new place: what was seen is left out.
    /// </summary>
    /// <param name="records">Where they lie.</param>
    /// <param name="query">Which; <see cref="RecordQuery.Most"/> is the size of a page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async IAsyncEnumerable<IReadOnlyList<BusinessRecord>> PagesAsync(
        this IBusinessRecords records, RecordQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<(string, int)>();
        var next = records.ListAsync(query, cancellationToken);
        while (await next.ConfigureAwait(false) is { Count: > 0 } page)
        {
            // Begun before the page is worked on; a walk that is given up lets it end by itself.
            next = page.Count < query.Most ? Task.FromResult<IReadOnlyList<BusinessRecord>>([]) : records.ListAsync(query with { Behind = page[^1] }, cancellationToken);
            yield return [.. page.Where(record => seen.Add((record.Key, record.Version)))];
        }
    }

    /// <summary>What a reader makes of every record, in the same order; it works on several at once.</summary>
    public static async Task<List<T>> ReadAllAsync<T>(this IBusinessRecords records, RecordQuery query, Func<BusinessRecord, T> read, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        await foreach (var page in records.PagesAsync(query, cancellationToken).ConfigureAwait(false))
            all.AddRange(AllCores.Map(page, read, cancellationToken));

        return all;
    }
}
