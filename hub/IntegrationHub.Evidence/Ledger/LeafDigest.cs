using System.Security.Cryptography;

namespace IntegrationHub.Evidence.Ledger;

/// <summary>
/// What the tree holds of an event: a digest over a random salt and the event's record. The salt keeps somebody who sees only the tree
/// (a checkpoint's proof, a neighbour's bundle) from guessing short records; erasing record and salt leaves the tree whole.
/// </summary>
public static class LeafDigest
{
    /// <summary>Octets of salt.</summary>
    public const int SaltLength = 16;

    /// <summary>SHA-256(salt || record). The salt's fixed length keeps the two apart.</summary>
    /// <exception cref="ArgumentException">The salt has not 16 octets.</exception>
    public static byte[] Of(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> record)
    {
        if (salt.Length != SaltLength)
            throw new ArgumentException("A salt has 16 octets.", nameof(salt));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(record);
        return hash.GetHashAndReset();
    }
}
