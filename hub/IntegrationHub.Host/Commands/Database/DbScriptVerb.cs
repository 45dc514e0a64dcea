using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Node;

namespace IntegrationHub.Host.Commands.Database;

/// <summary><c>ihub db script</c>: the schema as a script for a database administrator. Needs no server, and with --provider no data folder.</summary>
internal sealed class DbScriptVerb : DbVerb
{
    public override string Path => "db script";

    public override string Description => "Print the schema as a script that may run on an empty database, on an older one, and twice";

    public override bool OffersJson => false;

    public override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var provider = Named(context) is { } named ? NodeStore.Provider(named) : OfFolder(context).Provider;
        context.Surroundings.Out.Write(provider.Script());
        return Task.FromResult(ExitCode.Ok);
    }
}
