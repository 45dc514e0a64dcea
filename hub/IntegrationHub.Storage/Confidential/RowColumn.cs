using System.Linq.Expressions;
using IntegrationHub.Confidential;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Confidential;

/// <summary>A sealed column of rows that have an id: all but the registry's.</summary>
/// <param name="table">Table of the model.</param>
/// <param name="column">Its column.</param>
/// <param name="dataClass">Personal or confidential.</param>
/// <param name="value">The column's property.</param>
internal sealed class RowColumn<TRow>(string table, string column, DataClass dataClass, Expression<Func<TRow, byte[]>> value) : CellColumn(table, column, dataClass)
    where TRow : class, ISealedRow
{
    private readonly Expression<Func<TRow, SealedCell>> _cell = CellOf(value);

    protected override async Task<(IReadOnlyList<SealedCell> Cells, Guid? Next)> ReadAsync(
        HubContext context, int retailer, Guid from, int max, CancellationToken cancellationToken) => Page(
        await context.Set<TRow>().Where(x => x.RetailerId == retailer && x.Id > from).OrderBy(x => x.Id).Take(max).Select(_cell).ToListAsync(cancellationToken),
        max);

    protected override async Task<bool> ReplaceAsync(HubContext context, int retailer, Guid row, byte[] before, byte[] after, CancellationToken cancellationToken) =>
        await context.Set<TRow>().Where(x => x.RetailerId == retailer && x.Id == row).Where(Is(before))
            .ExecuteUpdateAsync(set => set.SetProperty(value, after), cancellationToken) == 1;

    /// <summary>A captured variable, so that the statement has a parameter and is the same for every value.</summary>
    private Expression<Func<TRow, bool>> Is(byte[] before)
    {
        Expression<Func<byte[]>> given = () => before;
        return Expression.Lambda<Func<TRow, bool>>(Expression.Equal(value.Body, given.Body), value.Parameters);
    }

    private static Expression<Func<TRow, SealedCell>> CellOf(Expression<Func<TRow, byte[]>> value)
    {
        var row = value.Parameters[0];
        var made = Expression.New(typeof(SealedCell).GetConstructor([typeof(Guid), typeof(byte[])])!, Expression.Property(row, nameof(ISealedRow.Id)), value.Body);
        return Expression.Lambda<Func<TRow, SealedCell>>(made, row);
    }
}
