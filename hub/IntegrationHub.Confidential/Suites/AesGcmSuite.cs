using System.Security.Cryptography;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Confidential.Suites;

/// <summary>AES-256-GCM of the framework (NIST SP 800-38D).</summary>
public sealed class AesGcmSuite : ICipherSuite
{
    public byte Id => 1;

    public string Name => "AES-256-GCM";

    public int KeyBytes => 32;

    public ISuiteKey Use(ReadOnlySpan<byte> key) => new Key(key.ToArray());

    /// <summary>The framework's object holds one context of the library, which is not for two threads at a time.</summary>
    private sealed class Key(byte[] octets) : ISuiteKey
    {
        private readonly KeyPool<AesGcm> _pool = new(() => new AesGcm(octets, Values.SealedFormat.TagBytes));

        public void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> cipher, Span<byte> tag, ReadOnlySpan<byte> associated)
        {
            using var lease = _pool.Take();
            lease.Key.Encrypt(nonce, plain, cipher, tag, associated);
        }

        public bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> associated)
        {
            using var lease = _pool.Take();
            try
            {
                lease.Key.Decrypt(nonce, cipher, tag, plain, associated);
                return true;
            }
            catch (AuthenticationTagMismatchException)
            {
                return false;
            }
        }

        public void Dispose()
        {
            _pool.Close();
            CryptographicOperations.ZeroMemory(octets);
        }
    }
}
