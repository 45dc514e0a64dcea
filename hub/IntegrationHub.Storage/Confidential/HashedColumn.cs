using IntegrationHub.Storage.Model;

namespace IntegrationHub.Storage.Confidential;

/// <summary>A column whose values are hashes under a key, or names under one, and how they are brought under another.</summary>
/// <param name="table">Table of the model.</param>
/// <param name="column">Its column.</param>
internal abstract class HashedColumn(string table, string column)
{
    public string Table => table;

    public string Column => column;

    /// <summary>Name of the work on it.</summary>
    public string Name => $"{table}.{column}";

    /// <summary>Name of the column whose values are opened for it, where there is one.</summary>
    public virtual string Opened => Name;

    /// <summary>True when something lies there under a former key that can be brought under another.</summary>
    public abstract Task<bool> AnyAsync(HubContext context, StoreValues values, int retailer, TextRange former, CancellationToken cancellationToken);

    /// <summary>Brings the next rows under the present key.</summary>
    /// <param name="context">In a transaction of the work on keys.</param>
    /// <param name="values">Opens, hashes and names.</param>
    /// <param name="retailer">Number of the retailer.</param>
    /// <param name="former">Where what is under a former key lies.</param>
    /// <param name="max">Rows to look at.</param>
    /// <param name="refused">Takes note of what was altered: it is passed over and stays where it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Rows that were written; none when nothing is left.</returns>
    public abstract Task<int> RenewAsync(HubContext context, StoreValues values, int retailer, TextRange former, int max, PassedOver refused, CancellationToken cancellationToken);
}
