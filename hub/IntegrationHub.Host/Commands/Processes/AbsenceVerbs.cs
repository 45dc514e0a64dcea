using System.CommandLine;
using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;
using IntegrationHub.Retail.Processes.Absences;
using IntegrationHub.Workflows.Engine.Desk;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands.Processes;

/// <summary>A verb about who is away and who stands in.</summary>
internal abstract class AbsenceVerb : ProcessVerb
{
    protected sealed override Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken) =>
        RunAsync(context, bench, bench.Node.Services.GetRequiredService<AbsenceDesk>(), cancellationToken);

    protected abstract Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, AbsenceDesk desk, CancellationToken cancellationToken);

    protected static DateOnly ParseDay(string text, string option) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new WrongUseException($"{option} is a day, e.g. 2026-12-24");

    protected static ExitCode Tell(CommandContext context, Outcome<Absence> outcome, Func<Absence, string> says)
    {
        if (outcome.Value is not { } absence)
        {
            return Refuse(context, outcome.Findings);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { absence.Person, absence.Deputy, absence.From, absence.To });
        }

        context.Answer.Line(says(absence));
        return ExitCode.Ok;
    }

    protected static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary><c>ihub absence list</c>: who is away, or will be.</summary>
internal sealed class AbsenceListVerb : AbsenceVerb
{
    public override string Path => "absence list";

    public override string Description => "List who is away, or will be, and who stands in";

    public override bool IsDefaultOfGroup => true;

    protected override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, AbsenceDesk desk, CancellationToken cancellationToken)
    {
        var absences = await desk.ListAsync(bench.Actor, cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(absences.Select(absence => new { absence.Person, absence.Deputy, absence.From, absence.To, absence.By }));
            return ExitCode.Ok;
        }

        var table = new TextTable("person", "deputy", "from", "to", "entered by");
        foreach (var absence in absences)
        {
            table.Row(absence.Person, absence.Deputy, Day(absence.From), Day(absence.To), absence.By);
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub absence enter</c>.</summary>
internal sealed class AbsenceEnterVerb : AbsenceVerb
{
    private readonly Argument<string> _person = new("PERSON") { Description = "Who is away" };
    private readonly Option<string> _deputy = new("--deputy") { Description = "Who does the tasks meanwhile", HelpName = "USER", Required = true };
    private readonly Option<string> _from = new("--from") { Description = "First day", HelpName = "DAY", Required = true };
    private readonly Option<string> _to = new("--to") { Description = "Last day", HelpName = "DAY", Required = true };

    public override string Path => "absence enter";

    public override string Description => "Enter who is away, and who stands in";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_person);
        command.Add(_deputy);
        command.Add(_from);
        command.Add(_to);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, AbsenceDesk desk, CancellationToken cancellationToken) => Tell(
        context,
        await desk.EnterAsync(bench.Actor, context.Get(_person)!, context.Get(_deputy)!, ParseDay(context.Get(_from)!, "--from"), ParseDay(context.Get(_to)!, "--to"), cancellationToken),
        static absence => $"{absence.Deputy} stands in for {absence.Person} from {Day(absence.From)} to {Day(absence.To)}");
}

/// <summary><c>ihub absence end</c>.</summary>
internal sealed class AbsenceEndVerb : AbsenceVerb
{
    private readonly Argument<string> _person = new("PERSON") { Description = "Who is back, or stays" };
    private readonly Option<string> _from = new("--from") { Description = "First day of the absence", HelpName = "DAY", Required = true };

    public override string Path => "absence end";

    public override string Description => "End an absence from now on; what the deputy holds because of it goes back";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_person);
        command.Add(_from);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, AbsenceDesk desk, CancellationToken cancellationToken) => Tell(
        context, await desk.EndAsync(bench.Actor, context.Get(_person)!, ParseDay(context.Get(_from)!, "--from"), cancellationToken), static absence => $"{absence.Deputy} does not stand in for {absence.Person} any more");
}
