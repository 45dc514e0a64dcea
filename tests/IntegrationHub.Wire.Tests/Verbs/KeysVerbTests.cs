using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using Npgsql;

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
        var note = Path.Combine(hub.PathOf("elsewhere"), "pki", SealedNote.FileName);
        SealedNote.Open(note).Add(["table.column"]);
        var restored = await elsewhere.RunAsync("keys", "restore", copy, "--passphrase-file", safe, "--json");
        Assert.True(restored.Code == 0, restored.Error);
        Assert.True(SealedNote.Open(note) is var both && both.Has("table.column") && both.Has("event.data"));
        Assert.DoesNotContain(restored.Json.GetProperty("kept").EnumerateArray(), file => file.GetString() == SealedNote.FileName);
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

    [Fact]
    public async Task What_was_put_into_the_database_around_the_hub_is_not_sealed_and_status_tells_it()
    {
        await hub.PartyAsync();
        Assert.Contains("\"event.data\"", await File.ReadAllTextAsync(Path.Combine(hub.Data, "pki", SealedNote.FileName)), StringComparison.Ordinal);
        var (row, before) = await EventAsync();
        await RunAsync("update event set data = convert_to('{\"forged\":true}', 'UTF8') where id = $1", row);
        await RunAsync(
            """
            insert into key_work (retailer_id, name, seen, written, begun_at, claimable_at, fence, from_plaintext) values (1, 'event.data', 0, 0, now(), '-infinity', 0, true)
            on conflict (retailer_id, name) do update set after = null, finished_at = null, begun_at = now(), claimable_at = '-infinity', from_plaintext = true
            """);
        try
        {
            var forged = await hub.Terminal.RunAsync("keys", "status");
            Assert.Contains("which is not believed", forged.Out, StringComparison.Ordinal);
            Assert.Equal(0, (await hub.Terminal.RunAsync("keys", "rotate", "encryption", "--now")).Code);

            Assert.Equal("""{"forged":true}"""u8.ToArray(), (await EventAsync(row)).Data);
            var work = (await hub.Terminal.RunAsync("keys", "status", "--json")).Json.GetProperty("work").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "event.data");
            Assert.Equal(1, work.GetProperty("refused").GetInt32());
            Assert.Contains("event.data: 1 value altered or put there around the hub", (await hub.Terminal.RunAsync("keys", "status")).Error, StringComparison.Ordinal);
            Assert.Contains(row.ToString(), (await hub.Terminal.RunAsync("status")).Out, StringComparison.Ordinal);
        }
        finally
        {
            await RunAsync("update event set data = $2 where id = $1", row, before);
        }
    }

    private async Task<(Guid Row, byte[] Data)> EventAsync(Guid? row = null)
    {
        await using var source = Around();
        await using var command = source.CreateCommand("select id, data from event where id = $1 or $1 is null and kind = 'party.saved' order by id desc limit 1");
        command.Parameters.Add(new() { Value = (object?)row ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        await using var found = await command.ExecuteReaderAsync();
        Assert.True(await found.ReadAsync());
        return (found.GetGuid(0), found.GetFieldValue<byte[]>(1));
    }

    private async Task RunAsync(string sql, params object[] values)
    {
        await using var source = Around();
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });

        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    private NpgsqlDataSource Around()
    {
        var database = hub.Port<Storage.HubStore>();
        return NpgsqlDataSource.Create(database.Server!.ConnectionStringFor(database.Options.Database) + ";Pooling=false;Search Path=hub");
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
