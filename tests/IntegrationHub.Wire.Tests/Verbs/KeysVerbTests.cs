using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Wire.Tests.Verbs;

[Collection(VerbsCollection.Name)]
public sealed class KeysVerbTests(VerbsFixture hub)
{
    [Fact]
    public async Task Status_names_the_key_and_rotations_go_to_their_end_and_into_the_ledger()
    {
        await hub.PartyAsync();
        var before = (await hub.Terminal.RunAsync("keys", "--json")).Json;
        Assert.NotEmpty(before.GetProperty("dataKeys").EnumerateArray());

        var rotated = await hub.Terminal.RunAsync("keys", "rotate", "encryption", "--now");
        Assert.True(rotated.Code == 0, rotated.Error);
        var after = (await hub.Terminal.RunAsync("keys", "status", "--json")).Json;

        var key = after.GetProperty("keyEncryptionKey").GetString();
        Assert.NotEqual(before.GetProperty("keyEncryptionKey").GetString(), key);
        Assert.All(after.GetProperty("dataKeys").EnumerateArray(), data => Assert.Equal(key, data.GetProperty("wrappedBy").GetString()));
        Assert.Equal(0, (await hub.Terminal.RunAsync("keys", "rotate", "data")).Code);
        var events = await hub.Port<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "keys.rotated", 10, CancellationToken.None);
        Assert.Equal(["data", "encryption"], events.Take(2).Select(happened => System.Text.Json.JsonDocument.Parse(happened.Data).RootElement.GetProperty("what").GetString()));
        Assert.All(events, happened => Assert.Equal("li-wei", happened.Actor));
    }

    [Fact]
    public async Task What_is_rotated_is_said()
    {
        Assert.Equal(2, (await hub.Terminal.RunAsync("keys", "rotate", "everything")).Code);
    }

    [Fact]
    public async Task A_copy_of_the_keys_opens_with_its_own_passphrase_in_a_new_folder_and_replaces_no_other_keys()
    {
        var (copy, safe, wrong) = (hub.PathOf("copy.json"), Secret("safe", "in the safe, on paper"), Secret("wrong", "something else"));
        var before = (await BackupsAsync()).Count;
        Assert.Equal(0, (await hub.Terminal.RunAsync("keys", "backup", copy, "--passphrase-file", safe)).Code);
        Assert.Contains("FILE_EXISTS", (await hub.Terminal.RunAsync("keys", "backup", copy, "--passphrase-file", safe, "--json")).Out, StringComparison.Ordinal);
        Assert.Equal(before + 1, (await BackupsAsync()).Count);

        var elsewhere = new Terminal(hub.PathOf("elsewhere"));
        Assert.Equal(0, (await elsewhere.RunAsync("init")).Code);
        Assert.Contains("ENCRYPTION_KEY_WRONG_PASSPHRASE", (await elsewhere.RunAsync("keys", "restore", copy, "--passphrase-file", wrong, "--json")).Out, StringComparison.Ordinal);
        var restored = await elsewhere.RunAsync("keys", "restore", copy, "--passphrase-file", safe, "--json");
        Assert.True(restored.Code == 0, restored.Error);
        Assert.StartsWith(
            (await hub.Terminal.RunAsync("keys", "--json")).Json.GetProperty("keyEncryptionKey").GetString()!.Split('/')[0],
            restored.Json.GetProperty("keyEncryptionKey").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lost_keys_are_told_with_the_remedy_and_never_made_anew()
    {
        await hub.PartyAsync();
        var file = Path.Combine(hub.Data, "keys", "keys.json");
        var kept = await File.ReadAllBytesAsync(file);
        File.Delete(file);
        try
        {
            var refused = await hub.Terminal.RunAsync("exchanges", "list", "--json");
            Assert.Equal(1, refused.Code);
            Assert.Contains("ENCRYPTION_KEY_MISSING", refused.Out, StringComparison.Ordinal);
            Assert.Contains("keys restore", refused.Out, StringComparison.Ordinal);
            Assert.False(File.Exists(file));
        }
        finally
        {
            IntegrationHub.Keys.SecretFiles.WriteNew(file, kept);
        }
    }

    private ValueTask<IReadOnlyList<IntegrationHub.Exchange.History.ExchangeEvent>> BackupsAsync() =>
        hub.Port<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "keys.backed-up", 100, CancellationToken.None);

    private string Secret(string name, string passphrase)
    {
        var file = hub.PathOf(name);
        IntegrationHub.Keys.SecretFiles.WriteNew(file, System.Text.Encoding.UTF8.GetBytes(passphrase));
        return file;
    }
}
