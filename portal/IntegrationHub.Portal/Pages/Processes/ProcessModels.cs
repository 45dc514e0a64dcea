using System.Globalization;
using IntegrationHub.Retail.Processes.Comments;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Portal.Pages.Processes;

/// <summary>What somebody asks of the list of processes.</summary>
/// <param name="Incidents">Only those that wait for an operator.</param>
public sealed record ProcessQuestion(string? Process, string? Case, InstanceStatus? Status, bool Incidents)
{
    private const int LongestText = 200;

    internal static ProcessQuestion Read(IQueryCollection query) => new(
        Text(query, "process"), Text(query, "case"), Enum.TryParse<InstanceStatus>(query["status"], out var status) && Enum.IsDefined(status) ? status : null, query["incidents"] == "true");

    internal string Query => string.Join('&', new[] { ("process", Process), ("case", Case), ("status", Status?.ToString()), ("incidents", Incidents ? "true" : null) }
        .Where(static item => !string.IsNullOrEmpty(item.Item2)).Select(static item => $"{item.Item1}={Uri.EscapeDataString(item.Item2!)}"));

    internal InstanceQuery ToQuery((DateTimeOffset, Guid)? after, int max) => new(Process, Case, Status, Incidents, after, max);

    internal static (DateTimeOffset, Guid)? Place(string? text) =>
        text?.Split('.') is [var at, var id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks && Guid.TryParseExact(id, "N", out var instance)
            ? (new DateTimeOffset(ticks, TimeSpan.Zero), instance)
            : null;

    internal static string PlaceOf(InstanceRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.StartedAt.UtcTicks}.{row.Id:N}");

    private static string? Text(IQueryCollection query, string name) => query[name].ToString().Trim() is { Length: > 0 and <= LongestText } text ? text : null;
}

/// <summary>A page of processes.</summary>
/// <param name="Definitions">Ids of the definitions there are.</param>
/// <param name="Steps">Names of the steps by id, of every definition that a row runs.</param>
public sealed record ProcessListModel(
    ProcessQuestion Question, IReadOnlyList<InstanceRow> Rows, string? Next, IReadOnlyList<string> Definitions, IReadOnlyDictionary<DefinitionKey, IReadOnlyDictionary<string, string>> Steps);

/// <summary>One case with everything that its page shows.</summary>
/// <param name="Names">Names of nodes by id.</param>
/// <param name="WithValues">Whether the person may read what the case holds: variables, texts of incidents, details of the history.</param>
public sealed record ProcessModel(
    InstanceRow Row, ProcessDefinition Definition, IReadOnlyList<HistoryRow> History, IReadOnlyDictionary<string, string> Names, IReadOnlyList<Finding> Findings, bool WithValues)
{
    /// <summary>What was said about it; nothing for who may not read what the case holds.</summary>
    public IReadOnlyList<CaseComment> Comments { get; init; } = [];

    /// <summary>A comment that could not be kept, to be mended.</summary>
    public string Typed { get; init; } = "";

    /// <summary>Nodes that rest with a token, without those that an incident holds.</summary>
    public string Tokens => Join(Row.State.Tokens.Values.Where(token => Row.State.Incidents.Values.All(incident => incident.Token != token.Id)).Select(static token => token.Node));

    public string Incidents => Join(Row.State.Incidents.Values.Select(static incident => incident.Node));

    /// <summary>Nodes that were passed.</summary>
    public string Passed => Join(History.Where(static row => row.Entry.Kind is "activity.completed" or "task.completed" or "event.caught" or "process.started").Select(static row => row.Entry.Node));

    private static string Join(IEnumerable<string> nodes) => string.Join(' ', nodes.Where(static node => node.Length > 0).Distinct(StringComparer.Ordinal));
}
