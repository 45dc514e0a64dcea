using System.Security.Cryptography;
using System.Text.Json;
using IntegrationHub.Backup.Content;
using IntegrationHub.Backup.Sealing;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Commands.Backup;

/// <summary>Whatever is wrong with a backup is said with what to do about it, and nothing of the store in use is touched.</summary>
public sealed class BadBackupTests(SavedHub hub) : IClassFixture<SavedHub>
{
    [Fact]
    public async Task The_wrong_passphrase_is_said_to_be_wrong()
    {
        using var place = new TemporaryFolder();
        var wrong = Path.Combine(place.Path, "wrong");
        SavedHub.WriteSecret(wrong, "another passphrase\n");
        await RefusedAsync("BACKUP_PASSPHRASE_WRONG", hub.Backup, "--passphrase-file", wrong);
    }

    [Fact]
    public async Task A_backup_for_a_public_key_opens_with_its_private_half_and_with_nothing_else()
    {
        using var place = new TemporaryFolder();
        using var mine = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var publicHalf = place.File("backup.pub.pem", mine.ExportSubjectPublicKeyInfoPem());
        var (key, wrong, file) = (Path.Combine(place.Path, "key.pem"), Path.Combine(place.Path, "wrong.pem"), Path.Combine(place.Path, "b.ihb"));
        SavedHub.WriteSecret(key, mine.ExportPkcs8PrivateKeyPem());
        SavedHub.WriteSecret(wrong, other.ExportPkcs8PrivateKeyPem());
        Assert.Equal(0, (await hub.Shell.RunAsync("backup", file, "--recipient", publicHalf, "--data", hub.Folder)).Code);

        await RefusedAsync("BACKUP_KEY_WRONG", file, "--key", wrong);
        await RefusedAsync("BACKUP_KEY_NEEDED", file, "--passphrase-file", hub.Passphrase);
        await RefusedAsync("BACKUP_PASSPHRASE_NEEDED", hub.Backup, "--key", key);
        await RefusedAsync("BACKUP_KEY_UNUSABLE", file, "--key", hub.Passphrase);
        var opened = await hub.Shell.RunAsync("restore", file, "--check", "--key", key, "--data", hub.Folder);
        Assert.True(opened.Code == 0, opened.Error);
    }

    /// <summary>One damage that is found at once, and some that are found when most of the store is loaded already.</summary>
    [Fact]
    public async Task A_damaged_backup_is_refused_and_the_store_in_use_is_untouched()
    {
        using var place = new TemporaryFolder();
        var file = File.ReadAllBytes(hub.Backup);
        var before = StoreEntries();
        foreach (var (code, octets) in new (string, byte[])[]
            {
                ("BACKUP_HEAD_DAMAGED", Flipped(file, 30)),
                ("BACKUP_DAMAGED", Flipped(file, 250_000)),
                ("BACKUP_CUT", file[..^40_000]),
                ("BACKUP_NOT_A_BACKUP", [1, 2, 3]),
            })
        {
            var damaged = Path.Combine(place.Path, code);
            File.WriteAllBytes(damaged, octets);
            await RefusedAsync(code, damaged, "--passphrase-file", hub.Passphrase);
            Assert.Equal(before, StoreEntries());
        }
    }

    [Fact]
    public async Task A_backup_of_a_newer_program_is_refused_with_its_version()
    {
        var newer = await WriteAsync(new BackupOpening("99.0.0", Shell.Now, "X", ["99990101000000_Future"], 15, 1, 0));
        Assert.Contains("99.0.0", (await RefusedAsync("BACKUP_SCHEMA_NEWER", newer, "--passphrase-file", hub.Passphrase)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_is_too_small_is_refused_before_anything_is_loaded()
    {
        var huge = await WriteAsync(new BackupOpening("0.1.0", Shell.Now, "X", ["20261121034252_Initial"], 15, long.MaxValue / 4, 0));
        await RefusedAsync("RESTORE_DISK_SPACE", huge, "--passphrase-file", hub.Passphrase);
    }

    [Fact]
    public async Task A_backup_without_anybody_to_open_it_is_wrong_use()
    {
        Assert.Equal(2, (await hub.Shell.RunAsync("backup", "/tmp/never.ihb", "--data", hub.Folder)).Code);
        Assert.Equal(2, (await hub.Shell.RunAsync("restore", hub.Backup, "--data", hub.Folder)).Code);
        Assert.Equal(2, (await hub.Shell.RunAsync("restore", "/tmp/there-is-none.ihb", "--passphrase-file", hub.Passphrase, "--data", hub.Folder)).Code);
        var exists = await hub.Shell.RunAsync("backup", hub.Backup, "--passphrase-file", hub.Passphrase, "--data", hub.Folder);
        Assert.Contains("exists already", exists.Error, StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync(BackupOpening opening)
    {
        var path = Path.Combine(Path.GetDirectoryName(hub.Backup)!, $"{Guid.NewGuid():N}.ihb");
        await using var file = File.Create(path);
        await using var writer = await BackupWriter.StartAsync(file, SealingKeys.OfPassphrase("correct horse battery"), opening, default);
        await writer.CompleteAsync([], new LedgerState(0, "", 0, null), default);
        return path;
    }

    private async Task<Outcome> RefusedAsync(string code, string backup, params string[] key)
    {
        var refused = await hub.Shell.RunAsync(["restore", backup, .. key, "--data", hub.Folder, "--json"]);
        Assert.Equal(1, refused.Code);
        var error = JsonDocument.Parse(refused.Out).RootElement.GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.NotEmpty(error.GetProperty("remedy").GetString()!);
        return refused;
    }

    private IReadOnlyList<string> StoreEntries() =>
        [.. Directory.EnumerateFileSystemEntries(Path.Combine(hub.Folder, "store")).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];

    private static byte[] Flipped(byte[] file, int at)
    {
        var flipped = (byte[])file.Clone();
        flipped[at] ^= 1;
        return flipped;
    }
}
