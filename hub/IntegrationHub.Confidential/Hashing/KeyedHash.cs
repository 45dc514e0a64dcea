using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.KeyEncryption;

namespace IntegrationHub.Confidential.Hashing;

/// <summary>
/// HMAC over retailer, table, column and value, cut to 16 octets, after four octets that name the key. 128 bits are enough: nobody can
/// look for collisions without the key, and by chance two of 2^40 identifiers meet with 2^-49.
/// </summary>
/// <remarks>
/// Thread-safe. Keys are read anew after <see cref="CipherPolicy.Confirmation"/>. A new key is looked for from then on and hashes only when
/// every process knows it (<see cref="Announced"/>), so that none misses what another stored. A former key is searched with until its hashes are
/// replaced and it is retired.
/// </remarks>
public sealed class KeyedHash(IDataKeyStore store, IKeyEncryptionKeys keys, CipherPolicy policy, HashDigest digest, TimeProvider time) : IKeyedHash, IDisposable
{
    public const int TagBytes = 4;
    public const int HashBytes = TagBytes + 16;
    private const int KeyBytes = 32;

    private readonly ConcurrentDictionary<int, HashKeys> _retailers = new();
    private readonly ConcurrentDictionary<Guid, HashKey> _unwrapped = new();
    private readonly Lock _loading = new();

    public byte[] Of(int retailer, string table, string column, string value) => Compute(Keys(retailer).Present, retailer, table, column, value);

    public IReadOnlyList<byte[]> Candidates(int retailer, string table, string column, string value) =>
        [.. Keys(retailer).InUse.Select(key => Compute(key, retailer, table, column, value))];

    /// <summary>
    /// A name for an identifier that is the same for ever: under the first key. It lies in the store only under the key of the time
    /// (<see cref="FormsOf"/>), so that knowing the first key alone leads to nobody.
    /// </summary>
    public string NameOf(int retailer, string table, string column, string value) => Convert.ToHexStringLower(Compute(Keys(retailer).First, retailer, table, column, value));

    /// <summary>Every form under which a name may lie in the store, that of the present key first; what is no such name lies as it is.</summary>
    /// <param name="retailer">Number of the retailer.</param>
    /// <param name="name">A name, with or without something behind it.</param>
    public IReadOnlyList<string> FormsOf(int retailer, string name)
    {
        var known = Keys(retailer);
        return IsUnder(known.First, name) && BlindText.Read(name) is { } text
            ? [.. known.InUse.Select(key => key.Id == known.First.Id ? name : new BlindText(key.Tag, key.Cover(text.Block), text.Rest).ToString())]
            : [name];
    }

    /// <summary>The name that a form from the store stands for.</summary>
    public string NameIn(int retailer, string form)
    {
        var known = Keys(retailer);
        return !IsUnder(known.First, form) && BlindText.Read(form) is { } text && known.InUse.FirstOrDefault(key => key.Tag == text.Tag) is { } key
            ? new BlindText(known.First.Tag, key.Uncover(text.Block), text.Rest).ToString()
            : form;
    }

    /// <summary>True for what may be a form of a name; a text that only begins like one lies as it is, for ever.</summary>
    public static bool IsForm(string text) => BlindText.Read(text) is not null;

    /// <summary>True for a form under a key that nothing lies under any more.</summary>
    public bool IsOfGoneKey(int retailer, string form) => BlindText.Read(form) is { } text && Keys(retailer).Gone.Contains(text.Tag);

    /// <summary>What forms and hashes under each key in use begin with, the present one's first; more than one while a key is replaced.</summary>
    public IReadOnlyList<string> TagsInUse(int retailer) => [.. Keys(retailer).InUse.Select(static key => key.Tag)];

    /// <summary>The key that hashes at present.</summary>
    public Guid PresentKey(int retailer) => Keys(retailer).Present.Id;

    /// <summary>True when the hash was made with the key that hashes at present.</summary>
    public bool IsPresent(int retailer, ReadOnlySpan<byte> hash) => hash.StartsWith(Tag(PresentKey(retailer)));

    /// <summary>How long a new key is only looked for: every process has read it after one confirmation, and the second is room.</summary>
    public static TimeSpan Announced(CipherPolicy policy) => policy.Confirmation * 2;

