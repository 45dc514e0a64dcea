using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Node;
using IntegrationHub.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands.Opening;

/// <summary>A whole node that serves nobody, for verbs that hand documents in or out: same checks, same keys, same store as the hub.</summary>
internal static class OpenNode
{
    /// <summary>Opens the data folder that the command line means, beside a running hub or alone.</summary>
    /// <param name="context">The command line.</param>
    /// <param name="services">What replaces the hub's own.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RefusedException">Something the operator has to put right.</exception>
    public static Task<HubNode> OpenAsync(CommandContext context, Action<IServiceCollection> services, CancellationToken cancellationToken)
    {
        var folder = context.OpenData();
        return HubNode.StartAsync(
            new NodeSettings
            {
                Folder = folder,
                Options = Quiet(context.LoadOptions(folder)),
                Time = context.Time,
                Terminal = context.Answer.IsTerminal,
                Services = services,
                Serves = false,
            },
            cancellationToken);
    }

    /// <summary>True where the server of the folder runs for commands alone: no hub is running there.</summary>
    public static bool IsAlone(this HubNode node) => node.Services.GetRequiredService<HubStore>().Server is { HubRuns: false };

    /// <summary>The answer says what was done; only what is wrong is worth a line of log beside it.</summary>
    private static HubOptions Quiet(HubOptions options) => options.Observability.LogLevel == LogThreshold.Information
        ? options with { Observability = options.Observability with { LogLevel = LogThreshold.Warning } }
        : options;
}
