using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Sending;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every <see cref="IForsakenClaims"/> does. Each test has a store of its own.</summary>
public abstract class ForsakenClaimsCompliance
{
    private static readonly TimeSpan Lease = TimeSpan.FromHours(1);

    protected abstract IForsakenClaims Claims { get; }

    protected abstract ISendingStore Sending { get; }

    protected abstract IReceptionStore Reception { get; }

    protected abstract IDocumentNotifications Notifications { get; }

    protected abstract ILedgerStore Ledger { get; }

    protected abstract ITimestampStore Timestamps { get; }

    [Fact]
    public async Task What_a_dead_hub_held_is_due_at_once_under_a_new_fence_and_what_waits_goes_on_waiting()
    {
        var party = Samples.NewParty();
        var (held, later) = (Samples.Outbound(party), Samples.Outbound(party) with { DueAt = Samples.Noon.AddDays(1) });
        foreach (var exchange in (OutboundExchange[])[held, later])
            Assert.Null(await Sending.QueueAsync(exchange, "doc"u8.ToArray(), null, [], default));

        await Reception.CommitAsync(Samples.Commit(party), default);
        await Ledger.AddCheckpointAsync(1, "note"u8.ToArray(), Samples.Noon, default);
        var dead = (Document: Assert.Single(await ClaimAsync(party)), Told: Assert.Single(await NotifyAsync()), Stamp: (await StampAsync())!);
        Assert.Empty(await ClaimAsync(party));
        Assert.Empty(await NotifyAsync());
        Assert.Null(await StampAsync());

        await Claims.EndAsync(Samples.Noon, default);

        var next = Assert.Single(await ClaimAsync(party));
        Assert.Equal((held.Id, true, true), (next.Exchange.Id, next.Interrupted, next.Fence > dead.Document.Fence));
        Assert.False(await Sending.ApplyAsync(dead.Document, new OutboundDecision(null, []), default));
        Assert.Equal(dead.Told.Id, Assert.Single(await NotifyAsync()).Id);
        Assert.True((await StampAsync())!.Fence > dead.Stamp.Fence);
    }

    private async Task<IReadOnlyList<ClaimedExchange>> ClaimAsync(PartyId party) =>
        await Sending.ClaimDueAsync(Samples.Retailer, party, "n", Samples.Noon, Lease, LanePriority.Bulk, 10, default);

    private async Task<IReadOnlyList<DocumentNotification>> NotifyAsync() => await Notifications.ClaimAsync(Samples.Retailer, "n", Samples.Noon.AddMinutes(1), Lease, 10, default);

    private ValueTask<ClaimedTimestamp?> StampAsync() => Timestamps.ClaimAsync("n", Samples.Noon, Lease, default);
}
