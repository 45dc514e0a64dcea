using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace IntegrationHub.Evidence.Signatures;

/// <summary>
/// The certificates of signers accepted before, found by the digest of their bytes, so that a known signer's certificate is
/// not parsed again. Only accepted ones are kept: nobody can crowd them out.
/// </summary>
internal sealed class VerifyingKeys
{
    private const int Remembered = 1024;

    private readonly record struct Fingerprint(ulong A, ulong B, ulong C, ulong D);

    private readonly ConcurrentDictionary<Fingerprint, VerifyingKey> known = new();

    /// <summary>Null when the bytes are no certificate.</summary>
    public VerifyingKey? Read(byte[] der) => known.TryGetValue(FingerprintOf(der), out var key) ? key : VerifyingKey.Read(der);

    public void Remember(byte[] der, VerifyingKey key)
    {
        var fingerprint = FingerprintOf(der);
        if (known.ContainsKey(fingerprint))
            return;
        if (known.Count >= Remembered)
            known.Clear();
        known[fingerprint] = key;
    }

    private static Fingerprint FingerprintOf(byte[] der)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(der, hash);
        return MemoryMarshal.Read<Fingerprint>(hash);
    }
}
