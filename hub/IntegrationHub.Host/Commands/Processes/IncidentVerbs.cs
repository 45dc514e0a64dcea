using System.CommandLine;
using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Host.Commands.Processes;

/// <summary><c>ihub incident list</c>: steps that wait for an operator.</summary>
internal sealed class IncidentListVerb : ProcessVerb
{
    private readonly Option<int> _max = new("--max") { Description = "Instances looked at (1 to 1000)", DefaultValueFactory = static _ => 200 };

    public override string Path => "incident list";

    public override string Description => "List steps of processes that wait for an operator";

    public override bool IsDefaultOfGroup => true;

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_max);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken)
    {
        var query = new InstanceQuery(null, null, null, OnlyWithIncidents: true, null, ProcessPlaces.Most(context.Get(_max)));
        var found = await bench.Desk.InstancesAsync(bench.Actor, query, cancellationToken);
        if (found.Value is not { } rows)
        {
            return Refuse(context, found.Findings);
        }

        var incidents = rows.SelectMany(row => row.State.Incidents.Values.Select(incident => (Row: row, Incident: incident))).ToList();
        if (context.Answer.IsJson)
        {
            context.Answer.Json(incidents.Select(one => new
            {
                incident = $"{one.Row.Id:D}/{one.Incident.Id}", one.Row.Definition.Process, one.Row.State.BusinessKey, one.Incident.Node, one.Incident.Code, one.Incident.Text,
                one.Incident.Remedy, one.Incident.At,
            }));
            return ExitCode.Ok;
        }

        if (incidents.Count == 0)
        {
            context.Answer.Line("No step waits for an operator.");
            return ExitCode.Ok;
        }

        var table = new TextTable("incident", "case", "step", "since", "what", "");
        foreach (var (row, incident) in incidents)
        {
            table.Row($"{row.Id:D}/{incident.Id}", $"{row.Definition.Process} {row.State.BusinessKey}", incident.Node, Words.Instant(incident.At), incident.Code, incident.Text);
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}

/// <summary>An operator's word on an incident.</summary>
internal abstract class IncidentActVerb : ProcessVerb
{
    private readonly Argument<string> _incident = new("INCIDENT") { Description = "INSTANCE/NUMBER, as `ihub incident list` shows it" };
    private readonly Option<string> _reason = new("--reason") { Description = "Why; it stays in the ledger", HelpName = "TEXT", Required = true };

    protected abstract string Done { get; }

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_incident);
        command.Add(_reason);
    }

    protected abstract Task<IReadOnlyList<Finding>> ActAsync(CommandContext context, ProcessBench bench, Guid instance, int incident, string reason, CancellationToken cancellationToken);

    protected sealed override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken)
    {
        var text = context.Get(_incident)!;
        if (text.Split('/') is not [var id, var number] || !int.TryParse(number, CultureInfo.InvariantCulture, out var incident))
        {
            throw new WrongUseException($"`{text}` is no incident: INSTANCE/NUMBER, as `ihub incident list` shows it");
        }

        var findings = await ActAsync(context, bench, ParseId(id), incident, context.Get(_reason)!, cancellationToken);
        if (findings.Count > 0)
        {
            return Refuse(context, findings);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { incident = text, state = Done, by = bench.Actor.User });
        }

        context.Answer.Line($"{text} is {Done}");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub incident retry</c>.</summary>
internal sealed class IncidentRetryVerb : IncidentActVerb
{
    private readonly Option<string?> _set = new("--set") { Description = "Variables that are changed before: a JSON object, or @FILE", HelpName = "JSON" };

    public override string Path => "incident retry";

    public override string Description => "Let the step be tried again";

    protected override string Done => "tried again";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_set);
    }

    protected override Task<IReadOnlyList<Finding>> ActAsync(CommandContext context, ProcessBench bench, Guid instance, int incident, string reason, CancellationToken cancellationToken) =>
        bench.Desk.RetryAsync(bench.Actor, instance, incident, ParseValues(context.Get(_set), "--set"), reason, cancellationToken);
}

/// <summary><c>ihub incident skip</c>.</summary>
internal sealed class IncidentSkipVerb : IncidentActVerb
{
    private readonly Option<string?> _result = new("--result") { Description = "What the step is taken to have come to: a JSON object, or @FILE", HelpName = "JSON" };
    private readonly Option<string?> _flow = new("--flow") { Description = "The way on, where a gateway has several", HelpName = "ID" };

    public override string Path => "incident skip";

    public override string Description => "Let the process go on as if the step had ended";

    protected override string Done => "skipped";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_result);
        command.Add(_flow);
    }

    protected override Task<IReadOnlyList<Finding>> ActAsync(CommandContext context, ProcessBench bench, Guid instance, int incident, string reason, CancellationToken cancellationToken) =>
        bench.Desk.SkipAsync(bench.Actor, instance, incident, ParseValues(context.Get(_result), "--result"), context.Get(_flow), reason, cancellationToken);
}
