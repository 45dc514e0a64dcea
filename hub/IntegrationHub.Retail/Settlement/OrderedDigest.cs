using System.Security.Cryptography;

namespace IntegrationHub.Retail.Settlement;

/// <summary>
/// A digest over parts in the order of their keys, whatever the order in which they come: how accounts lie in the store changes with the key for
/// hashes, and a settlement's digest does not.
/// </summary>
internal sealed class OrderedDigest
{
    private readonly List<(string Key, byte[] Part)> _parts = [];

    public void Add(string key, byte[] part) => _parts.Add((key, part));

    public byte[] Finish()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, part) in _parts.OrderBy(static one => one.Key, StringComparer.Ordinal))
            hash.AppendData(part);

        return hash.GetHashAndReset();
    }
}
