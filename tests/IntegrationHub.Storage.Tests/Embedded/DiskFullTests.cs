using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Storage.Tests.Compliance;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace IntegrationHub.Storage.Tests.Embedded;

/// <summary>A disk that is full: nothing is acknowledged that is not kept, and the store goes on when there is room again.</summary>
public sealed class DiskFullTests(ITestOutputHelper output)
{
    [Fact]
    public async Task On_a_full_disk_commits_are_refused_and_with_room_again_they_go_on()
    {
        using var disk = SmallDisk.TryMake(megabytes: 300);
        if (disk is null)
        {
            output.WriteLine("SKIPPED: a small file system cannot be mounted here (it takes root and the right to mount)");
            return;
        }

        var acknowledged = new List<DocumentKey>();
        using var keys = new InMemoryKeys();
        await using var store = await PostgresStore.OpenAsync(new StorageOptions { DataFolder = disk.Path, CommandTimeout = TimeSpan.FromSeconds(20), Keys = keys }, null, default);
        await using var ports = new ServiceCollection().AddIntegrationHubStorage(store).BuildServiceProvider();
        var party = Samples.NewParty();
        await CommitAsync(ports, party, acknowledged);

        disk.Fill();
        var refused = 0;
        for (var tries = 0; refused == 0 && tries < 200; tries++)
        {
            try
            {
                await CommitAsync(ports, party, acknowledged);
            }
            catch (StorageUnavailableException)
            {
                refused++;
            }
        }

        Assert.True(refused > 0, "a full disk took 200 documents of 1 MB");
        disk.Empty();
        // As the hub's keeper does: a server that went down over it is started again.
        await store.Server!.EnsureRunningAsync(default);
        await UntilItCommitsAsync(ports, party, acknowledged);
        foreach (var key in acknowledged)
            Assert.NotNull(await ports.GetRequiredService<IReceptionStore>().FindAsync(Samples.Retailer, key, default));
    }

    private static async Task UntilItCommitsAsync(IServiceProvider ports, PartyId party, List<DocumentKey> acknowledged)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await CommitAsync(ports, party, acknowledged);
                return;
            }
            catch (StorageUnavailableException) when (tries < 300)
            {
                // It recovers.
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    /// <summary>What a reception does: archive, then commit. The key is written down when both were answered.</summary>
    private static async Task CommitAsync(IServiceProvider ports, PartyId party, List<DocumentKey> acknowledged)
    {
        var message = new byte[1_000_000];
        Random.Shared.NextBytes(message);
        await ports.GetRequiredService<IArchive>().StoreAsync(Samples.Retailer, Guid.CreateVersion7(), ArchiveClass.Received, message, Samples.Noon, default);
        var commit = Samples.Commit(party);
        Assert.IsType<CommitOutcome.Committed>(await ports.GetRequiredService<IReceptionStore>().CommitAsync(commit, default));
        acknowledged.Add(commit.Registration.Key);
    }
}
