using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Host.Commands.Processes;

/// <summary><c>ihub instance list</c>: cases, those started last first.</summary>
internal sealed class InstanceListVerb : ProcessVerb
{
    private readonly Option<string?> _process = new("--process") { Description = "Only of this process", HelpName = "ID" };
    private readonly Option<string?> _key = new("--key") { Description = "Only with this business key", HelpName = "KEY" };
    private readonly Option<string?> _status = new("--status") { Description = "running, completed, failed or cancelled", HelpName = "STATUS" };
    private readonly Option<int> _max = new("--max") { Description = "How many (1 to 1000)", DefaultValueFactory = static _ => 50 };
    private readonly Option<string?> _after = new("--after") { Description = "Behind this one: START/ID from the page before", HelpName = "PLACE" };

    public override string Path => "instance list";

    public override string Description => "List running and ended processes";

    public override bool IsDefaultOfGroup => true;

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_process);
        command.Add(_key);
        command.Add(_status);
        command.Add(_max);
        command.Add(_after);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken)
    {
        InstanceStatus? status = context.Get(_status) is { } word
            ? Words.Parse<InstanceStatus>(word) ?? throw new WrongUseException($"`{word}` is no status: running, completed, failed, cancelled")
            : null;
        var query = new InstanceQuery(context.Get(_process), context.Get(_key), status, OnlyWithIncidents: false, ProcessPlaces.Instance(context.Get(_after)), ProcessPlaces.Most(context.Get(_max)));
        var found = await bench.Desk.InstancesAsync(bench.Actor, query, cancellationToken);
        if (found.Value is not { } rows)
        {
            return Refuse(context, found.Findings);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(rows.Select(row => new
            {
                row.Id, row.Definition.Process, row.Definition.Version, businessKey = row.State.BusinessKey, status = Words.Of(row.State.Status), row.State.ErrorCode,
                incidents = row.State.Incidents.Count, row.StartedAt, cursor = ProcessPlaces.Of(row),
            }));
            return ExitCode.Ok;
        }

        var table = new TextTable("instance", "process", "key", "status", "at", "started");
        foreach (var row in rows)
        {
            var at = string.Join(", ", row.State.Tokens.Values.Select(token => token.Node).Distinct(StringComparer.Ordinal));
            var incidents = row.State.Incidents.IsEmpty ? "" : $" ({Words.Count(row.State.Incidents.Count, "incident")})";
            table.Row($"{row.Id}", $"{row.Definition.Process}/{row.Definition.Version}", row.State.BusinessKey, Words.Of(row.State.Status) + incidents, at.Length == 0 ? "-" : at, Words.Instant(row.StartedAt));
        }

        context.Answer.Table(table);
        if (rows.Count == query.Most)
        {
            context.Answer.Line($"There may be more: --after {ProcessPlaces.Of(rows[^1])}");
        }

        return ExitCode.Ok;
    }
}

/// <summary><c>ihub instance show</c>: where a case stands, its variables and its history.</summary>
internal sealed class InstanceShowVerb : ProcessVerb
{
    private readonly Argument<string> _id = new("INSTANCE") { Description = "Id of the instance" };

    public override string Path => "instance show";

    public override string Description => "Show where a process stands, its variables and its history";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_id);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken)
    {
        var id = ParseId(context.Get(_id)!);
        var found = await bench.Desk.InstanceAsync(bench.Actor, id, cancellationToken);
        if (found.Value is not { } row)
        {
            return Refuse(context, found.Findings);
        }

        var history = (await bench.Desk.HistoryAsync(bench.Actor, id, cancellationToken)).Value!;
        Print(context.Answer, row, history);
        return ExitCode.Ok;
    }

    private static void Print(Answer answer, InstanceRow row, IReadOnlyList<HistoryRow> history)
    {
        var state = row.State;
        if (answer.IsJson)
        {
            answer.Json(new
            {
                row.Id, row.Definition.Process, row.Definition.Version, row.Revision, state.BusinessKey, status = Words.Of(state.Status), state.ErrorCode, row.StartedAt,
                tokens = state.Tokens.Values.Select(token => new { token.Id, token.Node, phase = Words.Of(token.Phase) }),
                incidents = state.Incidents.Values,
                variables = System.Text.Json.JsonDocument.Parse(ValueJson.Write(state.Variables)).RootElement,
                history = history.Select(entry => new { entry.At, entry.Revision, entry.Entry.Kind, entry.Entry.Node, entry.Entry.Token, entry.Entry.Actor, entry.Entry.Detail }),
            });
            return;
        }

        answer.Line($"{row.Definition.Process} version {row.Definition.Version}, {state.BusinessKey}: {Words.Of(state.Status)}{(state.ErrorCode is null ? "" : " " + state.ErrorCode)}, started {Words.Instant(row.StartedAt)}");
        foreach (var token in state.Tokens.Values)
        {
            answer.Line($"  at {token.Node} (token {token.Id}, {Words.Of(token.Phase)})");
        }

        foreach (var incident in state.Incidents.Values)
        {
            answer.Line($"  incident {incident.Id} at {incident.Node}: {incident.Code} {incident.Text}");
        }

        foreach (var (name, value) in state.Variables.Entries)
        {
            answer.Line($"  {name} = {ValueJson.Write(value)}");
        }

        var table = new TextTable("at", "what", "step", "by", "");
        foreach (var entry in history)
        {
            table.Row(Words.Instant(entry.At), entry.Entry.Kind, entry.Entry.Node, entry.Entry.Actor ?? "hub", entry.Entry.Detail);
        }

        answer.Table(table);
    }
}
