using System.Globalization;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange.History;

namespace IntegrationHub.Storage.Confidential;

/// <summary>One batch that seals values of a column anew. A value that does not open is passed over and told: it stops no other.</summary>
/// <param name="values">Opens and seals.</param>
/// <param name="column">The column.</param>
/// <param name="inUse">Data keys that need no replacing.</param>
internal sealed class Resealing(StoreValues values, SealedColumn column, IReadOnlySet<Guid> inUse)
{
    /// <summary>Ids that one fact of an event has room for.</summary>
    private const int RowsOfEvent = 8;

    private readonly List<(Guid Row, SealedValueProblem Problem)> _refused = [];

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
            _refused.Add((row, altered.Problem));
            return null;
        }
    }

    /// <summary>What the history says of the values that were passed over: where they lie, and nothing of them.</summary>
    public IEnumerable<ExchangeEvent> Refusals(DateTimeOffset now) =>
        from problem in _refused.GroupBy(static refused => refused.Problem)
        from some in problem.Chunk(RowsOfEvent)
        select new ExchangeEvent(
            Guid.CreateVersion7(now), now, RefusedValues.Kind, ExchangeId: null, PartyId: null, "hub",
            EventData.Json(
                (RefusedValues.ColumnFact, column.Name),
                (RefusedValues.CountFact, some.Length.ToString(CultureInfo.InvariantCulture)),
                ("problem", problem.Key.ToString()),
                ("rows", string.Join(' ', some.Select(static refused => refused.Row).Distinct()))));
}
