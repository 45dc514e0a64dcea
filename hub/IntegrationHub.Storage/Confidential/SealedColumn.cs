using IntegrationHub.Confidential;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Storage.Model;

namespace IntegrationHub.Storage.Confidential;

/// <summary>A stored value and the row it belongs to.</summary>
internal sealed record SealedCell(Guid Row, byte[]? Value);

/// <summary>A column whose values are sealed: where it lies, and how the rotation goes over it.</summary>
/// <param name="table">Table of the model.</param>
/// <param name="column">Its column.</param>
/// <param name="dataClass">Personal or confidential.</param>
internal abstract class SealedColumn(string table, string column, DataClass dataClass)
{
    public string Table => table;

    public string Column => column;

    public DataClass Class => dataClass;

    /// <summary>Name of the work on it.</summary>
    public string Name => $"{table}.{column}";

    public ValueBinding At(int retailer, Guid row) => new(retailer, table, column, row);

    /// <summary>Seals the next values anew that are not under a key in use, in an order that only grows.</summary>
    /// <param name="context">In a transaction of the retailer.</param>
    /// <param name="batch">Opens and seals, and takes note of what does not open.</param>
    /// <param name="retailer">Number of the retailer.</param>
    /// <param name="from">The last row that is done; empty at the beginning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Rows looked at, values written, and where to go on; the place is <c>null</c> at the end.</returns>
    public abstract Task<(int Seen, int Written, Guid? Next)> RenewAsync(HubContext context, Resealing batch, int retailer, Guid from, CancellationToken cancellationToken);
}

/// <summary>A column with one value per row that has an id.</summary>
/// <param name="table">Table of the model.</param>
/// <param name="column">Its column.</param>
/// <param name="dataClass">Personal or confidential.</param>
internal abstract class CellColumn(string table, string column, DataClass dataClass) : SealedColumn(table, column, dataClass)
{
    public override async Task<(int Seen, int Written, Guid? Next)> RenewAsync(HubContext context, Resealing batch, int retailer, Guid from, CancellationToken cancellationToken)
    {
        var (cells, next) = await ReadAsync(context, retailer, from, KeyRotation.BatchRows, cancellationToken);
        var written = 0;
        foreach (var cell in cells)
        {
            if (batch.Renewed(cell.Row, At(retailer, cell.Row), cell.Value) is { } renewed && await ReplaceAsync(context, retailer, cell.Row, cell.Value!, renewed, cancellationToken))
                written++;
        }

        return (cells.Count, written, next);
    }

    /// <summary>The next cells in an order that only grows, and where to go on; the place is <c>null</c> at the end.</summary>
    /// <param name="context">In a transaction of the retailer.</param>
    /// <param name="retailer">Number of the retailer.</param>
    /// <param name="from">The last row that is done; empty at the beginning.</param>
    /// <param name="max">Rows to look at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    protected abstract Task<(IReadOnlyList<SealedCell> Cells, Guid? Next)> ReadAsync(HubContext context, int retailer, Guid from, int max, CancellationToken cancellationToken);

    /// <summary>Writes a value anew; nothing happens when somebody else wrote it meanwhile.</summary>
    /// <returns>True when it was written.</returns>
    protected abstract Task<bool> ReplaceAsync(HubContext context, int retailer, Guid row, byte[] before, byte[] after, CancellationToken cancellationToken);

    /// <summary>Fewer cells than were asked for are the last ones.</summary>
    protected static (IReadOnlyList<SealedCell> Cells, Guid? Next) Page(List<SealedCell> cells, int max) => (cells, cells.Count < max ? null : cells[^1].Row);
}
