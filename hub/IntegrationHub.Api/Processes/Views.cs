using System.Text.Json;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Forms;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Api.Processes;

/// <summary>A version of a process.</summary>
public sealed record DefinitionView(string Process, int Version, string Digest, DateTimeOffset DeployedAt, string DeployedBy)
{
    public static DefinitionView Of(DefinitionRow row) => new(row.Key.Process, row.Key.Version, row.Digest, row.DeployedAt, row.DeployedBy);
}

/// <summary>A case in a list.</summary>
/// <param name="Cursor">The next page begins behind the last one's.</param>
public sealed record InstanceView(
    Guid Id, string Process, int Version, long Revision, string BusinessKey, InstanceStatus Status, string? ErrorCode, int Incidents, DateTimeOffset StartedAt, string Cursor)
{
    public static InstanceView Of(InstanceRow row) => new(
        row.Id, row.Definition.Process, row.Definition.Version, row.Revision, row.State.BusinessKey, row.State.Status, row.State.ErrorCode, row.State.Incidents.Count, row.StartedAt,
        Cursors.Of(row));
}

/// <summary>Where a case stands.</summary>
/// <param name="Variables">Dates, times, instants and durations are objects: <c>{"$date": "2026-11-28"}</c>.</param>
public sealed record InstanceDetail(InstanceView Instance, IReadOnlyList<TokenView> Tokens, IReadOnlyList<Incident> Incidents, JsonElement Variables)
{
    public static InstanceDetail Of(InstanceRow row) => new(
        InstanceView.Of(row), [.. row.State.Tokens.Values.Select(token => new TokenView(token.Id, token.Node, token.Phase))], [.. row.State.Incidents.Values], Json(row.State.Variables));

    internal static JsonElement Json(ContextValue values)
    {
        using var document = JsonDocument.Parse(ValueJson.Write(values));
        return document.RootElement.Clone();
    }
}

/// <summary>A token at rest.</summary>
public sealed record TokenView(int Id, string Node, Phase Phase);

/// <summary>One thing that happened.</summary>
public sealed record HistoryView(DateTimeOffset At, long Revision, string Kind, string Node, int? Token, string? Actor, string Detail)
{
    public static HistoryView Of(HistoryRow row) => new(row.At, row.Revision, row.Entry.Kind, row.Entry.Node, row.Entry.Token, row.Entry.Actor, row.Entry.Detail);
}

/// <summary>A step that waits for an operator.</summary>
public sealed record IncidentView(Guid Instance, int Number, string Process, string BusinessKey, string Node, string Code, string Text, string Remedy, DateTimeOffset At);

/// <summary>An open task in a list.</summary>
public sealed record TaskView(
    Guid Instance, int Token, string Name, string Node, string Process, int Version, string BusinessKey, int Priority, DateTimeOffset? Due, DateTimeOffset OpenedAt, string? ClaimedBy, string Cursor)
{
    public static TaskView Of(TaskRow row) => new(
        row.Instance, row.Token, row.Name, row.Node, row.Definition.Process, row.Definition.Version, row.BusinessKey, row.Priority, row.Due, row.OpenedAt, row.ClaimedBy, Cursors.Of(row.Place));
}

/// <summary>What a task is about and what its form asks.</summary>
public sealed record TaskDetail(TaskView Task, JsonElement Inputs, IReadOnlyList<string> Roles, IReadOnlyList<string> EscalateTo, IReadOnlyList<string> Excluded, IReadOnlyList<FormField> Form);

/// <param name="BusinessKey">What the case is known by outside.</param>
/// <param name="Variables">An object of values; none where it is left away.</param>
/// <param name="StartEvent">Another start event than the plain one.</param>
public sealed record StartRequest(string Process, string BusinessKey, JsonElement? Variables = null, string? StartEvent = null);

/// <param name="Reason">Why; it stays in the ledger.</param>
public sealed record ReasonRequest(string Reason);

/// <param name="Changes">Variables that are changed before the step is tried again.</param>
public sealed record RetryRequest(string Reason, JsonElement? Changes = null);

/// <param name="Result">What the step is taken to have come to.</param>
/// <param name="Flow">The way on, where a gateway has several.</param>
public sealed record SkipRequest(string Reason, JsonElement? Result = null, string? Flow = null);

/// <param name="Answer">Answer to the form.</param>
/// <param name="Shown">Digest of what was shown; what signs or approves needs it at the doors of persons.</param>
public sealed record CompleteRequest(JsonElement? Answer = null, string? Shown = null);

/// <param name="To">Who is to do it.</param>
public sealed record DelegateRequest(string To);
