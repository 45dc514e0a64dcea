using System.Text.Json;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Sequencing;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Commands.Backup;

/// <summary>A data folder with a store, and a backup of it: ten entries in the ledger and a document of 300 kB in the archive.</summary>
public sealed class SavedHub : IAsyncLifetime
{
    public const int Saved = 10;

    private readonly TemporaryFolder _place = new();

    public static byte[] Document { get; } = RandomOctets();

    public Guid DocumentId { get; } = Guid.CreateVersion7(Shell.Now);

    public string Backup => Path.Combine(_place.Path, "hub.ihb");

    public string Passphrase => Path.Combine(_place.Path, "passphrase");

    /// <summary>What `ihub keys backup` wrote, and its passphrase.</summary>
    public string KeysCopy => Path.Combine(_place.Path, "hub.keys");

    public string KeysPassphrase => Path.Combine(_place.Path, "keys-passphrase");

    public string LogKey => Path.Combine(_place.Path, "hub", "pki", "log.key");

    internal Shell Shell { get; } = new();

    internal string Folder => Path.Combine(_place.Path, "hub");

    public async Task InitializeAsync()
    {
        WriteSecret(Passphrase, "correct horse battery\n");
        Assert.Equal(0, (await Shell.RunAsync("init", "--data", Folder)).Code);
        await WithStoreAsync(Folder, store => store.Port<IArchive>().StoreAsync(RetailerId.Default, DocumentId, ArchiveClass.Received, Document, Shell.Now, default).AsTask());
        await RecordAsync(Folder, Saved);
        var saved = await Shell.RunAsync("backup", Backup, "--passphrase-file", Passphrase, "--data", Folder, "--json");
        Assert.True(saved.Code == 0, saved.Error);
        // Afterwards, so that its entry is none of the backup's.
        WriteSecret(KeysPassphrase, "a passphrase of the safe\n");
        var kept = await Shell.RunAsync("keys", "backup", KeysCopy, "--passphrase-file", KeysPassphrase, "--data", Folder);
        Assert.True(kept.Code == 0, kept.Error);
    }

    public Task DisposeAsync()
    {
        _place.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>A place for a hub that has the keys and nothing else, as a new machine gets them.</summary>
    internal async Task<string> NewPlaceWithKeysAsync(TemporaryFolder place)
    {
        var folder = Path.Combine(place.Path, "hub");
        var restored = await Shell.RunAsync("keys", "restore", KeysCopy, "--passphrase-file", KeysPassphrase, "--data", folder);
        Assert.True(restored.Code == 0, restored.Error);
        return folder;
    }

    internal async Task<JsonElement> RestoreAsync(string folder, params string[] more)
    {
        var restored = await Shell.RunAsync(["restore", Backup, "--passphrase-file", Passphrase, "--data", folder, "--json", .. more]);
        Assert.True(restored.Code == 0, restored.Error);
        return JsonDocument.Parse(restored.Out).RootElement;
    }

    /// <summary>Commits events, gives them their places, and signs a checkpoint.</summary>
    internal static async Task RecordAsync(string folder, int events)
    {
        await WithStoreAsync(folder, async store =>
        {
            var ids = new HubIds();
            await store.Port<IReceptionStore>().RecordEventsAsync(
                RetailerId.Default,
                [.. Enumerable.Range(0, events).Select(_ => new ExchangeEvent(ids.Next(Shell.Now), Shell.Now, "test.event", null, null, "test", "{}"))],
                default);
            var sequencer = new LedgerSequencer(store.Port<ILedgerStore>(), "test", TimeSpan.FromSeconds(1));
            while (await sequencer.StepAsync(TimeProvider.System.GetUtcNow(), default) == SequencingStep.Sequenced)
            {
            }

            return true;
        });
        Assert.Equal(0, (await new Shell().RunAsync("ledger", "checkpoint", "--data", folder)).Code);
    }

    internal static async Task<T> WithStoreAsync<T>(string folder, Func<OpenStore, Task<T>> work)
    {
        var opened = DataFolder.Open(folder);
        await using var store = await OpenStore.OpenAsync(
            opened, HubConfiguration.Load(opened.ConfigurationFile, new Dictionary<string, string>()).Options, TimeProvider.System, default);
        return await work(store);
    }

    /// <summary>Does it while the folder's store is a hub's.</summary>
    internal static async Task BesideHubAsync(string folder, Func<Task> work)
    {
        var opened = DataFolder.Open(folder);
        var options = HubConfiguration.Load(opened.ConfigurationFile, new Dictionary<string, string>()).Options;
        await using var store = await NodeStore.OpenAsync(opened, options, mayAttach: false, crashPoints: null, default);
        await work();
    }

    internal static void WriteSecret(string file, string text)
    {
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static byte[] RandomOctets()
    {
        var octets = new byte[300_000];
        new Random(5).NextBytes(octets);
        return octets;
    }
}
