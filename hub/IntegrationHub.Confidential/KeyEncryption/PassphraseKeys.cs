using IntegrationHub.Keys;

namespace IntegrationHub.Confidential.KeyEncryption;

/// <summary>Key-encryption keys in a file, under a passphrase that lies elsewhere.</summary>
/// <remarks>
/// Thread-safe. The file is only ever added to: former versions stay, because backups of the store need them. Another process may add a
/// version: one that is not known is looked for in the file again. Processes add one after the other, so that a number never stands for two keys.
/// </remarks>
public sealed class PassphraseKeys : IKeyEncryptionKeys, IDisposable
{
    /// <summary>For a passphrase that a person chose: what OWASP asks of PBKDF2 with HMAC-SHA-256 (2023); about a quarter of a second.</summary>
    public const int Iterations = 600_000;

    /// <summary>For a passphrase of 32 random octets: there is nothing to guess.</summary>
    public const int IterationsOfRandom = 10_000;

    private readonly string _file;
    private readonly string _passphrase;
    private readonly Lock _changing = new();
    private volatile KeySet _set;

    private PassphraseKeys(string file, string passphrase, KeySet set) => (_file, _passphrase, _set) = (file, passphrase, set);

    public KeyVersion Current => new(_set.Name, _set.Keys.Keys.Max());

    /// <summary>Every version in the file, oldest first, and when it was made.</summary>
    public IReadOnlyList<(KeyVersion Key, DateTimeOffset CreatedAt)> Versions =>
        [.. _set.Keys.OrderBy(static key => key.Key).Select(key => (new KeyVersion(_set.Name, key.Key), key.Value.CreatedAt))];

    /// <summary>Makes a file with a first key.</summary>
    /// <exception cref="IOException">There is a file already: it is never overwritten.</exception>
    public static PassphraseKeys Create(string file, string passphrase, DateTimeOffset now, int iterations = Iterations)
    {
        var set = KeySet.Make(now);
        SecretFiles.WriteNew(file, set.Under(passphrase, iterations).ToOctets());
        return new PassphraseKeys(file, passphrase, set with { Iterations = iterations });
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="KeyEncryptionException">It is missing or damaged, or the passphrase is another.</exception>
    public static PassphraseKeys Open(string file, string passphrase) => new(file, passphrase, KeySet.Read(file, passphrase));

    /// <summary>Adds a version, which wraps from now on.</summary>
    public KeyVersion Rotate(DateTimeOffset now)
    {
        lock (_changing)
        {
            using var turn = SecretFiles.TakeTurn(_file);
            // Whoever else added one meanwhile is not undone.
            var known = KeySet.Read(_file, _passphrase);
            Write(known.WithNext(now));
            return Current;
        }
    }

    /// <summary>Writes every version to another file under a passphrase of its own: with it and a backup of the store, everything can be read.</summary>
    /// <param name="file">The copy.</param>
    /// <param name="passphrase">Its passphrase.</param>
    /// <param name="along">Files that go along.</param>
    /// <param name="iterations">How dear a guess of the passphrase is.</param>
    /// <exception cref="IOException">There is a file already.</exception>
    public void Export(string file, string passphrase, IReadOnlyList<SavedSecret> along, int iterations = Iterations) =>
        SecretFiles.WriteNew(file, _set.Under(passphrase, iterations, along).ToOctets());

    /// <summary>The files that went along with a copy.</summary>
    /// <exception cref="KeyEncryptionException">The copy is missing or damaged, or the passphrase is another.</exception>
    public static IReadOnlyList<SavedSecret> ReadAlong(string exported, string passphrase) => KeySet.ReadFiles(exported, passphrase);

    /// <summary>Makes a keys file out of an exported one, or adds to an existing file the versions it lacks.</summary>
    /// <param name="exported">The file that <see cref="Export"/> wrote.</param>
    /// <param name="exportPassphrase">Its passphrase.</param>
    /// <param name="file">The keys file of this hub.</param>
    /// <param name="passphrase">The passphrase of this hub.</param>
    /// <param name="iterations">For a file that is made.</param>
    /// <exception cref="KeyEncryptionException">One of them cannot be opened, or the file holds another set: nothing was changed then.</exception>
    public static PassphraseKeys Import(string exported, string exportPassphrase, string file, string passphrase, int iterations = Iterations)
    {
        var brought = KeySet.Read(exported, exportPassphrase);
        using var turn = SecretFiles.TakeTurn(file);
        if (!File.Exists(file))
        {
            SecretFiles.WriteNew(file, brought.Under(passphrase, iterations).ToOctets());
            return Open(file, passphrase);
        }

        // Nobody else has these yet, and the file does not change before the turn ends.
        var keys = Open(file, passphrase);
        keys.Write(keys._set.With(brought, file));
        return keys;
    }

    public byte[] Wrap(KeyVersion key, ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> context) => Of(key).Wrap(dataKey, context);

    public byte[] Unwrap(KeyVersion key, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context) => Of(key).Unwrap(key, wrapped, context);

    public void Dispose() => _set.Dispose();

    public void Refresh()
    {
        lock (_changing)
            _set = KeySet.Read(_file, _passphrase);
    }

    private WrappingKey Of(KeyVersion key)
    {
        if (key.Name == _set.Name && !_set.Keys.ContainsKey(key.Version))
            Refresh();

        var set = _set;
        if (key.Name != set.Name)
        {
            throw new KeyEncryptionException(
                KeyEncryptionProblem.WrongKey,
                $"The store was sealed with the key-encryption key {key}, and {_file} holds {set.Name}.",
                "Bring back the keys file that belongs to this store, from `ihub keys backup`, with `ihub keys restore FILE`; nothing was changed.");
        }

        return set.Keys.TryGetValue(key.Version, out var found)
            ? found.Key
            : throw new KeyEncryptionException(
                KeyEncryptionProblem.Missing,
                $"The store was sealed with version {key.Version} of the key-encryption key, and {_file} goes to {set.Keys.Keys.Max()}: it is an older copy.",
                "Bring back the newest one with `ihub keys restore FILE`; nothing was changed.");
    }

    private void Write(KeySet set)
    {
        SecretFiles.Replace(_file, set.Under(_passphrase, set.Iterations).ToOctets());
        _set = set;
    }
}
