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

    [Fact]
    public async Task An_archive_in_the_database_has_no_place_to_adopt()
    {
        var refused = await hub.Shell.RunAsync("archive", "adopt", "--reason", "why not", "--data", hub.Folder);
        Assert.Equal(1, refused.Code);
        Assert.Contains("archived bytes lie in the database", refused.Error, StringComparison.Ordinal);
    }
}