    /// <summary>Octets that name a key at the beginning of its hashes: the last of its id, which are random but for the first key's.</summary>
    public static byte[] Tag(Guid key) => key.ToByteArray(bigEndian: true)[^TagBytes..];

    /// <summary>A new key for hashes.</summary>
    public static StoredDataKey Make(IKeyEncryptionKeys keys, int retailer, HashDigest digest, DateTimeOffset now) =>
        DataKeyMaking.Make(keys, retailer, KeyPurpose.Hashes, digest.Id, KeyBytes, now);

    /// <summary>
    /// The first key of a retailer. Names are made with it for ever, so there must never be two: its id is the same whoever makes it, and a store keeps one of an id.
    /// </summary>
    private static StoredDataKey MakeFirst(IKeyEncryptionKeys keys, int retailer, HashDigest digest, DateTimeOffset now)
    {
        var id = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"ihub-first-hash-key-1\n{retailer}"))).AsSpan(0, 16);
        // Version 8 of RFC 9562: an id by one's own rule.
        (id[6], id[8]) = ((byte)((id[6] & 0x0F) | 0x80), (byte)((id[8] & 0x3F) | 0x80));
        return DataKeyMaking.Make(keys, retailer, KeyPurpose.Hashes, digest.Id, KeyBytes, now, id: new Guid(id, bigEndian: true));
    }

    public void Dispose()
    {
        foreach (var key in _unwrapped.Values)
            key.Dispose();
    }

    private static bool IsUnder(HashKey key, string text) => text.StartsWith(key.Tag, StringComparison.Ordinal);

    private static byte[] Compute(HashKey key, int retailer, string table, string column, string value)
    {
        var input = Encoding.UTF8.GetBytes(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"ihub-hash-1\n{retailer}\n{table}\n{column}\n{value}"));
        var result = new byte[HashBytes];
        Tag(key.Id).CopyTo(result, 0);
        key.Digest.Hmac(key.Octets, input).AsSpan(0, HashBytes - TagBytes).CopyTo(result.AsSpan(TagBytes));
        return result;
    }

    private HashKeys Keys(int retailer)
    {
        if (_retailers.TryGetValue(retailer, out var known) && time.GetElapsedTime(known.Since) < policy.Confirmation)
            return known;

        lock (_loading)
        {
            if (_retailers.TryGetValue(retailer, out known) && time.GetElapsedTime(known.Since) < policy.Confirmation)
                return known;

            return _retailers[retailer] = Load(retailer);
        }
    }

    private HashKeys Load(int retailer)
    {
        var stored = store.List(retailer, KeyPurpose.Hashes);
        if (stored.Count == 0)
        {
            store.Add(MakeFirst(keys, retailer, digest, time.GetUtcNow()));
            stored = store.List(retailer, KeyPurpose.Hashes);
        }
        else if (stored.All(static key => key.RetiredAt is not null))
        {
            store.Add(Make(keys, retailer, digest, time.GetUtcNow()));
            stored = store.List(retailer, KeyPurpose.Hashes);
        }

        var first = stored.MinBy(static key => (key.CreatedAt, key.Id))!;
        var inUse = stored.Where(static key => key.RetiredAt is null).OrderByDescending(static key => (key.CreatedAt, key.Id)).ToList();
        var known = time.GetUtcNow() - Announced(policy);
        var present = inUse.Find(key => key.CreatedAt <= known) ?? inUse[^1];
        return new HashKeys(
            time.GetTimestamp(), [Unwrapped(present), .. inUse.Where(key => key != present).Select(Unwrapped)], Unwrapped(first),
            stored.Where(static key => key.RetiredAt is not null).Select(static key => Convert.ToHexStringLower(Tag(key.Id))).ToHashSet(StringComparer.Ordinal));
    }

    private HashKey Unwrapped(StoredDataKey key) => _unwrapped.GetOrAdd(
        key.Id, (_, from) => new HashKey(from.Id, HashDigest.Find(from.Suite), keys.Unwrap(from.WrappedBy, from.Wrapped, from.Context())), key);
}
