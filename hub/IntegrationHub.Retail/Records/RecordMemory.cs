namespace IntegrationHub.Retail.Records;

/// <summary>
/// All records of a kind as a reader made them, kept for as long as no record of the kind changes, on whatever node. For kinds that pages ask for whole and that change seldom. What is
/// changed is read anew: its key may have another form by now. Thread-safe.
/// </summary>
/// <param name="records">Where they lie.</param>
/// <param name="kind">Which.</param>
/// <param name="page">Records that are read at a time.</param>
/// <param name="read">Reads one.</param>
/// <param name="make">Makes of all that were read what is kept.</param>
internal sealed class RecordMemory<T>(IBusinessRecords records, RecordKind kind, int page, Func<BusinessRecord, T> read, Func<List<T>, IReadOnlyList<T>> make)
{
    private Kept? _kept;

    public async Task<IReadOnlyList<T>> ReadAsync(CancellationToken cancellationToken)
    {
        // Marked before they are read: what is saved between the two gives another mark, and they are read once more.
        var mark = await records.MarkAsync(kind, cancellationToken).ConfigureAwait(false);
        if (mark is not null && Volatile.Read(ref _kept) is { } kept && kept.Mark == mark)
            return kept.All;

        var all = make(await records.ReadAllAsync(new(kind) { Most = page }, read, cancellationToken).ConfigureAwait(false));
        if (mark is not null)
            Volatile.Write(ref _kept, new Kept(mark, all));

        return all;
    }

    private sealed record Kept(RecordMark Mark, IReadOnlyList<T> All);
}
