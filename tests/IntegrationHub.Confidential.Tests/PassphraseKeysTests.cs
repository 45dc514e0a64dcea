using IntegrationHub.Confidential.KeyEncryption;

namespace IntegrationHub.Confidential.Tests;

public sealed class PassphraseKeysTests : KeyEncryptionCompliance, IDisposable
{
    private const int Iterations = 1_000;
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("ihub-keys-").FullName;

    private string KeysFile => Path.Combine(_folder, "keys.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_file_opens_with_its_passphrase_only_and_others_cannot_read_it()
    {
        using var made = PassphraseKeys.Create(KeysFile, "correct horse", Now, Iterations);
        var wrapped = made.Wrap(made.Current, "0123456789abcdef"u8, "c"u8);

        using var opened = PassphraseKeys.Open(KeysFile, "correct horse");
        Assert.Equal("0123456789abcdef"u8.ToArray(), opened.Unwrap(made.Current, wrapped, "c"u8));
        Assert.Equal(KeyEncryptionProblem.WrongPassphrase, Refused(() => PassphraseKeys.Open(KeysFile, "correct house")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeysFile));
            File.SetUnixFileMode(KeysFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            Assert.Equal(KeyEncryptionProblem.Damaged, Refused(() => PassphraseKeys.Open(KeysFile, "correct horse")));
        }
    }

    [Fact]
    public void A_file_is_never_overwritten()
    {
        PassphraseKeys.Create(KeysFile, "one", Now, Iterations).Dispose();
        Assert.Throws<IOException>(() => PassphraseKeys.Create(KeysFile, "two", Now, Iterations));
        PassphraseKeys.Open(KeysFile, "one").Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"ihub-keys-1\",\"name\":\"hub\",\"iterations\":1000000000,\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"keys\":[]}")]
    [InlineData("not json")]
    public void A_damaged_file_is_told_from_a_wrong_passphrase(string content)
    {
        IntegrationHub.Keys.SecretFiles.WriteNew(KeysFile, System.Text.Encoding.UTF8.GetBytes(content));
        Assert.Equal(KeyEncryptionProblem.Damaged, Refused(() => PassphraseKeys.Open(KeysFile, "one")));
    }

    [Fact]
    public void A_version_that_another_process_added_is_found()
    {
        using var here = PassphraseKeys.Create(KeysFile, "one", Now, Iterations);
        using var there = PassphraseKeys.Open(KeysFile, "one");
        var second = there.Rotate(Now);
        var wrapped = there.Wrap(second, "0123456789abcdef"u8, "c"u8);

        Assert.Equal("0123456789abcdef"u8.ToArray(), here.Unwrap(second, wrapped, "c"u8));
        Assert.Equal(3, here.Rotate(Now).Version);
    }

    [Fact]
    public async Task Processes_that_add_versions_at_once_never_give_one_number_to_two_keys()
    {
        const int each = 8;
        using var one = PassphraseKeys.Create(KeysFile, "one", Now, Iterations);
        using var other = PassphraseKeys.Open(KeysFile, "one");
        var copy = Path.Combine(_folder, "copy.json");
        one.Export(copy, "in the safe", [], Iterations);
        using var start = new Barrier(3);

        var wrapped = await Task.WhenAll(
            Task.Run(() => Repeat(start, () => Wrapped(one, one.Rotate(Now)))),
            Task.Run(() => Repeat(start, () => Wrapped(other, other.Rotate(Now)))),
            Task.Run(() => Repeat(start, () =>
            {
                using var brought = PassphraseKeys.Import(copy, "in the safe", KeysFile, "one", Iterations);
                return Wrapped(brought, brought.Versions[0].Key);
            })));

        using var all = PassphraseKeys.Open(KeysFile, "one");
        Assert.Equal(1 + (2 * each), all.Versions.Count);
        Assert.All(wrapped.SelectMany(found => found), found => Assert.Equal("0123456789abcdef"u8.ToArray(), all.Unwrap(found.Key, found.Value, "c"u8)));

        static List<(KeyVersion Key, byte[] Value)> Repeat(Barrier start, Func<(KeyVersion, byte[])> work)
        {
            start.SignalAndWait();
            return [.. Enumerable.Range(0, each).Select(_ => work())];
        }

        static (KeyVersion Key, byte[] Value) Wrapped(PassphraseKeys keys, KeyVersion key) => (key, keys.Wrap(key, "0123456789abcdef"u8, "c"u8));
    }

