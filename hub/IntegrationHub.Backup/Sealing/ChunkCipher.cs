using System.Buffers.Binary;
using System.Security.Cryptography;

namespace IntegrationHub.Backup.Sealing;

/// <summary>
/// The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance, 2015)
/// over AES-256-GCM: every chunk has its number in its nonce, and the last one a mark. So a chunk that was changed, moved, left out or put in
/// does not open, and neither does a file whose end is missing.
/// </summary>
/// <remarks>The key is derived from the file's own random key and the head, so no nonce is used twice. Not thread-safe.</remarks>
internal sealed class ChunkCipher : IDisposable
{
    /// <summary>The name in the head.</summary>
    public const string Suite = "stream-aes-256-gcm";

    public const int TagBytes = 16;

    private readonly AesGcm _aes;
    private readonly byte[] _nonce = new byte[AesGcm.NonceByteSizes.MaxSize];

    public ChunkCipher(ReadOnlySpan<byte> fileKey, ReadOnlySpan<byte> headOctets)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey, key, SHA256.HashData(headOctets), "ihub-sealed-1 chunks"u8);
        _aes = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <param name="sealedChunk">Room for the plain octets and the tag.</param>
    public void Seal(long number, bool last, ReadOnlySpan<byte> plain, Span<byte> sealedChunk) =>
        _aes.Encrypt(Nonce(number, last), plain, sealedChunk[..plain.Length], sealedChunk[plain.Length..]);

    /// <summary>False when it is not this chunk, or not as it was written.</summary>
    public bool TryOpen(long number, bool last, ReadOnlySpan<byte> sealedChunk, Span<byte> plain)
    {
        if (sealedChunk.Length < TagBytes)
            return false;
        try
        {
            _aes.Decrypt(Nonce(number, last), sealedChunk[..^TagBytes], sealedChunk[^TagBytes..], plain);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => _aes.Dispose();

    private ReadOnlySpan<byte> Nonce(long number, bool last)
    {
        BinaryPrimitives.WriteInt64BigEndian(_nonce.AsSpan(3), number);
        _nonce[^1] = last ? (byte)1 : (byte)0;
        return _nonce;
    }
}
