using System.Security.Cryptography;
using IntegrationHub.Evidence.Signatures;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace IntegrationHub.Confidential.Suites;

/// <summary>SM4-GCM (GB/T 32907, RFC 8998). OpenSSL has it from 3.1 on; until that is everywhere the primitives are Bouncy Castle's.</summary>
public sealed class Sm4GcmSuite : ICipherSuite
{
    public byte Id => 2;

    public string Name => "SM4-GCM";

    public int KeyBytes => 16;

    public ISuiteKey Use(ReadOnlySpan<byte> key) => new Key(key.ToArray());

    private sealed class Key(byte[] octets) : ISuiteKey
    {
        private readonly KeyPool<Engine> _pool = new(static () => new Engine());

        public void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> cipher, Span<byte> tag, ReadOnlySpan<byte> associated)
        {
            using var lease = _pool.Take();
            var result = lease.Key.Run(true, octets, nonce, plain.ToArray(), associated);
            result.AsSpan(0, plain.Length).CopyTo(cipher);
            result.AsSpan(plain.Length).CopyTo(tag);
        }

        public bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> associated)
        {
            using var lease = _pool.Take();
            try
            {
                lease.Key.Run(false, octets, nonce, [.. cipher, .. tag], associated).CopyTo(plain);
                return true;
            }
            catch (InvalidCipherTextException)
            {
                plain.Clear();
                return false;
            }
        }

        public void Dispose()
        {
            _pool.Close();
            CryptographicOperations.ZeroMemory(octets);
        }
    }

    private sealed class Engine : IDisposable
    {
        private readonly GcmBlockCipher _cipher = new(new SM4Engine());

        public byte[] Run(bool seals, byte[] key, ReadOnlySpan<byte> nonce, byte[] input, ReadOnlySpan<byte> associated)
        {
            _cipher.Init(seals, new AeadParameters(new KeyParameter(key), Values.SealedFormat.TagBytes * 8, nonce.ToArray(), associated.ToArray()));
            var output = new byte[_cipher.GetOutputSize(input.Length)];
            var written = _cipher.ProcessBytes(input, 0, input.Length, output, 0);
            _cipher.DoFinal(output, written);
            return output;
        }

        public void Dispose() => _cipher.Reset();
    }
}