    [Fact]
    public void A_backup_of_the_keys_makes_them_anew_elsewhere_under_another_passphrase()
    {
        var (backup, elsewhere) = (Path.Combine(_folder, "backup.json"), Path.Combine(_folder, "elsewhere.json"));
        using var keys = PassphraseKeys.Create(KeysFile, "here", Now, Iterations);
        keys.Rotate(Now);
        var wrapped = keys.Wrap(keys.Current, "0123456789abcdef"u8, "c"u8);
        keys.Export(backup, "in the safe", [], Iterations);

        Assert.Equal(KeyEncryptionProblem.WrongPassphrase, Refused(() => PassphraseKeys.Open(backup, "here")));
        using var restored = PassphraseKeys.Import(backup, "in the safe", elsewhere, "there", Iterations);
        Assert.Equal("0123456789abcdef"u8.ToArray(), restored.Unwrap(keys.Current, wrapped, "c"u8));
        Assert.Equal(2, restored.Versions.Count);
    }

    [Fact]
    public void Files_that_go_along_with_a_copy_come_back_under_its_passphrase_and_for_their_own_name_only()
    {
        var (copy, swapped) = (Path.Combine(_folder, "copy.json"), Path.Combine(_folder, "swapped.json"));
        using var keys = PassphraseKeys.Create(KeysFile, "here", Now, Iterations);
        keys.Export(copy, "in the safe", [new("log.key", "of the ledger"u8.ToArray()), new("own/tls.key", "of the line"u8.ToArray())], Iterations);

        var along = PassphraseKeys.ReadAlong(copy, "in the safe");
        Assert.Equal(["log.key", "own/tls.key"], along.Select(secret => secret.Path));
        Assert.Equal("of the line"u8.ToArray(), along[1].Content.ToArray());
        Assert.Equal(KeyEncryptionProblem.WrongPassphrase, Refused(() => PassphraseKeys.ReadAlong(copy, "here")));
        Assert.Empty(PassphraseKeys.ReadAlong(KeysFile, "here"));

        IntegrationHub.Keys.SecretFiles.WriteNew(swapped, System.Text.Encoding.UTF8.GetBytes(File.ReadAllText(copy).Replace("log.key", "tsa.key", StringComparison.Ordinal)));
        Assert.Equal(KeyEncryptionProblem.WrongPassphrase, Refused(() => PassphraseKeys.ReadAlong(swapped, "in the safe")));
    }

    [Fact]
    public void A_newer_copy_adds_versions_and_another_set_is_refused()
    {
        var (older, newer, other) = (Path.Combine(_folder, "older.json"), Path.Combine(_folder, "newer.json"), Path.Combine(_folder, "other.json"));
        using var keys = PassphraseKeys.Create(KeysFile, "here", Now, Iterations);
        keys.Export(older, "copy", [], Iterations);
        keys.Rotate(Now);
        keys.Export(newer, "copy", [], Iterations);
        var wrapped = keys.Wrap(keys.Current, "0123456789abcdef"u8, "c"u8);
        var elsewhere = Path.Combine(_folder, "elsewhere.json");

        using var behind = PassphraseKeys.Import(older, "copy", elsewhere, "there", Iterations);
        Assert.Equal(KeyEncryptionProblem.Missing, Refused(() => behind.Unwrap(keys.Current, wrapped, "c"u8)));
        PassphraseKeys.Import(newer, "copy", elsewhere, "there").Dispose();
        Assert.Equal("0123456789abcdef"u8.ToArray(), behind.Unwrap(keys.Current, wrapped, "c"u8));
        using var back = PassphraseKeys.Import(older, "copy", elsewhere, "there");
        Assert.Equal(2, back.Versions.Count);

        using var foreign = PassphraseKeys.Create(other, "copy", Now, Iterations);
        Assert.Equal(KeyEncryptionProblem.WrongKey, Refused(() => PassphraseKeys.Import(other, "copy", elsewhere, "there")));
        Assert.Equal(KeyEncryptionProblem.WrongKey, Refused(() => foreign.Unwrap(keys.Current, wrapped, "c"u8)));
    }

    protected override IKeyEncryptionKeys Open() => PassphraseKeys.Create(KeysFile, "a passphrase", Now, Iterations);

    protected override KeyVersion Rotate(IKeyEncryptionKeys keys) => ((PassphraseKeys)keys).Rotate(Now);
}
