using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Portal.Pages.Processes;

/// <summary>What of a history people want to read.</summary>
internal static class CaseHistory
{
    private const int Most = 200;

    /// <summary>What persons did, newest first.</summary>
    public static IReadOnlyList<HistoryRow> OfPeople(IReadOnlyList<HistoryRow> history) => [.. history.Where(static row => row.Entry.Actor is not null).Reverse().Take(Most)];

    /// <summary>Everything, newest first.</summary>
    public static IReadOnlyList<HistoryRow> Newest(IReadOnlyList<HistoryRow> history) => [.. history.Reverse().Take(Most)];
}
