using System.Security.Cryptography;

namespace IntegrationHub.Backup.Sealing;

/// <summary>What opens a sealed file: the passphrase, or the private half of a key it was sealed for.</summary>
public sealed class OpeningKey : IDisposable
{
    /// <summary>Heads that ask for more work are refused: a file must not keep the machine busy for hours.</summary>
    private const int MostIterations = 20_000_000;

    private readonly string? _passphrase;
    private readonly RSA? _rsa;
    private readonly ECDiffieHellman? _curve;

    private OpeningKey(string? passphrase, RSA? rsa, ECDiffieHellman? curve)
    {
        _passphrase = passphrase;
        _rsa = rsa;
        _curve = curve;
    }

    public static OpeningKey OfPassphrase(string passphrase) => new(passphrase, null, null);

    /// <summary>Reads a private key in PEM (RSA or elliptic curve).</summary>
    /// <param name="pem">PKCS#8, encrypted or not, or the older forms of one algorithm.</param>
    /// <param name="passphrase">Of an encrypted key.</param>
    /// <returns>Null when the text holds no such key or the passphrase is not its own.</returns>
    public static OpeningKey? OfPem(string pem, string? passphrase)
    {
        if (TryImport(RSA.Create(), pem, passphrase) is { } rsa)
            return new OpeningKey(null, rsa, null);
        return TryImport(ECDiffieHellman.Create(), pem, passphrase) is { } curve ? new OpeningKey(null, null, curve) : null;
    }

    public void Dispose()
    {
        _rsa?.Dispose();
        _curve?.Dispose();
    }

    /// <exception cref="BackupException">The file is sealed for others.</exception>
    internal byte[] Unwrap(SealedHead head) => _passphrase is not null ? UnwrapByPassphrase(head) : UnwrapByKey(head);

    private byte[] UnwrapByPassphrase(SealedHead head)
    {
        var wrapped = head.Recipients.Where(one => one.Kind == WrappedKey.Passphrase).ToList();
        if (wrapped.Count == 0)
            throw new BackupException(BackupFault.KeyNeeded, $"the backup is sealed for {Keys(head)}, not for a passphrase", "Name the private key with --key.");
        foreach (var one in wrapped)
        {
            if (one is not { Salt: { } salt, Iterations: > 0 and <= MostIterations and var iterations })
                continue;
            if (KeyWrap.Unwrap(KeyWrap.FromPassphrase(_passphrase!, salt, iterations), one.Key) is { } key)
                return key;
        }

        throw new BackupException(BackupFault.PassphraseWrong, "the passphrase is not the one of this backup", "Give the passphrase under which it was written; the file itself is undamaged so far.");
    }

    private byte[] UnwrapByKey(SealedHead head)
    {
        var id = SHA256.HashData(_rsa?.ExportSubjectPublicKeyInfo() ?? _curve!.ExportSubjectPublicKeyInfo());
        var mine = head.Recipients.Where(one => one.KeyId is { } named && named.AsSpan().SequenceEqual(id)).ToList();
        foreach (var one in mine)
        {
            if ((_rsa is not null ? ByRsa(one) : ByCurve(one, id)) is { Length: KeyWrap.KeyBytes } key)
                return key;
        }

        throw head.Recipients.All(one => one.Kind == WrappedKey.Passphrase)
            ? new BackupException(BackupFault.PassphraseNeeded, "the backup is sealed with a passphrase, not for a key", "Name the file with the passphrase with --passphrase-file.")
            : new BackupException(BackupFault.KeyWrong, $"the key (SHA-256 {Convert.ToHexStringLower(id)}) opens nothing here: the backup is sealed for {Keys(head)}", "Name the private key of one of them with --key.");
    }

    private byte[]? ByRsa(WrappedKey one)
    {
        try
        {
            return one.Kind == WrappedKey.Rsa ? _rsa!.Decrypt(one.Key, RSAEncryptionPadding.OaepSHA256) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private byte[]? ByCurve(WrappedKey one, byte[] id)
    {
        if (one is not { Kind: WrappedKey.Ecdh, Ephemeral: { } ephemeral })
            return null;
        try
        {
            using var theirs = ECDiffieHellman.Create();
            theirs.ImportSubjectPublicKeyInfo(ephemeral, out _);
            return KeyWrap.Unwrap(KeyWrap.FromAgreement(_curve!.DeriveRawSecretAgreement(theirs.PublicKey), ephemeral, id), one.Key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private static string Keys(SealedHead head) =>
        string.Join(", ", head.Recipients.Select(one => one.KeyId is { } id ? $"the key with SHA-256 {Convert.ToHexStringLower(id)}" : "a passphrase"));

    private static T? TryImport<T>(T empty, string pem, string? passphrase)
        where T : AsymmetricAlgorithm
    {
        try
        {
            if (passphrase is not null && pem.Contains("ENCRYPTED", StringComparison.Ordinal))
                empty.ImportFromEncryptedPem(pem, passphrase);
            else
                empty.ImportFromPem(pem);
            // A public key alone opens nothing.
            _ = empty.ExportPkcs8PrivateKey();
            return empty;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            empty.Dispose();
            return null;
        }
    }
}
