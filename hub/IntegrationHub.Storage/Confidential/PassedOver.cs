using System.Globalization;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange.History;

namespace IntegrationHub.Storage.Confidential;

/// <summary>Values of a column that a batch met and could not open: they stop no other, and the history tells of them.</summary>
/// <param name="column">Name of the column.</param>
internal sealed class PassedOver(string column)
{
    /// <summary>Ids that one fact of an event has room for.</summary>
    private const int RowsOfEvent = 8;

    private readonly List<(Guid Row, SealedValueProblem Problem)> _refused = [];

    /// <param name="row">The row that the value lies in, or what the row is about.</param>
    /// <param name="problem">Why it does not open.</param>
    public void Add(Guid row, SealedValueProblem problem) => _refused.Add((row, problem));

    /// <summary>What the history says of them: where they lie, and nothing of them.</summary>
    public IEnumerable<ExchangeEvent> Told(DateTimeOffset now) =>
        from problem in _refused.GroupBy(static refused => refused.Problem)
        from some in problem.Chunk(RowsOfEvent)
        select new ExchangeEvent(
            Guid.CreateVersion7(now), now, RefusedValues.Kind, ExchangeId: null, PartyId: null, "hub",
            EventData.Json(
                (RefusedValues.ColumnFact, column),
                (RefusedValues.CountFact, some.Length.ToString(CultureInfo.InvariantCulture)),
                ("problem", problem.Key.ToString()),
                ("rows", string.Join(' ', some.Select(static refused => refused.Row).Distinct()))));
}
