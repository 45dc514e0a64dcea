using System.Runtime.InteropServices;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Data;

namespace IntegrationHub.Host.Commands;

/// <summary><c>ihub version</c>: what runs here.</summary>
internal sealed class VersionVerb : Verb
{
    public override string Path => "version";

    public override string Description => "Print the version of the hub and of its runtime";

    public override bool NeedsData => false;

    public override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new
            {
                version = ProductVersion.Current,
                runtime = RuntimeInformation.FrameworkDescription,
                system = RuntimeInformation.OSDescription,
                folderLayout = FolderStamp.CurrentLayout,
            });
        }

        context.Answer.Line($"IntegrationHub {ProductVersion.Current} ({RuntimeInformation.FrameworkDescription})");
        return Task.FromResult(ExitCode.Ok);
    }
}
