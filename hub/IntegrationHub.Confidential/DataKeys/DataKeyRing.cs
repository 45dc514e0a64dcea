using System.Collections.Concurrent;
using System.Security.Cryptography;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Confidential.Suites;
using IntegrationHub.Confidential.Values;

namespace IntegrationHub.Confidential.DataKeys;

/// <summary>
/// Seals and opens with data keys that it holds in memory: per retailer and class one that seals, and every one that was needed to open. The
/// store is asked for a key that is not known yet, and once per <see cref="CipherPolicy.Block"/> values or
/// <see cref="CipherPolicy.Confirmation"/> for room under the one that seals.
/// </summary>
/// <remarks>Thread-safe. One per process and store.</remarks>
public sealed class DataKeyRing(IDataKeyStore store, IKeyEncryptionKeys keys, CipherPolicy policy, TimeProvider time) : IValueCipher, IDisposable
{
    private readonly ConcurrentDictionary<(int Retailer, DataClass Class), SealingKey> _sealing = new();
    private readonly ConcurrentDictionary<(int Retailer, Guid Id), ISuiteKey> _known = new();
    private readonly Lock _making = new();

    public CipherPolicy Policy => policy;

    public byte[] Seal(DataClass dataClass, in ValueBinding binding, ReadOnlySpan<byte> plain)
    {
        if (plain.Length > SealedFormat.MaxPlainBytes)
            throw new ArgumentException($"{plain.Length} bytes are too many for one piece.", nameof(plain));

        var key = TakeKey(binding.Retailer, dataClass);
        var value = new byte[plain.Length + SealedFormat.Overhead];
        var header = value.AsSpan(0, SealedFormat.HeaderBytes);
        var nonce = value.AsSpan(SealedFormat.HeaderBytes, SealedFormat.NonceBytes);
        SealedFormat.WriteHeader(header, key.Suite, key.Id);
        RandomNumberGenerator.Fill(nonce);
        Span<byte> associated = stackalloc byte[SealedFormat.AssociatedBytes(binding)];
        var length = SealedFormat.WriteAssociated(associated, header, binding);
        key.Key.Seal(
            nonce, plain, value.AsSpan(SealedFormat.HeaderBytes + SealedFormat.NonceBytes, plain.Length), value.AsSpan(^SealedFormat.TagBytes..), associated[..length]);
        return value;
    }

    public byte[] Open(in ValueBinding binding, ReadOnlySpan<byte> value)
    {
        var (suite, id) = SealedFormat.ReadHeader(value, binding);
        var key = Known(binding, suite, id);
        var plain = new byte[value.Length - SealedFormat.Overhead];
        Span<byte> associated = stackalloc byte[SealedFormat.AssociatedBytes(binding)];
        var length = SealedFormat.WriteAssociated(associated, value, binding);
        return key.TryOpen(
            value.Slice(SealedFormat.HeaderBytes, SealedFormat.NonceBytes), value[(SealedFormat.HeaderBytes + SealedFormat.NonceBytes)..^SealedFormat.TagBytes],
            value[^SealedFormat.TagBytes..], plain, associated[..length])
            ? plain
            : throw new SealedValueException(SealedValueProblem.NotAuthentic, $"{SealedFormat.Place(binding)} was altered or does not belong there.");
    }

    /// <summary>The data key that seals at present; what was sealed under another is old.</summary>
    public Guid SealingKeyOf(int retailer, DataClass dataClass) => TakeKey(retailer, dataClass).Id;

    public void Dispose()
    {
        _sealing.Clear();
        foreach (var key in _known.Values)
            key.Dispose();

        _known.Clear();
    }

    private SealingKey TakeKey(int retailer, DataClass dataClass)
    {
        if (_sealing.TryGetValue((retailer, dataClass), out var key) && key.TryUse())
            return key;

        lock (_making)
        {
            // Whoever waited for the lock finds what the one before it made.
            if (_sealing.TryGetValue((retailer, dataClass), out key) && key.TryUse())
                return key;

            key = Reserve(retailer, dataClass);
            key.TryUse();
            return _sealing[(retailer, dataClass)] = key;
        }
    }

    private SealingKey Reserve(int retailer, DataClass dataClass)
    {
        var suite = policy.SuiteFor(dataClass);
        var now = time.GetUtcNow();
        var stored = store.Reserve(retailer, (KeyPurpose)dataClass, suite.Id, now - policy.MaxAge, policy.Block, policy.MaxValues);
        if (stored is null)
        {
            stored = DataKeyMaking.Make(keys, retailer, (KeyPurpose)dataClass, suite.Id, suite.KeyBytes, now, policy.Block);
            store.Add(stored);
        }

        return new SealingKey(stored.Id, suite, Unwrapped(stored, suite), policy.Block, time, policy.Confirmation);
    }

    private ISuiteKey Known(in ValueBinding binding, byte suiteId, Guid id)
    {
        if (_known.TryGetValue((binding.Retailer, id), out var key))
            return key;

        var suite = CipherSuites.Find(suiteId)
            ?? throw new SealedValueException(SealedValueProblem.Unknown, $"{SealedFormat.Place(binding)} is sealed with suite {suiteId}, which this program does not know.");
        var stored = store.Find(binding.Retailer, id)
            ?? throw new SealedValueException(SealedValueProblem.KeyMissing, $"{SealedFormat.Place(binding)} is sealed with the data key {id}, which the store does not have.");
        if (stored.IsDestroyed || stored.Purpose == KeyPurpose.Hashes)
            throw new SealedValueException(SealedValueProblem.KeyMissing, $"{SealedFormat.Place(binding)} names the key {id}, which seals no values.");

        return stored.Suite == suiteId
            ? Unwrapped(stored, suite)
            : throw new SealedValueException(SealedValueProblem.NotAuthentic, $"{SealedFormat.Place(binding)} names another suite than its data key has.");
    }

    private ISuiteKey Unwrapped(StoredDataKey stored, ICipherSuite suite) => _known.GetOrAdd(
        (stored.Retailer, stored.Id),
        static (_, from) =>
        {
            var octets = from.keys.Unwrap(from.stored.WrappedBy, from.stored.Wrapped, from.stored.Context());
            try
            {
                return octets.Length == from.suite.KeyBytes
                    ? from.suite.Use(octets)
                    : throw new KeyEncryptionException(
                        KeyEncryptionProblem.Damaged, $"The data key {from.stored.Id} has {octets.Length} bytes.", "Restore the table data_key from a backup.");
            }
            finally
            {
                CryptographicOperations.ZeroMemory(octets);
            }
        },
        (keys, stored, suite));
}
