namespace IntegrationHub.Exchange.Pulling;

/// <summary>What follows from one List answer.</summary>
/// <param name="Fetch">Entries to get, in order; each with the cursor that commits together with it.</param>
/// <param name="Next">The next List request of this poll, or <c>null</c> when the poll is complete.</param>
/// <param name="After">The cursor once everything of this answer is fetched; saved by itself where nothing was.</param>
/// <param name="Alarm">A text for the operator, with the events of the same name.</param>
/// <param name="EventKind">Kind of the event to record with the alarm, or <c>null</c>.</param>
public sealed record PullPlan(
    IReadOnlyList<PlannedFetch> Fetch, PullRequest? Next, PullCursor After, string? Alarm = null, string? EventKind = null);

/// <summary>An entry to get, and where the cursor stands when it is stored, refused, or skipped.</summary>
public sealed record PlannedFetch(ListedEntry Entry, PullCursor Cursor);
