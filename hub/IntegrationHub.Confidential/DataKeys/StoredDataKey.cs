using System.Buffers.Binary;
using IntegrationHub.Confidential.KeyEncryption;

namespace IntegrationHub.Confidential.DataKeys;

/// <summary>A data key as it lies in the store: wrapped.</summary>
/// <param name="Retailer">Whose values it seals; each retailer has keys of its own.</param>
/// <param name="Id">Named by every value it seals.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Suite">Number of the cipher suite, or of the digest for hashes.</param>
/// <param name="WrappedBy">The key-encryption key.</param>
/// <param name="Wrapped">The key, wrapped.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RetiredAt">Since when nothing new is sealed under it; <c>null</c> while in use.</param>
/// <param name="Reserved">How many values may have been sealed under it so far.</param>
public sealed record StoredDataKey(
    int Retailer, Guid Id, KeyPurpose Purpose, byte Suite, KeyVersion WrappedBy, byte[] Wrapped, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt = null, long Reserved = 0)
{
    /// <summary>Nothing is left of it that could be unwrapped.</summary>
    public bool IsDestroyed => Wrapped.Length == 0;

    /// <summary>Authenticated with the wrapped key: a row whose retailer, purpose or suite was changed does not unwrap.</summary>
    public byte[] Context()
    {
        var context = new byte[Domain.Length + 4 + 16 + 2];
        Domain.CopyTo(context);
        BinaryPrimitives.WriteInt32BigEndian(context.AsSpan(Domain.Length), Retailer);
        Id.TryWriteBytes(context.AsSpan(Domain.Length + 4), bigEndian: true, out _);
        context[^2] = (byte)Purpose;
        context[^1] = Suite;
        return context;
    }

    private static ReadOnlySpan<byte> Domain => "ihub-data-key-1"u8;
}
