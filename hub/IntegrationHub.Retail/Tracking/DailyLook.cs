using NodaTime;

namespace IntegrationHub.Retail.Tracking;

/// <summary>
/// The look of the day, once and by one node: it is claimed for a lease, which is prolonged while the look goes on. A node that died is followed by another when its lease is over, and one that lost its claim stops looking.
/// Thread-safe.
/// </summary>
/// <param name="watch">Looks.</param>
/// <param name="deliveries">Where the claim lies.</param>
/// <param name="time">The clock.</param>
public sealed class DailyLook(DeliveryWatch watch, DeliveryBook deliveries, TimeProvider time)
{
    /// <summary>Looks where the day's look is due and no other node does it.</summary>
    /// <param name="node">Who looks.</param>
    /// <param name="zone">The market's zone.</param>
    /// <param name="lookAt">Time of the market's day from which on it is due.</param>
    /// <param name="lease">How long nobody else looks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was found; null where nothing was to be done, another node does it, or the claim was lost.</returns>
    public async Task<DeliveryLook?> LookAsync(string node, DateTimeZone zone, LocalTime lookAt, TimeSpan lease, CancellationToken cancellationToken)
    {
        if (!await IsDueAsync(zone, lookAt, cancellationToken).ConfigureAwait(false) || !await deliveries.ClaimLookAsync(node, time.GetUtcNow(), lease, cancellationToken).ConfigureAwait(false))
            return null;

        // Another node may have done it between the question and the claim.
        if (!await IsDueAsync(zone, lookAt, cancellationToken).ConfigureAwait(false))
            return null;

        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var prolonging = ProlongAsync(node, lease, lost);
        try
        {
            return await watch.LookAsync(DeliveryBook.Actor, lost.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            await lost.CancelAsync().ConfigureAwait(false);
            await prolonging.ConfigureAwait(false);
        }
    }

    private async Task<bool> IsDueAsync(DateTimeZone zone, LocalTime lookAt, CancellationToken cancellationToken) =>
        DeliveryLook.IsDue(await deliveries.LastLookAsync(cancellationToken).ConfigureAwait(false), time.GetUtcNow(), zone, lookAt);

    /// <summary>Three times a lease, until the look is over; where the claim is another's by then, the look is given up.</summary>
    private async Task ProlongAsync(string node, TimeSpan lease, CancellationTokenSource lost)
    {
        try
        {
            while (true)
            {
                await Task.Delay(lease / 3, time, lost.Token).ConfigureAwait(false);
                if (!await deliveries.ClaimLookAsync(node, time.GetUtcNow(), lease, lost.Token).ConfigureAwait(false))
                {
                    await lost.CancelAsync().ConfigureAwait(false);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The look is over.
        }
        catch (Exchange.StorageUnavailableException)
        {
            // The look fails by itself, or the claim ends by itself.
        }
    }
}
