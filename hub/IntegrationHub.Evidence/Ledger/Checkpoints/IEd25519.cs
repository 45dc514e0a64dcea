namespace IntegrationHub.Evidence.Ledger.Checkpoints;

/// <summary>Port: Ed25519 (RFC 8032), which the framework lacks.</summary>
/// <remarks>Implementations are thread-safe.</remarks>
public interface IEd25519
{
    /// <summary>The public key (32 octets) of a private key.</summary>
    /// <param name="privateKey">The 32 octets RFC 8032 calls the private key (the seed).</param>
    byte[] PublicKeyOf(ReadOnlySpan<byte> privateKey);

    /// <summary>The signature, 64 octets; the same message gives the same signature.</summary>
    byte[] Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> message);

    /// <summary>False for a wrong signature and for a malformed key or signature alike.</summary>
    bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);
}
