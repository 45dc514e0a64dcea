using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Sending;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Lanes.Sending;

/// <summary>
/// The lane of one party: claims what is due and has a bounded number of steps under way. Lanes share nothing but the store, so a slow or
/// dead party delays nobody else.
/// </summary>
public sealed partial class Lane(
    PartyId partyId, IPartyRegistry registry, ISendingStore store, LaneStep step, LaneSignals signals, LaneOptions options, TimeProvider time, ILogger<Lane> logger)
{
    private readonly HashSet<Task> _running = [];

    /// <summary>Works until cancelled; then waits for the steps that are under way.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Steps outlive the order to stop: what has left is waited for, within DrainWithin.
        using var steps = new CancellationTokenSource();
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await TurnAsync(steps.Token, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The order to stop.
        }

        steps.CancelAfter(options.DrainWithin);
        await Task.WhenAll(_running);
    }

    /// <summary>Claims, starts, and waits for the next reason to look again.</summary>
    private async Task TurnAsync(CancellationToken steps, CancellationToken stop)
    {
        _running.RemoveWhere(task => task.IsCompleted);
        if (registry.Current.Find(partyId) is not { Enabled: true } party)
        {
            await signals.WaitAsync(partyId, options.LookEvery, stop);
            return;
        }

        try
        {
            if (await ClaimAsync(party, steps, stop) > 0)
            {
                return;
            }

            var due = await store.NextDueAsync(options.Retailer, partyId, stop);
            await WaitAsync(due, stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            LogStoreAway(party.Name, failure.Message);
            await Task.Delay(options.LookEvery, time, stop);
        }
    }

    private async Task<int> ClaimAsync(Party party, CancellationToken steps, CancellationToken stop)
    {
        var free = options.Lane.Free(_running.Count);
        if (free == 0)
        {
            await Task.WhenAny(_running).WaitAsync(stop);
            return 1;
        }

        // The last places are for what is urgent: bulk data that hangs at a slow partner never keeps a bid waiting.
        var forAll = Math.Max(0, free - options.Lane.ReservedForUrgent);
        var (least, max) = forAll == 0 ? (LanePriority.Bid, free) : (LanePriority.Bulk, forAll);
        var claims = await store.ClaimDueAsync(
            options.Retailer, partyId, options.Node, time.GetUtcNow(), options.Lease, least, max, stop);
        foreach (var claim in claims)
        {
            _running.Add(StepAsync(party, claim, steps));
        }

        return claims.Count;
    }

    private async Task StepAsync(Party party, ClaimedExchange claim, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Yield();
            await step.RunAsync(party, claim, cancellationToken);
        }
        catch (Exception failure)
        {
            // The claim runs out, and the next holder is told that this one did not finish: nothing is lost, nothing is sent blindly.
            LogStepFailed(failure, claim.Exchange.Id, party.Name);
        }
        finally
        {
            signals.Wake(partyId);
        }
    }

    /// <summary>What has been due for a while and was not claimed is held by another node, or is no work of this lane: it is looked at no more often than others.</summary>
    private async Task WaitAsync(DateTimeOffset? due, CancellationToken stop)
    {
        var wait = options.LookEvery;
        if (due is { } at && at - time.GetUtcNow() is var until && until < wait && until > -options.LookEvery)
        {
            wait = until > TimeSpan.FromMilliseconds(10) ? until : TimeSpan.FromMilliseconds(10);
        }

        await signals.WaitAsync(partyId, wait, stop);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The step of exchange {ExchangeId} to {Party} failed; it is taken up again when its claim ends")]
    private partial void LogStepFailed(Exception failure, Guid exchangeId, string party);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lane of {Party} cannot work with the store and tries again: {Text}")]
    private partial void LogStoreAway(string party, string text);
}
