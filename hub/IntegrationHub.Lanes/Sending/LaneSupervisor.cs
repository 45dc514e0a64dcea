using IntegrationHub.Exchange.Parties;
using Microsoft.Extensions.Hosting;

namespace IntegrationHub.Lanes.Sending;

/// <summary>Runs one lane for every party that documents are sent to, also for those that are added while the hub runs.</summary>
public sealed class LaneSupervisor(IPartyRegistry registry, Func<PartyId, Lane> makeLane, LaneOptions options, TimeProvider time) : BackgroundService
{
    private readonly Dictionary<PartyId, Task> _lanes = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                foreach (var party in registry.Current.Parties.Where(Sends))
                {
                    if (!_lanes.ContainsKey(party.Id))
                    {
                        _lanes[party.Id] = Task.Run(() => makeLane(party.Id).RunAsync(stoppingToken), CancellationToken.None);
                    }
                }

                await Task.Delay(options.LookEvery, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(_lanes.Values);
        }
    }

    /// <summary>Clients have a lane too: nothing is sent to them, but their documents expire and their acknowledgements become overdue.</summary>
    private static bool Sends(Party party) => party.Connection != PartyConnection.None;
}
