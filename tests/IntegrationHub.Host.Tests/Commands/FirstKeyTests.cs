using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Commands;

/// <summary>A new store has one first key, however many processes begin on it.</summary>
public sealed class FirstKeyTests : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Of_several_that_make_the_first_key_at_once_one_does_and_the_others_open_it()
    {
        var folder = Folder("keys");
        using var gate = new Barrier(6);
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Factory.StartNew(
            () =>
            {
                gate.SignalAndWait();
                return NodeEncryption.MakeOrOpen(folder, new ConfidentialOptions(), TimeProvider.System.GetUtcNow());
            },
            TaskCreationOptions.LongRunning)));

        var key = Assert.Single(made.Select(static keys => keys.Current).Distinct());
        var wrapped = made[0].Wrap(key, "0123456789abcdef"u8, "context"u8);
        Assert.All(made, keys => Assert.Equal("0123456789abcdef"u8.ToArray(), keys.Unwrap(key, wrapped, "context"u8)));
        Assert.Equal("ENCRYPTION_KEY_EXISTS", Assert.Throws<RefusedException>(() => NodeEncryption.Make(folder, new ConfidentialOptions(), TimeProvider.System.GetUtcNow())).Code);
    }

    [Fact]
    public async Task Two_that_start_on_an_empty_store_read_what_the_other_wrote()
    {
        var folder = Folder("store");
        var stores = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => OpenStore.OpenAsync(
            folder, HubConfiguration.Load(folder.ConfigurationFile, new Dictionary<string, string>()).Options, TimeProvider.System, CancellationToken.None))));
        try
        {
            foreach (var store in stores)
                await store.Database.CheckAsync(default);

            // Each seals something, and the other reads it.
            for (var number = 0; number < stores.Length; number++)
            {
                await stores[number].Port<Exchange.Reception.IReceptionStore>().RecordEventsAsync(
                    Exchange.RetailerId.Default, [new Exchange.History.ExchangeEvent(Guid.CreateVersion7(), TimeProvider.System.GetUtcNow(), "test.first-key", null, null, "test", $$"""{"number":"{{number}}"}""")], default);
            }

            foreach (var store in stores)
            {
                var read = await store.Port<Exchange.Search.IExchangeReader>().RecentEventsAsync(Exchange.RetailerId.Default, "test.first-key", 10, default);
                Assert.Equal(["""{"number":"0"}""", """{"number":"1"}"""], read.Select(static happened => happened.Data).Order(StringComparer.Ordinal));
            }
        }
        finally
        {
            foreach (var store in stores)
                await store.DisposeAsync();
        }
    }

    private DataFolder Folder(string name)
    {
        var folder = DataFolder.Create(Path.Combine(_place.Path, name), FolderKind.Development, StarterConfiguration.For(FolderKind.Development, StarterConfiguration.DevelopmentCode), TimeProvider.System.GetUtcNow());
        return folder;
    }
}
