using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Keys;
using IntegrationHub.Host.Node;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Commands;

/// <summary><c>ihub up</c>: runs the hub until it is told to stop; makes the data folder when there is none.</summary>
internal sealed class UpVerb : Verb
{
    private readonly Option<bool> _production = new("--production") { Description = "Make or demand a folder for business; refuses what is only fit for development" };
    private readonly Option<string?> _code = new("--code") { Description = "Our coded id for a new folder", HelpName = "EIC" };

    public override string Path => "up";

    public override string Description => "Run the hub until it is told to stop";

    public override bool OffersJson => false;

    public override void Define(Command command)
    {
        command.Add(_production);
        command.Add(_code);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = OpenOrCreate(context);
        var options = context.LoadOptions(folder);
        if (context.Get(_code) is { } code && code != options.Hub.Code)
        {
            throw new RefusedException(
                "FOLDER_HAS_OTHER_CODE", $"{folder.FullPath} is the hub of {options.Hub.Code}, not of {code}", $"Leave --code out, name another folder with --data, or change hub.code in {folder.ConfigurationFile}.");
        }

        if (!folder.IsProduction)
        {
            DevelopmentPki.Ensure(folder, [new PkiMember("hub", options.Hub.Code, KeyKind.Rsa2048)], context.Time);
            DevelopmentPki.EnsurePortal(folder, options.Portal, context.Time);
        }

        var settings = new NodeSettings { Folder = folder, Options = options, Time = context.Time, Terminal = context.Answer.IsTerminal };
        await using var node = await HubNode.StartAsync(settings, cancellationToken);
        Greet(context, folder, options, node);
        if (node.Customers is { } customers)
        {
            context.Answer.Line($"  customers  {customers.Address}   (password and SMS code; public pages for everybody)");
        }

        if (node.Portal is not null)
        {
            await PortalGreeting.SayAsync(context.Answer, folder, node, context.Time, cancellationToken);
        }

        else if (!folder.IsProduction)
        {
            context.Answer.Line($"  pages      none: `portal.enabled: true` in {folder.ConfigurationFile} serves them (docs/portal.md)");
        }

        await CustomersGreeting.SayAsync(context.Answer, folder, node, context.Time, cancellationToken);

        context.Answer.Line("Stop with Ctrl+C or SIGTERM.");
        await node.RunAsync(cancellationToken);
        if (node.Failed)
        {
            context.Answer.Warn("The hub stopped because a part of it failed; the log says which. Start it again and report the error.");
            return ExitCode.NotOk;
        }

        context.Answer.Line("Stopping: what is under way ends, nothing new is taken.");
        return ExitCode.Ok;
    }

    private DataFolder OpenOrCreate(CommandContext context)
    {
        var production = context.Get(_production);
        if (DataFolder.Exists(context.DataPath))
        {
            var folder = context.OpenData();
            if (production && !folder.IsProduction)
            {
                throw new RefusedException(
                    "FOLDER_IS_FOR_DEVELOPMENT", $"{folder.FullPath} was made for development", "Make another with `ihub up --production --code EIC --data DIR`; a folder keeps its kind.");
            }

            return folder;
        }

        var kind = production ? FolderKind.Production : FolderKind.Development;
        if (production && context.Get(_code) is null)
        {
            throw new WrongUseException("--production needs --code: nobody else's code fits your company");
        }

        var code = context.Get(_code) ?? StarterConfiguration.DevelopmentCode;
        return DataFolder.Create(context.DataPath, kind, StarterConfiguration.For(kind, code) + (production ? "" : StarterConfiguration.WithPortal), context.Time.GetUtcNow());
    }

    private static void Greet(CommandContext context, DataFolder folder, HubOptions options, HubNode node)
    {
        context.Answer.Line($"The hub of {options.Hub.Code} is up ({folder.Stamp.Kind.ToString().ToLowerInvariant()}), data in {folder.FullPath}");
        foreach (var address in node.Addresses)
        {
            context.Answer.Line($"  partners   https://{address}/ServiceEME   (mutual TLS; WSDL at ?wsdl)");
        }

        context.Answer.Line($"  health     http://{options.Observability.HealthAddress}/health/ready");
        var parties = node.Parties.Current.Parties.Count;
        context.Answer.Line(parties == 0
            ? "No party is registered yet: `ihub simulate trading-center --data " + folder.FullPath + "-center --hub " + folder.FullPath + "` makes one to talk to, `ihub party add` registers a real one."
            : $"{parties} parties are registered; `ihub exchanges` lists what was exchanged, `ihub status` how everything is.");
    }
}
