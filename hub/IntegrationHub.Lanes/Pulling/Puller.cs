using IntegrationHub.Exchange.Parties;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Lanes.Pulling;

/// <summary>Polls every party that runs a service, each at its own pace; one that hangs holds up no other.</summary>
public sealed partial class Puller(
    IPartyRegistry registry, Func<Poll> makePoll, LaneOptions options, TimeProvider time, ILogger<Puller> logger) : BackgroundService
{
    private readonly Dictionary<PartyId, Task> _polls = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                foreach (var party in registry.Current.Parties.Where(Pulls))
                {
                    if (!_polls.ContainsKey(party.Id))
                    {
                        _polls[party.Id] = Task.Run(() => PollAsync(party.Id, stoppingToken), CancellationToken.None);
                    }
                }

                await Task.Delay(options.LookEvery, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(_polls.Values);
        }
    }

    private async Task PollAsync(PartyId id, CancellationToken stop)
    {
        var poll = makePoll();
        while (!stop.IsCancellationRequested)
        {
            var wait = options.LookEvery;
            try
            {
                if (registry.Current.Find(id) is { } party && Pulls(party)
                    && await poll.RunAsync(party, registry.Current.Self, stop) is { } next)
                {
                    var until = next - time.GetUtcNow();
                    wait = until < options.LookEvery ? until : options.LookEvery;
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogPollFailed(failure, id);
            }

            try
            {
                await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(50), time, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static bool Pulls(Party party) => party is { Enabled: true, Connection: PartyConnection.Service, PullEverySeconds: > 0 };

    [LoggerMessage(Level = LogLevel.Error, Message = "Polling party {Party} failed; it is tried again")]
    private partial void LogPollFailed(Exception failure, PartyId party);
}
