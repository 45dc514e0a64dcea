using System.Security.Cryptography;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Model;
using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Storage.Tests.Compliance;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>Archived bytes get new data keys while they are read and removed.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ArchiveKeyTests : IAsyncLifetime
{
    private readonly StoreFixture _store;
    private readonly ShiftedTime _time = new();

    public ArchiveKeyTests(ClusterFixture cluster) => _store = new StoreFixture(cluster) { Time = _time };

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Heads_and_pieces_are_sealed_anew_whoever_dies_and_read_the_same_at_every_moment()
    {
        var stored = new Dictionary<Guid, byte[]>();
        foreach (var length in Enumerable.Repeat(900, 60).Append(3_400_000))
        {
            var (id, bytes) = (Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(length));
            await _store.Get<IArchive>().StoreAsync(Samples.Retailer, id, ArchiveClass.Received, bytes, Samples.Noon, default);
            stored[id] = bytes;
        }

        var (removed, again) = (stored.Keys.First(), Guid.CreateVersion7());
        await _store.RunAsync($"update hub.archive set body = '', name = null, removed_at = now() where id = '{removed}'");
        stored.Remove(removed);
        var before = await KeysAsync();
        await new KeyRotation(_store.Database, _time).BeginDataKeysAsync(Samples.Retailer, default);
        _time.Advance(TimeSpan.FromMinutes(2));

        await using var dying = await PostgresStore.OpenOnAsync(
            _store.Server, _store.Settings with { Keys = _store.Keys, Time = _time }, new DiesAt(CrashPoint.AfterKeyWork), default);
        for (var round = 0; (await ReportAsync()).Work.Any(static work => work.FinishedAt is null); round++)
        {
            Assert.True(round < 100, "It comes to its end.");
            await Assert.ThrowsAsync<DeathException>(() => new KeyRotation(dying, _time).StepAsync(Samples.Retailer, default));
            foreach (var (id, bytes) in stored.Take(1).Concat(stored.TakeLast(1)))
                Assert.Equal(bytes, (await _store.Get<IArchive>().ReadAsync(Samples.Retailer, id, default))!.Value.ToArray());
        }

        Assert.Empty(before.Intersect(await KeysAsync()));
        Assert.Equal(stored.Count + 3, (await ReportAsync()).Work.Single(static work => work.Name == "archive.body").Written);
        foreach (var (id, bytes) in stored)
            Assert.Equal(bytes, (await _store.Get<IArchive>().ReadAsync(Samples.Retailer, id, default))!.Value.ToArray());

        // What comes again is what is there.
        await _store.Get<IArchive>().StoreAsync(Samples.Retailer, again, ArchiveClass.Received, stored.Values.Last(), Samples.Noon, default);
        Assert.Equal(stored.Count + 1, await ArchiveRows.CountAsync(_store, Samples.Retailer));
        Assert.Null(await _store.Get<IArchive>().ReadAsync(Samples.Retailer, removed, default));
    }

    private Task<KeyReport> ReportAsync() => KeyReport.ReadAsync(_store.Database, Samples.Retailer, default);

    private Task<List<Guid>> KeysAsync() => _store.Database.WorkOnKeysAsync(
        Samples.Retailer,
        async context => (List<Guid>)[
            .. (await context.Archive.Select(static row => row.Body).ToListAsync()).Where(static body => body.Length > 0).Select(static body => SealedFormat.KeyOf(body)!.Value),
            .. (await context.Set<ArchiveChunkRow>().Select(static row => row.Body).ToListAsync()).Select(static body => SealedFormat.KeyOf(body)!.Value)],
        default);
}
