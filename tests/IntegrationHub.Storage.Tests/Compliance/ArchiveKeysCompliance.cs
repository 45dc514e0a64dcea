using System.Security.Cryptography;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every store does with archived bytes whose data keys are replaced while they are read and removed, by nodes that die. Each test has a store of its own.</summary>
public abstract class ArchiveKeysCompliance : IDisposable
{
    private readonly Lazy<ServiceProvider> _services;

    protected ArchiveKeysCompliance() => _services = new(() => new ServiceCollection()
        .AddSingleton(Store.Options.Time).AddSingleton<Exchange.IIdSource, SampleIds>().AddIntegrationHubStorage(Store).BuildServiceProvider());

    /// <summary>Opened with keys and <see cref="ShiftedTime"/>.</summary>
    protected abstract HubStore Store { get; }

    /// <summary>Another node on the same store.</summary>
    protected abstract Task<HubStore> NodeAsync(StorageOptions settings, ICrashPoints? crashes);

    private IArchive Archive => _services.Value.GetRequiredService<IArchive>();

    private ShiftedTime Time => (ShiftedTime)Store.Options.Time;

    public void Dispose()
    {
        if (_services.IsValueCreated)
            _services.Value.Dispose();

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Heads_and_pieces_are_sealed_anew_whoever_dies_and_read_the_same_at_every_moment()
    {
        var stored = new Dictionary<Guid, byte[]>();
        foreach (var length in Enumerable.Repeat(900, 60).Append(3_400_000))
        {
            var (id, bytes) = (Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(length));
            await Archive.StoreAsync(Samples.Retailer, id, ArchiveClass.Received, bytes, Samples.Noon, default);
            stored[id] = bytes;
        }

        var (removed, again) = (stored.Keys.First(), Guid.CreateVersion7());
        await RemoveAsync(removed);
        stored.Remove(removed);
        var before = await KeysAsync();
        await new KeyRotation(Store, Time).BeginDataKeysAsync(Samples.Retailer, default);
        Time.Advance(TimeSpan.FromMinutes(2));

        await using var dying = await NodeAsync(Store.Options, new DiesAt(CrashPoint.AfterKeyWork));
        for (var round = 0; (await ReportAsync()).Work.Any(static work => work.FinishedAt is null); round++)
        {
            Assert.True(round < 100, "It comes to its end.");
            await Assert.ThrowsAsync<DeathException>(() => new KeyRotation(dying, Time).StepAsync(Samples.Retailer, default));
            foreach (var (id, bytes) in stored.Take(1).Concat(stored.TakeLast(1)))
                Assert.Equal(bytes, (await Archive.ReadAsync(Samples.Retailer, id, default))!.Value.ToArray());
        }

        Assert.Empty(before.Intersect(await KeysAsync()));
        Assert.Equal(stored.Count + 3, (await ReportAsync()).Work.Single(static work => work.Name == "archive.body").Written);
        foreach (var (id, bytes) in stored)
            Assert.Equal(bytes, (await Archive.ReadAsync(Samples.Retailer, id, default))!.Value.ToArray());

        // What comes again is what is there.
        await Archive.StoreAsync(Samples.Retailer, again, ArchiveClass.Received, stored.Values.Last(), Samples.Noon, default);
        Assert.Equal(stored.Count + 1, await LookAsync(static context => context.Archive.CountAsync()));
        Assert.Null(await Archive.ReadAsync(Samples.Retailer, removed, default));
    }

    private Task<KeyReport> ReportAsync() => KeyReport.ReadAsync(Store, Samples.Retailer, default);

    private Task<int> RemoveAsync(Guid id) => LookAsync(context => context.Archive.Where(row => row.Id == id).ExecuteUpdateAsync(
        set => set.SetProperty(static row => row.Body, Array.Empty<byte>()).SetProperty(static row => row.Name, (byte[]?)null).SetProperty(static row => row.RemovedAt, Samples.Noon)));

    private Task<List<Guid>> KeysAsync() => LookAsync(
        static async context => (List<Guid>)[
            .. (await context.Archive.Select(static row => row.Body).ToListAsync()).Where(static body => body.Length > 0).Select(static body => SealedFormat.KeyOf(body)!.Value),
            .. (await context.Set<ArchiveChunkRow>().Select(static row => row.Body).ToListAsync()).Select(static body => SealedFormat.KeyOf(body)!.Value)]);

    private Task<T> LookAsync<T>(Func<HubContext, Task<T>> look) => Store.WorkOnKeysAsync(Samples.Retailer, look, default);
}
