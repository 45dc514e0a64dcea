using System.Globalization;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Storage.Confidential;

namespace IntegrationHub.Storage.Ledger;

/// <summary>An event's row as the leaf it is; the record is written anew from the columns, so a changed column no longer fits its digest.</summary>
internal static class StoredLeaf
{
    public static LedgerLeaf Of(
        StoreValues values, int retailer, Guid id, DateTimeOffset at, string kind, Guid? exchange, Guid? party, string actor, byte[] data, byte[] salt, byte[] digest)
    {
        var read = new LedgerEvent(retailer.ToString(CultureInfo.InvariantCulture), id, at, kind, exchange, party, actor, DataOf(values, retailer, id, data));
        return new LedgerLeaf(id, salt, digest, read.ToRecord());
    }

    /// <summary>A value that was altered, moved or put there unsealed is no reason to stop: the leaf just does not fit its digest, and verification finds it.</summary>
    private static string DataOf(StoreValues values, int retailer, Guid id, byte[] data)
    {
        try
        {
            return values.Open(SealedColumns.EventData, retailer, id, data);
        }
        catch (SealedValueException altered) when (altered.Problem is not SealedValueProblem.KeyMissing)
        {
            return $"unreadable: {altered.Problem}";
        }
    }
}
