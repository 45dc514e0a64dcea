using IntegrationHub.Confidential.Values;

namespace IntegrationHub.Storage.Confidential;

/// <summary>One batch that seals values of a column anew. A value that does not open is passed over and told: it stops no other.</summary>
/// <param name="values">Opens and seals.</param>
/// <param name="column">The column.</param>
/// <param name="inUse">Data keys that need no replacing.</param>
internal sealed class Resealing(StoreValues values, SealedColumn column, IReadOnlySet<Guid> inUse)
{
    /// <summary>What did not open.</summary>
    public PassedOver Refused { get; } = new(column.Name);

    /// <summary>A value under the present key; <c>null</c> where that is not needed, and where it does not open.</summary>
    /// <param name="row">The row it lies in.</param>
    /// <param name="place">What it is bound to.</param>
    /// <param name="stored">The value.</param>
    public byte[]? Renewed(Guid row, in ValueBinding place, byte[]? stored)
    {
        try
        {
            return values.Renewed(column, place, stored, inUse);
        }
        catch (SealedValueException altered)
        {
            Refused.Add(row, altered.Problem);
            return null;
        }
    }
}
