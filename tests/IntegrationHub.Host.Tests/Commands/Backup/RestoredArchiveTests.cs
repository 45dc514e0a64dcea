using System.Security.Cryptography;
using IntegrationHub.Archive.Contents;
using IntegrationHub.Archive.Folder;
using IntegrationHub.Exchange;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Commands.Backup;

/// <summary>A restored store and a place outside that holds newer bytes than its rows know.</summary>
public sealed class RestoredArchiveTests(SavedHub hub) : IClassFixture<SavedHub>
{
    [Fact]
    public async Task Nothing_is_removed_outside_until_a_person_says_that_the_place_is_the_restored_hubs()
    {
        using var place = new TemporaryFolder();
        var (folder, archive) = (await hub.NewPlaceWithKeysAsync(place), Path.Combine(place.Path, "archive"));
        var newer = new ContentName(RetailerId.Default, RandomNumberGenerator.GetBytes(ContentName.HashBytes));
        var contents = new FolderContents(archive, TimeProvider.System);
        await contents.StoreAsync(newer, [new byte[10]], default);
        // Long before the backup: nothing but the mark keeps it.
        File.SetLastWriteTimeUtc(Path.Combine(archive, newer.Path), Shell.Now.AddDays(-60).UtcDateTime);
        var shell = new Shell { Variables = { ["IHUB_ARCHIVE_PLACE"] = "folder", ["IHUB_ARCHIVE_FOLDER"] = archive } };

        var restored = await shell.RunAsync("restore", hub.Backup, "--passphrase-file", hub.Passphrase, "--data", folder);
        Assert.True(restored.Code == 0, restored.Error);
        Assert.Contains("ihub archive adopt", restored.Error, StringComparison.Ordinal);
        var refused = await shell.RunAsync("archive", "reconcile", "--data", folder);
        Assert.Equal(1, refused.Code);
        Assert.Contains("ihub archive adopt", refused.Error, StringComparison.Ordinal);
        Assert.True(await contents.ExistsAsync(newer, default));

        var adopted = await shell.RunAsync("archive", "adopt", "--reason", "new machine", "--data", folder);
        Assert.True(adopted.Code == 0, adopted.Error);
        var reconciled = await shell.RunAsync("archive", "reconcile", "--data", folder);
        Assert.True(reconciled.Code == 0, reconciled.Out + reconciled.Error);
        Assert.False(await contents.ExistsAsync(newer, default));
    }

    /// <summary>Its server was restored, and nobody wrote that down: what is newer than its rows would go as nobody's.</summary>
    [Fact]
    public async Task A_place_marked_by_another_store_is_not_adopted_by_one_whose_ledger_knows_of_no_restore()
    {
        using var place = new TemporaryFolder();
        var (folder, archive) = (Path.Combine(place.Path, "hub"), Path.Combine(place.Path, "archive"));
        var shell = new Shell { Variables = { ["IHUB_ARCHIVE_PLACE"] = "folder", ["IHUB_ARCHIVE_FOLDER"] = archive } };
        Assert.Equal(0, (await shell.RunAsync("init", "--data", folder)).Code);
        var contents = new FolderContents(archive, TimeProvider.System);
        await contents.SetOwnerAsync(Guid.NewGuid(), default);
        var newer = new ContentName(RetailerId.Default, RandomNumberGenerator.GetBytes(ContentName.HashBytes));
        await contents.StoreAsync(newer, [new byte[10]], default);
        File.SetLastWriteTimeUtc(Path.Combine(archive, newer.Path), Shell.Now.AddHours(-50).UtcDateTime);

        await RefusedAsync();
        var said = await shell.RunAsync("ledger", "restored", "--saved", Shell.Now.AddDays(-3).ToString("O"), "--reason", "the volume of Friday", "--data", folder);
        Assert.True(said.Code == 0, said.Error);
        Assert.Contains("ihub archive adopt", said.Error, StringComparison.Ordinal);
        await AdoptedAsync();
        var reconciled = await shell.RunAsync("archive", "reconcile", "--data", folder, "--json");
        Assert.True(reconciled.Code == 0, reconciled.Out + reconciled.Error);
        Assert.True(await contents.ExistsAsync(newer, default));

        // A restore explains one adoption; the next stranger's mark needs its own word, or a person who knows.
        await contents.SetOwnerAsync(Guid.NewGuid(), default);
        await RefusedAsync();
        await AdoptedAsync("--never-restored");

        async Task RefusedAsync()
        {
            var refused = await shell.RunAsync("archive", "adopt", "--reason", "it should be ours", "--data", folder);
            Assert.Equal(1, refused.Code);
            Assert.Contains("ihub ledger restored", refused.Error, StringComparison.Ordinal);
        }

        async Task AdoptedAsync(params string[] more)
        {
            shell.At += TimeSpan.FromMinutes(1);
            var adopted = await shell.RunAsync(["archive", "adopt", "--reason", "it is ours", "--data", folder, .. more]);
            Assert.True(adopted.Code == 0, adopted.Error);
        }
    }

    [Fact]
    public async Task An_archive_in_the_database_has_no_place_to_adopt()
    {
        var refused = await hub.Shell.RunAsync("archive", "adopt", "--reason", "why not", "--data", hub.Folder);
        Assert.Equal(1, refused.Code);
        Assert.Contains("archived bytes lie in the database", refused.Error, StringComparison.Ordinal);
    }
}
