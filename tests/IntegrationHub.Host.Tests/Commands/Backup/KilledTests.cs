using System.Diagnostics;
using IntegrationHub.Host.Commands.Backup;
using IntegrationHub.Host.Tests.Support;
using IntegrationHub.Storage.PostgreSql.Backup;

namespace IntegrationHub.Host.Tests.Commands.Backup;

/// <summary>kill -9 in the middle: no half backup under a good name, and the store in use starts as if nothing had been tried.</summary>
public sealed class KilledTests(SavedHub hub) : IClassFixture<SavedHub>
{
    private const int Killed = 137;

    [Fact]
    public async Task A_backup_that_is_killed_leaves_nothing_under_its_name()
    {
        using var place = new TemporaryFolder();
        var file = Path.Combine(place.Path, "b.ihb");
        await KillAsync(hub.Folder, BackupVerb.BeforeNaming, "backup", file, "--passphrase-file", hub.Passphrase, "--data", hub.Folder);
        Assert.False(File.Exists(file));
        // The next one takes the same name.
        Assert.Equal(0, (await hub.Shell.RunAsync("backup", file, "--passphrase-file", hub.Passphrase, "--data", hub.Folder)).Code);
        Assert.Equal([file], Directory.EnumerateFiles(place.Path));
    }

    [Theory]
    [InlineData(StoreRestore.BeforeReplacing)]
    [InlineData(StoreRestore.BetweenRenames)]
    public async Task A_restore_that_is_killed_leaves_the_store_in_use(string point)
    {
        using var place = new TemporaryFolder();
        var folder = await hub.NewPlaceWithKeysAsync(place);
        await hub.RestoreAsync(folder);
        await SavedHub.RecordAsync(folder, 5);
        await KillAsync(folder, point, "restore", hub.Backup, "--passphrase-file", hub.Passphrase, "--data", folder);

        // Ten of the backup, the restore, and the five after it: all there, in the store that was to be replaced.
        var verified = await hub.Shell.RunAsync("ledger", "verify", "--data", folder, "--against", Path.Combine(folder, "checkpoints"));
        Assert.True(verified.Code == 0, verified.Out);
        Assert.StartsWith("16 entries", verified.Out, StringComparison.Ordinal);
        Assert.Equal(["cluster"], Directory.EnumerateDirectories(Path.Combine(folder, "store")).Select(entry => Path.GetFileName(entry)));
        // And the restore works when it is tried again.
        await hub.RestoreAsync(folder);
    }

    [Fact]
    public async Task A_first_restore_that_is_killed_is_tried_again_with_nothing_deleted_by_hand()
    {
        using var place = new TemporaryFolder();
        var folder = await hub.NewPlaceWithKeysAsync(place);
        await KillAsync(place.Path, StoreRestore.BeforeReplacing, "restore", hub.Backup, "--passphrase-file", hub.Passphrase, "--data", folder);
        // Its files are in their places, and nothing says yet that this is a data folder.
        Assert.True(File.Exists(Path.Combine(folder, "hub.yaml")));
        Assert.False(File.Exists(Path.Combine(folder, "folder.json")));

        var answer = await hub.RestoreAsync(folder);
        Assert.Equal("[]", answer.GetProperty("keptFiles").ToString());
        Assert.Equal(["cluster"], Directory.EnumerateDirectories(Path.Combine(folder, "store")).Select(entry => Path.GetFileName(entry)));
        Assert.False(File.Exists(Path.Combine(folder, "store", "restoring.json")));
        var verified = await hub.Shell.RunAsync("ledger", "verify", "--data", folder);
        Assert.True(verified.Code == 0, verified.Out);
    }

    private static async Task KillAsync(string folder, string point, params string[] arguments)
    {
        File.WriteAllText(Path.Combine(folder, "crash-point"), point);
        var start = new ProcessStartInfo("dotnet", [typeof(CrashChild.ArmedCrashPoints).Assembly.Location, "line", folder, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // Settings of whoever runs the tests are none of the hub's.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("IHUB_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        using var child = Process.Start(start)!;
        var error = child.StandardError.ReadToEndAsync();
        await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        Assert.True(child.ExitCode == Killed, await error);
    }
}
