using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Retail.Records;

/// <summary>
/// Pages in the order of the stored keys. While the key for hashes is replaced, rows under the present one come last: a row that is moved while somebody
/// walks is either seen in its old place or will be in its new one.
/// </summary>
internal sealed class RecordPages(HubContext context, StoredNames names, int retailer, string kind)
{
    public async Task<List<BusinessRecordRow>> ReadAsync(IQueryable<BusinessRecordRow> found, RecordQuery query, CancellationToken cancellationToken)
    {
        if (query.Newest)
        {
            var below = query.After is var (first, number) ? found.Where(x => x.Key.CompareTo(first) <= 0 && (x.Key.CompareTo(first) < 0 || x.Version < number)) : found;
            return await below.OrderByDescending(static x => x.Key).ThenByDescending(static x => x.Version).Take(query.Most).ToListAsync(cancellationToken).ConfigureAwait(false);
        }

        var after = query.Behind is { } behind ? (behind.Form ?? behind.Key, behind.Version) : query.After is { } asked ? await FormOfAsync(asked, cancellationToken).ConfigureAwait(false) : ((string, int)?)null;
        if (names.PresentWhileReplacing(retailer) is not { } present)
        {
            // A walk that was begun under a key that is gone: every row lies under its successor now.
            return await Page(after is var (key, _) && names.IsOfGoneKey(retailer, key) ? found : Behind(found, after), query.Most).ToListAsync(cancellationToken).ConfigureAwait(false);
        }

        var moved = found.Where(x => x.Key.CompareTo(present.From) > 0 && x.Key.CompareTo(present.End) < 0);
        if (after is var (last, _) && last.StartsWith(present.From, StringComparison.Ordinal))
            return await Page(Behind(moved, after), query.Most).ToListAsync(cancellationToken).ConfigureAwait(false);

        var others = found.Where(x => x.Key.CompareTo(present.From) <= 0 || x.Key.CompareTo(present.End) >= 0);
        var rows = await Page(Behind(others, after), query.Most).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (rows.Count < query.Most)
        {
            // One that is moved between the two is not read twice; so a page that is not full is the last.
            var read = rows.ConvertAll(static row => row.Id);
            rows.AddRange(await Page(moved.Where(x => !read.Contains(x.Id)), query.Most - rows.Count).ToListAsync(cancellationToken).ConfigureAwait(false));
        }

        return rows;
    }

    /// <summary>Where a record lies by now that somebody names from outside.</summary>
    private async Task<(string, int)> FormOfAsync((string Key, int Version) asked, CancellationToken cancellationToken)
    {
        var forms = names.FormsOf(retailer, asked.Key);
        if (forms is [var only])
            return (only, asked.Version);

        var stored = await context.BusinessRecords.AsNoTracking().Where(x => x.RetailerId == retailer && x.Kind == kind).Where(RecordForms.Are(forms))
            .Select(static x => x.Key).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return (stored ?? forms[0], asked.Version);
    }

    /// <summary>The first condition is the range of the index, which the second alone does not give.</summary>
    private static IQueryable<BusinessRecordRow> Behind(IQueryable<BusinessRecordRow> found, (string Key, int Version)? after) => after is var (key, version)
        ? found.Where(x => x.Key.CompareTo(key) >= 0 && (x.Key.CompareTo(key) > 0 || x.Version > version))
        : found;

    private static IQueryable<BusinessRecordRow> Page(IQueryable<BusinessRecordRow> found, int most) => found.OrderBy(static x => x.Key).ThenBy(static x => x.Version).Take(most);
}
