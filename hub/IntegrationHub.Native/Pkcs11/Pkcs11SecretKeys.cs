using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Native.Pkcs11;

/// <summary>AES keys of a token: making them, and CKM_AES_GCM with them.</summary>
public sealed unsafe partial class Pkcs11Session
{
    private const nuint SecretKeyClass = 4;
    private const nuint AesKeyGeneration = 0x1080;
    private const nuint AesGcm = 0x1087;
    private const nuint AesKeyBytes = 32;

    /// <summary>True when the token holds a secret key of that label.</summary>
    public bool HasSecretKey(string label)
    {
        lock (gate)
            return Find(SecretKeyClass, label) is not null;
    }

    /// <summary>Makes an AES-256 key on the token: it encrypts and decrypts, is sensitive and cannot be taken out. The session must be for writing.</summary>
    /// <exception cref="CryptographicException">The token refuses.</exception>
    public void GenerateSecretKey(string label)
    {
        var name = Encoding.UTF8.GetBytes(label);
        byte yes = 1, no = 0;
        nuint bytes = AesKeyBytes, handle;
        lock (gate)
        {
            fixed (byte* text = name)
            {
                // CKA_TOKEN, CKA_PRIVATE, CKA_LABEL, CKA_VALUE_LEN, CKA_ENCRYPT, CKA_DECRYPT, CKA_SENSITIVE, CKA_EXTRACTABLE
                var template = stackalloc nuint[24]
                {
                    0x1, (nuint)(&yes), 1, 0x2, (nuint)(&yes), 1, Label, (nuint)text, (nuint)name.Length, 0x161, (nuint)(&bytes), (nuint)sizeof(nuint),
                    0x104, (nuint)(&yes), 1, 0x105, (nuint)(&yes), 1, 0x103, (nuint)(&yes), 1, 0x162, (nuint)(&no), 1,
                };
                var mechanism = stackalloc nuint[3] { AesKeyGeneration, 0, 0 };
                var generate = (delegate* unmanaged<nuint, nuint*, nuint*, nuint, nuint*, nuint>)module.Function(58);
                Pkcs11Result.Check(generate(session, mechanism, template, 8, &handle), "C_GenerateKey");
            }
        }
    }

    /// <summary>Encrypts by AES-GCM; the tag follows the ciphertext.</summary>
    /// <exception cref="CryptographicException">The key is missing, or the token refuses.</exception>
    public byte[] SealGcm(string label, byte[] nonce, byte[] plain, byte[] associated, int tagBytes) =>
        RunGcm(label, nonce, plain, associated, tagBytes, plain.Length + tagBytes, init: 29, run: 30, "C_Encrypt")!;

    /// <summary>Decrypts by AES-GCM.</summary>
    /// <returns><c>null</c> when it is not authentic under this key.</returns>
    /// <exception cref="CryptographicException">The key is missing, or the token refuses.</exception>
    public byte[]? OpenGcm(string label, byte[] nonce, byte[] sealedOctets, byte[] associated, int tagBytes) =>
        RunGcm(label, nonce, sealedOctets, associated, tagBytes, sealedOctets.Length, init: 33, run: 34, "C_Decrypt");

    private byte[]? RunGcm(string label, byte[] nonce, byte[] input, byte[] associated, int tagBytes, int room, int init, int run, string name)
    {
        lock (gate)
        {
            var key = Find(SecretKeyClass, label) ?? throw new CryptographicException($"The token holds no secret key labelled \"{label}\".");
            var output = new byte[room];
            nuint length = (nuint)room;
            fixed (byte* iv = nonce, aad = associated, source = input, target = output)
            {
                // CK_GCM_PARAMS: IV, its length in octets and in bits, AAD, its length, tag bits.
                var parameters = stackalloc nuint[6]
                {
                    (nuint)iv, (nuint)nonce.Length, (nuint)nonce.Length * 8, (nuint)aad, (nuint)associated.Length, (nuint)tagBytes * 8,
                };
                var mechanism = stackalloc nuint[3] { AesGcm, (nuint)parameters, 6 * (nuint)sizeof(nuint) };
                Pkcs11Result.Check(((delegate* unmanaged<nuint, nuint*, nuint, nuint>)module.Function(init))(session, mechanism, key), name + "Init");
                var result = ((delegate* unmanaged<nuint, byte*, nuint, byte*, nuint*, nuint>)module.Function(run))(session, source, (nuint)input.Length, target, &length);
                if (run == 34 && result is Pkcs11Result.EncryptedDataInvalid or Pkcs11Result.AeadDecryptFailed or Pkcs11Result.GeneralError)
                    return null;

                Pkcs11Result.Check(result, name);
            }

            return output[..(int)length];
        }
    }
}
