namespace IntegrationHub.Customers.Shelves;

/// <summary>A page of what happened.</summary>
/// <param name="Entries">The newest first.</param>
/// <param name="Number">From 1.</param>
/// <param name="Pages">How many there are; one where nothing happened.</param>
internal sealed record HistoryPart(IReadOnlyList<HistoryEntry> Entries, int Number, int Pages)
{
    /// <summary>Entries of a page.</summary>
    private const int Length = 50;

    /// <summary>A page; null where there is none of the number.</summary>
    public static HistoryPart? Of(IReadOnlyList<HistoryEntry> entries, int number)
    {
        var pages = Math.Max(1, (entries.Count + Length - 1) / Length);
        return number < 1 || number > pages ? null : new([.. entries.Skip((number - 1) * Length).Take(Length)], number, pages);
    }
}
