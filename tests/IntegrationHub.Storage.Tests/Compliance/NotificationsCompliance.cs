using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every <see cref="IDocumentNotifications"/> does.</summary>
public abstract class NotificationsCompliance
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Later = Samples.Noon.AddHours(1);

    protected abstract IDocumentNotifications Notifications { get; }

    protected abstract IReceptionStore Reception { get; }

    [Fact]
    public async Task A_document_is_told_in_order_once_per_lease_again_after_a_failure_and_never_after_it_was_done()
    {
        var commits = Enumerable.Range(0, 3).Select(static _ => Samples.Commit(Samples.NewParty())).ToList();
        foreach (var commit in commits)
            await Reception.CommitAsync(commit, CancellationToken.None);

        await Reception.CommitAsync(Samples.Commit(Samples.NewParty()) with { Notify = false }, CancellationToken.None);

        var claimed = await Claim(Later);
        Assert.Equal(commits.Select(static commit => commit.Exchange.Id), claimed.Select(static item => item.ExchangeId));
        Assert.Empty(await Claim(Later));

        await Notifications.DoneAsync(Samples.Retailer, [claimed[0].Id], CancellationToken.None);
        await Notifications.RetryAsync(Samples.Retailer, claimed[1].Id, Later.AddSeconds(10), "failed", CancellationToken.None);
        var retried = Assert.Single(await Claim(Later.AddSeconds(10)));
        Assert.Equal((claimed[1].Id, 1), (retried.Id, retried.Attempts));

        // The third was left by a node that died.
        Assert.Equal([claimed[2].Id], (await Claim(Later + Lease)).Select(static item => item.Id));
        await Notifications.DoneAsync(Samples.Retailer, [.. claimed.Select(static item => item.Id)], CancellationToken.None);

        Assert.Empty(await Claim(Later.AddDays(1)));
    }

    private ValueTask<IReadOnlyList<DocumentNotification>> Claim(DateTimeOffset now) =>
        Notifications.ClaimAsync(Samples.Retailer, "n1", now, Lease, 10, CancellationToken.None);
}
