using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Commands;

/// <summary>The keys for what crosses: made with the store, replaced on demand, and missed at the start when they are lost.</summary>
public sealed class CrossingKeysTests : IDisposable
{
    private readonly TemporaryFolder _place = new();
    private readonly Shell _shell = new();

    private string Folder => Path.Combine(_place.Path, "hub");

    private string Keys => Path.Combine(Folder, "pki", "crossings");

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task They_are_made_replaced_and_when_they_are_lost_or_anothers_the_hub_does_not_start()
    {
        Assert.Equal(0, (await _shell.RunAsync("init", "--data", Folder)).Code);
        await WithStoreAsync(store => HandInAsync(store, "first"));
        Assert.Equal(["company.json", "company.json.turn", "customers-keys.json", "customers-keys.json.turn", "customers.json", "passphrase"], Directory.GetFiles(Keys).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

        var first = await File.ReadAllTextAsync(Path.Combine(Keys, "company.json"));
        Assert.Equal(0, (await _shell.RunAsync("keys", "rotate", "crossings", "--data", Folder)).Code);
        Assert.NotEqual(first, await File.ReadAllTextAsync(Path.Combine(Keys, "company.json")));
        await WithStoreAsync(store => HandInAsync(store, "second"));

        File.Move(Path.Combine(Keys, "company.json"), Path.Combine(_place.Path, "company.json"));
        await RefusesAsync("what crossed to the customers' side was sealed with its keys");

        // What another hub made opens with another key-encryption key.
        var other = Path.Combine(_place.Path, "other");
        Assert.Equal(0, (await _shell.RunAsync("init", "--data", other)).Code);
        await (await OpenAsync(other)).DisposeAsync();
        File.Copy(Path.Combine(other, "pki", "crossings", "company.json"), Path.Combine(Keys, "company.json"));
        await RefusesAsync("was sealed with the key-encryption key");

        File.Move(Path.Combine(_place.Path, "company.json"), Path.Combine(Keys, "company.json"), overwrite: true);
        await WithStoreAsync(store => HandInAsync(store, "third"));
    }

    private async Task RefusesAsync(string why)
    {
        var refused = await _shell.RunAsync("keys", "status", "--data", Folder);
        Assert.NotEqual(0, refused.Code);
        Assert.Contains(why, refused.Error, StringComparison.Ordinal);
    }

    private static async Task HandInAsync(OpenStore store, string text)
    {
        var item = new CrossingItem(Guid.CreateVersion7(), null, "article", 1, $$"""{"text":"{{text}}"}""", TimeProvider.System.GetUtcNow());
        Assert.Empty(await store.Port<ICompanyCrossings>().PublishAsync(RetailerId.Default, item, "li", default));
    }

    private async Task WithStoreAsync(Func<OpenStore, Task> work)
    {
        await using var store = await OpenAsync(Folder);
        await work(store);
    }

    private static async Task<OpenStore> OpenAsync(string path)
    {
        var folder = DataFolder.Open(path);
        var options = HubConfiguration.Load(folder.ConfigurationFile, new Dictionary<string, string>()).Options;
        return await OpenStore.OpenAsync(folder, options, TimeProvider.System, default);
    }
}
