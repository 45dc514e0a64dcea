using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace IntegrationHub.Confidential.KeyEncryption;

/// <summary>Key-encryption keys that end with the process: for tests, and for stores that are thrown away.</summary>
public sealed class InMemoryKeys : IKeyEncryptionKeys, IDisposable
{
    private const string Name = "memory";
    private readonly ConcurrentDictionary<int, WrappingKey> _versions = new();
    private int _current;

    public InMemoryKeys() => Rotate();

    public KeyVersion Current => new(Name, Volatile.Read(ref _current));

    /// <summary>Makes a further version and uses it from now on.</summary>
    public KeyVersion Rotate()
    {
        var next = _current + 1;
        _versions[next] = new WrappingKey(RandomNumberGenerator.GetBytes(WrappingKey.KeyBytes));
        Volatile.Write(ref _current, next);
        return Current;
    }

    public void Refresh()
    {
    }

    public byte[] Wrap(KeyVersion key, ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> context) => Of(key).Wrap(dataKey, context);

    public byte[] Unwrap(KeyVersion key, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context) => Of(key).Unwrap(key, wrapped, context);

    public void Dispose()
    {
        foreach (var key in _versions.Values)
            key.Dispose();
    }

    private WrappingKey Of(KeyVersion key) => key.Name == Name && _versions.TryGetValue(key.Version, out var found)
        ? found
        : throw new KeyEncryptionException(KeyEncryptionProblem.Missing, $"There is no key {key}.", "Keys in memory end with their process.");
}
