using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;

namespace IntegrationHub.Host.Commands;

/// <summary><c>ihub config reference</c>: the page docs/configuration.md, from the options themselves.</summary>
internal sealed class ConfigReferenceVerb : Verb
{
    public override string Path => "config reference";

    public override string Description => "Print the reference of all settings as Markdown";

    public override bool NeedsData => false;

    public override bool OffersJson => false;

    public override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        context.Surroundings.Out.Write(ConfigurationReference.Write());
        return Task.FromResult(ExitCode.Ok);
    }
}
