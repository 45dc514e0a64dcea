using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.Tests.Support;
using IntegrationHub.Notary.Checkpoints;

namespace IntegrationHub.Host.Tests.Commands.Backup;

/// <summary>A backup comes back: on a new machine, over an old store, and with what was lost said plainly.</summary>
public sealed class RestoreTests(SavedHub hub) : IClassFixture<SavedHub>
{
    [Fact]
    public async Task A_machine_that_has_only_the_backup_and_the_keys_gets_the_hub_back()
    {
        using var place = new TemporaryFolder();
        var folder = await hub.NewPlaceWithKeysAsync(place);
        var answer = await hub.RestoreAsync(folder);
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (answer.GetProperty("rollback").ValueKind, answer.GetProperty("replaced").ValueKind));

        var document = await SavedHub.WithStoreAsync(folder, store => store.Port<IArchive>().ReadAsync(RetailerId.Default, hub.DocumentId, default).AsTask());
        Assert.Equal(SavedHub.Document, document!.Value.ToArray());
        Assert.Equal(FilesOf(hub.Folder, "pki"), FilesOf(folder, "pki"));
        Assert.Equal(File.ReadAllText(Path.Combine(hub.Folder, "hub.yaml")), File.ReadAllText(Path.Combine(folder, "hub.yaml")));
        var verified = await hub.Shell.RunAsync("ledger", "verify", "--data", folder, "--against", Path.Combine(hub.Folder, "checkpoints"));
        Assert.True(verified.Code == 0, verified.Out);
        Assert.Contains($"its {SavedHub.Saved} entries are all here", verified.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_that_an_older_backup_loses_are_named_and_the_ledger_itself_says_so_for_ever()
    {
        using var place = new TemporaryFolder();
        var folder = await hub.NewPlaceWithKeysAsync(place);
        await hub.RestoreAsync(folder);
        // The restore itself is entry 10; seven more make eighteen.
        await SavedHub.RecordAsync(folder, 7);
        var checkpoints = Path.Combine(folder, "checkpoints");

        var again = await hub.Shell.RunAsync("restore", hub.Backup, "--passphrase-file", hub.Passphrase, "--data", folder, "--json");
        Assert.True(again.Code == 0, again.Error);
        Assert.Contains("8 entries (10 to 17)", again.Error, StringComparison.Ordinal);
        var answer = JsonDocument.Parse(again.Out).RootElement;
        Assert.Equal(8, answer.GetProperty("rollback").GetProperty("lost").GetInt64());
        Assert.True(Directory.Exists(answer.GetProperty("replaced").GetString()));

        // At once, and when the new time has long grown past the lost one.
        foreach (var more in (int[])[0, 40])
        {
            if (more > 0)
                await SavedHub.RecordAsync(folder, more);
            var verified = await hub.Shell.RunAsync("ledger", "verify", "--data", folder, "--against", checkpoints);
            Assert.Equal(1, verified.Code);
            Assert.Contains("rollback: ", verified.Out, StringComparison.Ordinal);
            Assert.Contains(more > 0 ? "as entry 10 says" : "Entry 10 says that a backup", verified.Out, StringComparison.Ordinal);
            Assert.DoesNotContain("fork: ", verified.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_was_renewed_in_the_lost_time_is_set_aside_so_that_the_same_number_can_be_written_again()
    {
        using var place = new TemporaryFolder();
        var folder = await hub.NewPlaceWithKeysAsync(place);
        await hub.RestoreAsync(folder);
        var checkpoints = Path.Combine(folder, "checkpoints");
        foreach (var name in (string[])["renewal-000000000001.sums", "renewal-000000000001.tst"])
            File.WriteAllText(Path.Combine(checkpoints, name), "of the lost time");
        await hub.RestoreAsync(folder);
        Assert.Empty(Directory.EnumerateFiles(checkpoints, "renewal-*"));
        Assert.Equal(2, Directory.EnumerateFiles(checkpoints, "renewal-*", SearchOption.AllDirectories).Count());
        new CheckpointFolder(checkpoints).WriteRenewal(1, "of the new time"u8.ToArray(), [1]);
    }

    /// <summary>Whoever knows the public key a hub seals its backups for can make one.</summary>
    [Fact]
    public async Task A_store_whose_ledger_nobody_signed_is_refused()
    {
        using var place = new TemporaryFolder();
        var (forged, file) = (Path.Combine(place.Path, "forged"), Path.Combine(place.Path, "forged.ihb"));
        Assert.Equal(0, (await hub.Shell.RunAsync("init", "--data", forged)).Code);
        await SavedHub.WithStoreAsync(forged, store => Task.FromResult(true));
        var saved = await hub.Shell.RunAsync("backup", file, "--passphrase-file", hub.Passphrase, "--data", forged);
        Assert.True(saved.Code == 0, saved.Error);
        await RefusedAsync("RESTORE_LEDGER_UNSIGNED", file, await hub.NewPlaceWithKeysAsync(place));
    }

    [Fact]
    public async Task A_check_replaces_nothing_and_works_beside_a_running_hub()
    {
        await SavedHub.BesideHubAsync(
            hub.Folder, async () => Assert.False((await hub.RestoreAsync(hub.Folder, "--check")).GetProperty("restored").GetBoolean()));
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(hub.Folder, "store"), "replaced-*"));
    }

    [Fact]
    public async Task A_backup_is_made_beside_a_running_hub_and_its_store_is_not_replaced_under_it()
    {
        using var place = new TemporaryFolder();
        await SavedHub.BesideHubAsync(hub.Folder, async () =>
        {
            var beside = await hub.Shell.RunAsync("backup", Path.Combine(place.Path, "b.ihb"), "--passphrase-file", hub.Passphrase, "--data", hub.Folder);
            Assert.True(beside.Code == 0, beside.Error);
            Assert.Contains("in use by another hub", (await RefusedAsync("RESTORE_HUB_RUNS", hub.Backup, hub.Folder)).Error, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_command_that_still_works_with_the_store_is_not_robbed_of_it()
    {
        await SavedHub.WithStoreAsync(hub.Folder, _ => RefusedAsync("RESTORE_HUB_RUNS", hub.Backup, hub.Folder));
    }

    [Fact]
    public async Task Files_that_are_there_stay_as_they_are()
    {
        using var place = new TemporaryFolder();
        var folder = await hub.NewPlaceWithKeysAsync(place);
        await hub.RestoreAsync(folder);
        File.AppendAllText(Path.Combine(folder, "hub.yaml"), "\n# changed since\n");
        var answer = await hub.RestoreAsync(folder);
        Assert.Contains("hub.yaml", answer.GetProperty("keptFiles").ToString(), StringComparison.Ordinal);
        Assert.EndsWith("# changed since\n", File.ReadAllText(Path.Combine(folder, "hub.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_ledgers_key_nothing_is_restored()
    {
        using var place = new TemporaryFolder();
        await RefusedAsync("RESTORE_NO_LOG_KEY", hub.Backup, Path.Combine(place.Path, "new"));
        Assert.False(Directory.Exists(Path.Combine(place.Path, "new")));
    }

    [Fact]
    public async Task A_folder_of_something_else_is_left_alone()
    {
        using var place = new TemporaryFolder();
        place.File("photo.jpg", "x");
        await RefusedAsync("DATA_FOLDER_NOT_EMPTY", hub.Backup, place.Path);
    }

    [Fact]
    public async Task Keys_that_are_there_are_not_replaced_by_those_of_a_copy()
    {
        using var place = new TemporaryFolder();
        var folder = await hub.NewPlaceWithKeysAsync(place);
        File.WriteAllText(Path.Combine(folder, "pki", "index.key"), "another");
        var again = await hub.Shell.RunAsync("keys", "restore", hub.KeysCopy, "--passphrase-file", hub.KeysPassphrase, "--data", folder, "--json");
        Assert.True(again.Code == 0, again.Error);
        var answer = JsonDocument.Parse(again.Out).RootElement;
        Assert.Empty(answer.GetProperty("brought").EnumerateArray());
        Assert.Equal("index.key", Assert.Single(answer.GetProperty("kept").EnumerateArray()).GetString());
        Assert.Equal("another", File.ReadAllText(Path.Combine(folder, "pki", "index.key")));
    }

    [Fact]
    public async Task With_a_wrong_passphrase_a_copy_of_the_keys_makes_nothing()
    {
        using var place = new TemporaryFolder();
        var refused = await hub.Shell.RunAsync("keys", "restore", hub.KeysCopy, "--passphrase-file", hub.Passphrase, "--data", Path.Combine(place.Path, "new"), "--json");
        Assert.Equal(1, refused.Code);
        Assert.Contains("ENCRYPTION_KEY_WRONG_PASSPHRASE", refused.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(place.Path, "new")));
    }

    [Fact]
    public async Task Without_the_key_encryption_keys_nothing_is_restored()
    {
        using var place = new TemporaryFolder();
        var folder = await hub.NewPlaceWithKeysAsync(place);
        Directory.Delete(Path.Combine(folder, "keys"), recursive: true);
        await RefusedAsync("ENCRYPTION_KEY_MISSING", hub.Backup, folder);
        Assert.False(File.Exists(Path.Combine(folder, "folder.json")));
    }

    /// <summary>Names and contents.</summary>
    /// <summary>Without the empty files that turns are taken with: they are no secrets, and no copy has them.</summary>
    private static SortedDictionary<string, string> FilesOf(string folder, string part) => new(
        Directory.EnumerateFiles(Path.Combine(folder, part), "*", SearchOption.AllDirectories).Where(static file => !IntegrationHub.Keys.SecretFiles.IsTurn(file))
            .ToDictionary(file => Path.GetRelativePath(folder, file), file => Convert.ToHexString(File.ReadAllBytes(file))), StringComparer.Ordinal);

    private async Task<Outcome> RefusedAsync(string code, string backup, string folder)
    {
        var refused = await hub.Shell.RunAsync("restore", backup, "--passphrase-file", hub.Passphrase, "--data", folder, "--json");
        Assert.Equal(1, refused.Code);
        Assert.Equal(code, JsonDocument.Parse(refused.Out).RootElement.GetProperty("error").GetProperty("code").GetString());
        return refused;
    }
}
