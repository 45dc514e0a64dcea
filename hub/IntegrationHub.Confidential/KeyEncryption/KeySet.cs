using System.Collections.Immutable;
using System.Security.Cryptography;
using IntegrationHub.Keys;

namespace IntegrationHub.Confidential.KeyEncryption;

/// <summary>The keys of a file, unwrapped.</summary>
internal sealed record KeySet(string Name, int Iterations, ImmutableDictionary<int, (WrappingKey Key, DateTimeOffset CreatedAt)> Keys) : IDisposable
{
    public static KeySet Make(DateTimeOffset now) => new KeySet(
        $"hub-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}", PassphraseKeys.Iterations, ImmutableDictionary<int, (WrappingKey, DateTimeOffset)>.Empty).WithNext(now);

    /// <exception cref="KeyEncryptionException">The file is missing or damaged, or the passphrase is another.</exception>
    public static KeySet Read(string file, string passphrase)
    {
        if (!File.Exists(file))
        {
            throw new KeyEncryptionException(
                KeyEncryptionProblem.Missing, $"There is no keys file {file}.", "Bring it back with `ihub keys restore FILE`, or make keys for a new store with `ihub keys init`.");
        }

        var document = Parse(file);
        using var derived = document.Derive(passphrase);
        return new KeySet(document.Name, document.Iterations, document.Keys.ToImmutableDictionary(entry => entry.Version, entry => (Unwrap(file, document, entry, derived), entry.CreatedAt)));
    }

    /// <summary>The files that go along with a copy.</summary>
    /// <exception cref="KeyEncryptionException">The copy is missing or damaged, or the passphrase is another.</exception>
    public static IReadOnlyList<SavedSecret> ReadFiles(string file, string passphrase)
    {
        var document = Parse(file);
        using var derived = document.Derive(passphrase);
        return [.. (document.Files ?? []).Select(entry => new SavedSecret(entry.Path, derived.TryUnwrap(entry.Wrapped, document.ContextOf(entry.Path)) ?? throw DoesNotOpen(file)))];
    }

    public KeySet WithNext(DateTimeOffset now) =>
        this with { Keys = Keys.Add(Keys.Count == 0 ? 1 : Keys.Keys.Max() + 1, (new WrappingKey(RandomNumberGenerator.GetBytes(WrappingKey.KeyBytes)), now)) };

    /// <summary>With the versions of another copy of the same set.</summary>
    public KeySet With(KeySet other, string file)
    {
        var differs = other.Name != Name
            || other.Keys.Any(key => Keys.TryGetValue(key.Key, out var known) && !CryptographicOperations.FixedTimeEquals(known.Key.Octets, key.Value.Key.Octets));
        return differs
            ? throw new KeyEncryptionException(
                KeyEncryptionProblem.WrongKey, $"{file} holds the keys {Name} and is not overwritten by {other.Name}.", "Move it away first, if no store needs it any more.")
            : this with { Keys = Keys.SetItems(other.Keys) };
    }

    public KeysDocument Under(string passphrase, int iterations, IReadOnlyList<SavedSecret>? files = null)
    {
        var document = new KeysDocument(KeysDocument.CurrentFormat, Name, iterations, RandomNumberGenerator.GetBytes(16), []);
        using var derived = document.Derive(passphrase);
        return document with
        {
            Keys = [.. Keys.OrderBy(static key => key.Key).Select(key => new KeysDocument.Entry(
                key.Key, key.Value.CreatedAt, derived.Wrap(key.Value.Key.Octets, document.Context(key.Key))))],
            Files = files is null ? null : [.. files.Select(file => new KeysDocument.FileEntry(file.Path, derived.Wrap(file.Content.Span, document.ContextOf(file.Path))))],
        };
    }

    public void Dispose()
    {
        foreach (var (key, _) in Keys.Values)
            key.Dispose();
    }

    private static WrappingKey Unwrap(string file, KeysDocument document, KeysDocument.Entry entry, WrappingKey derived) => new(
        derived.TryUnwrap(entry.Wrapped, document.Context(entry.Version))
        ?? throw DoesNotOpen(file));

    private static KeysDocument Parse(string file)
    {
        var content = SecretFiles.Read(file);
        if (content.Problem is { } problem)
            throw new KeyEncryptionException(KeyEncryptionProblem.Damaged, $"{problem.File}: {problem.Detail}", problem.Remedy);

        return KeysDocument.Parse(content.Value)
            ?? throw new KeyEncryptionException(KeyEncryptionProblem.Damaged, $"{file} is no keys file of this program.", "Bring it back with `ihub keys restore FILE`.");
    }

    private static KeyEncryptionException DoesNotOpen(string file) => new(
        KeyEncryptionProblem.WrongPassphrase, $"The passphrase does not open {file}.", "Correct the file that confidential.passphraseFile names; nothing was changed.");
}
