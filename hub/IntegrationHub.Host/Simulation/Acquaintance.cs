using IntegrationHub.Exchange;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Simulation.Drills;

namespace IntegrationHub.Host.Simulation;

/// <summary>Registers a hub and a simulated center with each other.</summary>
internal static class Acquaintance
{
    /// <summary>Both ways, whether or not the hub is running.</summary>
    public static async Task MakeAsync(
        HubNode center, DataFolder centerFolder, HubOptions centerOptions, DataFolder hubFolder, HubOptions hubOptions, int pullEverySeconds, TimeProvider time, CancellationToken cancellationToken)
    {
        await TellCenterAsync(center, hubFolder, hubOptions, cancellationToken);
        await using var hub = await HubNode.StartAsync(
            new NodeSettings { Folder = hubFolder, Options = hubOptions, Time = time, Serves = false }, cancellationToken);
        await TellHubAsync(hub, centerFolder, centerOptions, pullEverySeconds, cancellationToken);
        DrillFiles.Introduce(hubFolder, centerFolder);
    }

    public static async Task TellCenterAsync(HubNode center, DataFolder hubFolder, HubOptions hubOptions, CancellationToken cancellationToken) =>
        Must(await center.Parties.SaveAsync(CenterFolder.HubAsSeenByCenter(hubFolder, hubOptions), "simulate", cancellationToken));

    public static async Task TellHubAsync(HubNode hub, DataFolder centerFolder, HubOptions centerOptions, int pullEverySeconds, CancellationToken cancellationToken) =>
        Must(await hub.Parties.SaveAsync(CenterFolder.AsSeenByHub(centerFolder, centerOptions, pullEverySeconds), "simulate", cancellationToken));

    private static void Must(IReadOnlyList<Rejection> refused)
    {
        if (refused.Count > 0)
        {
            throw new RefusedException(refused[0].Code, string.Join("; ", refused.Select(reason => reason.Text)), refused[0].Remedy);
        }
    }
}
