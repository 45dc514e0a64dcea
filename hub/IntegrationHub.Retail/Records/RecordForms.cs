using System.Linq.Expressions;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Retail.Records;

/// <summary>Keys of records in the forms in which they lie in the store.</summary>
internal static class RecordForms
{
    /// <summary>Rows with one of the forms: mostly there is only one.</summary>
    public static Expression<Func<BusinessRecordRow, bool>> Are(IReadOnlyList<string> forms)
    {
        if (forms is [var only])
            return x => x.Key == only;

        var all = forms.ToArray();
        return x => all.Contains(x.Key);
    }

    /// <summary>The form of each key of a kind under which a new row is written: see <see cref="StoredNames.ToWriteAsync"/>.</summary>
    public static Task<IReadOnlyDictionary<string, string>> ToWriteAsync(
        HubContext context, StoredNames names, int retailer, string kind, IEnumerable<string> keys, CancellationToken cancellationToken) => names.ToWriteAsync(
        context, retailer, HashedColumns.BusinessKeys, keys,
        former => context.BusinessRecords.Where(x => x.RetailerId == retailer && x.Kind == kind && former.Contains(x.Key)).Select(static x => x.Key).Distinct().ToListAsync(cancellationToken), cancellationToken);
}
