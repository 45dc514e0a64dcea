using System.CommandLine;
using IntegrationHub.Adapters.Simulator.Faults;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Simulation;

namespace IntegrationHub.Host.Commands;

/// <summary><c>ihub simulate trading-center</c>: a trading center of one's own, with its own store and keys, for demos and drills.</summary>
internal sealed class SimulateTradingCenterVerb : Verb
{
    private readonly Option<string?> _hub = new("--hub") { Description = "Data folder of the hub to get acquainted with (development only)", HelpName = "DIR" };
    private readonly Option<string[]> _listen = new("--listen") { Description = "Address to listen at; give two (default 127.0.0.1:8453 and :8454)", HelpName = "IP:PORT" };
    private readonly Option<string> _health = new("--health") { Description = "Where its health answers", HelpName = "IP:PORT", DefaultValueFactory = _ => "127.0.0.1:8455" };
    private readonly Option<int> _pull = new("--pull-every") { Description = "Seconds between the hub's polls of it", DefaultValueFactory = _ => 5 };
    private readonly Option<string[]> _faults = new("--fault") { Description = "A fault to play, e.g. slow:op=put,delay=5s or drop-answer:count=1; repeat it for more", HelpName = "FAULT" };
    private readonly Option<string?> _script = new("--faults") { Description = "File with one fault a line", HelpName = "FILE" };

    public override string Path => "simulate trading-center";

    public override string Description => "Run a trading center to talk to, with faults on demand";

    public override bool OffersJson => false;

    public override void Define(Command command)
    {
        command.Add(_hub);
        command.Add(_listen);
        command.Add(_health);
        command.Add(_pull);
        command.Add(_faults);
        command.Add(_script);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var faults = Faults(context);
        var hub = context.Get(_hub) is { } path ? DataFolder.Open(System.IO.Path.GetFullPath(path)) : null;
        var folder = OpenOrCreate(context, hub);
        var options = context.LoadOptions(folder);
        var settings = CenterNode.Settings(folder, options, faults, context.Time, context.Answer.IsTerminal);
        await using var node = await HubNode.StartAsync(settings, cancellationToken);
        if (hub is not null)
        {
            await Acquaintance.MakeAsync(node, folder, options, hub, context.LoadOptions(hub), context.Get(_pull), context.Time, cancellationToken);
            context.Answer.Line($"The hub in {hub.FullPath} and this center know each other now.");
        }

        foreach (var address in node.Addresses)
        {
            context.Answer.Line($"Trading center at https://{address}/ServiceEME");
        }

        context.Answer.Line(faults.Count == 0 ? "It plays no faults. Stop with Ctrl+C." : $"It plays {faults.Count} fault(s): {string.Join(", ", faults.Select(fault => FaultScript.NameOf(fault.Kind)))}. Stop with Ctrl+C.");
        await node.RunAsync(cancellationToken);
        return ExitCode.Ok;
    }

    private DataFolder OpenOrCreate(CommandContext context, DataFolder? hub)
    {
        if (hub is not null && System.IO.Path.GetFullPath(context.DataPath) == hub.FullPath)
        {
            throw new WrongUseException("the center has a data folder of its own, not the hub's; name one with --data DIR");
        }

        if (DataFolder.Exists(context.DataPath))
        {
            return context.OpenData();
        }

        if (hub is null)
        {
            throw new WrongUseException($"there is no data folder at {context.DataPath}; name the hub with --hub DIR, from which a new center gets its keys");
        }

        var listen = context.Get(_listen) is { Length: > 0 } given ? given : ["127.0.0.1:8453", "127.0.0.1:8454"];
        return listen.Length < 2
            ? throw new WrongUseException("give --listen twice: a member of the market has two access channels")
            : CenterFolder.Create(context.DataPath, hub, listen, context.Get(_health)!, context.Time);
    }

    private List<Fault> Faults(CommandContext context)
    {
        var script = context.Get(_script) is { } file
            ? File.Exists(file) ? File.ReadAllText(file) : throw new WrongUseException($"there is no file `{file}`")
            : "";
        var (faults, errors) = FaultScript.Parse(script + "\n" + string.Join('\n', context.Get(_faults) ?? []));
        return errors.Count == 0 ? [.. faults] : throw new WrongUseException(string.Join("; ", errors));
    }
}
