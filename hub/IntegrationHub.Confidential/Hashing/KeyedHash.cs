using System.Collections.Concurrent;
using System.Text;
using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.KeyEncryption;

namespace IntegrationHub.Confidential.Hashing;

/// <summary>
/// HMAC over retailer, table, column and value, cut to 16 octets, after four octets that name the key. 128 bits are enough: nobody can
/// look for collisions without the key, and by chance two of 2^40 identifiers meet with 2^-49.
/// </summary>
/// <remarks>
/// Thread-safe. Keys are read anew after <see cref="CipherPolicy.Confirmation"/>, so that every process soon hashes with a new one and finds
/// what others hashed with it. A former key is searched with until its hashes are replaced and it is retired.
/// </remarks>
public sealed class KeyedHash(IDataKeyStore store, IKeyEncryptionKeys keys, CipherPolicy policy, HashDigest digest, TimeProvider time) : IKeyedHash
{
    public const int TagBytes = 4;
    public const int HashBytes = TagBytes + 16;
    private const int KeyBytes = 32;

    private readonly ConcurrentDictionary<int, HashKeys> _retailers = new();
    private readonly Lock _loading = new();

    public byte[] Of(int retailer, string table, string column, string value) => Compute(Keys(retailer).All[0], retailer, table, column, value);

    public IReadOnlyList<byte[]> Candidates(int retailer, string table, string column, string value) =>
        [.. Keys(retailer).All.Select(key => Compute(key, retailer, table, column, value))];

    /// <summary>True when the hash was made with the key that hashes at present.</summary>
    public bool IsPresent(int retailer, ReadOnlySpan<byte> hash) => hash.StartsWith(Tag(Keys(retailer).All[0].Id));

    /// <summary>Octets that name a key at the beginning of its hashes: the last of its id, which are random.</summary>
    public static byte[] Tag(Guid key) => key.ToByteArray(bigEndian: true)[^TagBytes..];

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
        var stored = store.List(retailer, KeyPurpose.Hashes).Where(static key => key.RetiredAt is null).ToList();
        if (stored.Count == 0)
        {
            var made = DataKeyMaking.Make(keys, retailer, KeyPurpose.Hashes, digest.Id, KeyBytes, time.GetUtcNow());
            store.Add(made);
            stored.Add(made);
        }

        return new HashKeys(
            time.GetTimestamp(),
            [.. stored.Select(key => new HashKey(key.Id, HashDigest.Find(key.Suite), keys.Unwrap(key.WrappedBy, key.Wrapped, key.Context())))]);
    }

    private sealed record HashKey(Guid Id, HashDigest Digest, byte[] Octets);

    /// <param name="Since">When they were read.</param>
    /// <param name="All">The present one first.</param>
    private sealed record HashKeys(long Since, IReadOnlyList<HashKey> All);
}
