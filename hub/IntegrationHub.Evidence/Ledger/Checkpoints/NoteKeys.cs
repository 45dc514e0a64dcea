using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Evidence.Ledger.Checkpoints;

/// <summary>
/// The public key that verifies a log's notes, in the public text form <c>NAME+HASH+BASE64</c> that golang.org/x/mod/sumdb/note defined
/// and C2SP signed-note keeps.
/// </summary>
/// <remarks>Immutable, thread-safe.</remarks>
public sealed class NoteVerifierKey
{
    /// <summary>Octet that names Ed25519.</summary>
    internal const byte Ed25519 = 1;

    private NoteVerifierKey(string name, byte[] publicKey)
    {
        Name = name;
        PublicKey = publicKey;
        KeyId = KeyIdOf(name, publicKey);
    }

    /// <summary>The log's name; checkpoints carry it as their origin.</summary>
    public string Name { get; }

    /// <summary>First four octets of SHA-256(name, line feed, 0x01, public key), big-endian.</summary>
    public uint KeyId { get; }

    /// <summary>32 octets.</summary>
    public IReadOnlyList<byte> PublicKey { get; }

    /// <exception cref="ArgumentException">A name that notes cannot carry, or a key that is not 32 octets.</exception>
    public static NoteVerifierKey Of(string name, ReadOnlySpan<byte> publicKey)
    {
        if (!IsName(name))
            throw new ArgumentException("A note key's name is not empty and holds neither white space nor '+'.", nameof(name));
        if (publicKey.Length != 32)
            throw new ArgumentException("An Ed25519 public key has 32 octets.", nameof(publicKey));
        return new NoteVerifierKey(name, publicKey.ToArray());
    }

    /// <summary>Reads the text form; null when it is malformed, of another algorithm, or its hash does not fit.</summary>
    public static NoteVerifierKey? TryParse(string text)
    {
        var parts = text.Trim().Split('+', 3);
        if (parts.Length != 3 || !IsName(parts[0]) || parts[1].Length != 8 ||
            !uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash))
            return null;
        var encoded = new byte[33];
        if (!Convert.TryFromBase64String(parts[2], encoded, out var length) || length != 33 || encoded[0] != Ed25519)
            return null;
        var key = new NoteVerifierKey(parts[0], encoded[1..]);
        return key.KeyId == hash ? key : null;
    }

    /// <summary>True when <paramref name="name"/> can name a key.</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c));

    /// <summary>The text form.</summary>
    public override string ToString() => $"{Name}+{KeyId:x8}+{Convert.ToBase64String([Ed25519, .. PublicKey])}";

    internal bool Verify(IEd25519 ed25519, ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) =>
        ed25519.Verify(PublicKey.ToArray(), text, signature);

    private static uint KeyIdOf(string name, byte[] publicKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519, .. publicKey]));
}

/// <summary>The private key of a log, in the text form <c>PRIVATE+KEY+NAME+HASH+BASE64</c>.</summary>
/// <remarks>Immutable, thread-safe. Never written to logs: <see cref="ToString"/> shows the public half.</remarks>
public sealed class NoteSignerKey
{
    private const string Prefix = "PRIVATE+KEY+";
    private readonly byte[] privateKey;

    private NoteSignerKey(NoteVerifierKey verifier, byte[] privateKey)
    {
        Verifier = verifier;
        this.privateKey = privateKey;
    }

    /// <summary>The public half, to hand to auditors.</summary>
    public NoteVerifierKey Verifier { get; }

    /// <param name="name">The log's name, e.g. <c>retailer.example/ledger</c>.</param>
    /// <param name="privateKey">32 random octets.</param>
    /// <param name="ed25519">The algorithm.</param>
    public static NoteSignerKey Of(string name, ReadOnlySpan<byte> privateKey, IEd25519 ed25519) =>
        new(NoteVerifierKey.Of(name, ed25519.PublicKeyOf(privateKey)), privateKey.ToArray());

    /// <summary>Reads the text form; null when it is malformed or its hash does not fit the key.</summary>
    public static NoteSignerKey? TryParse(string text, IEd25519 ed25519)
    {
        var parts = text.Trim().StartsWith(Prefix, StringComparison.Ordinal) ? text.Trim()[Prefix.Length..].Split('+', 3) : [];
        if (parts.Length != 3 || !NoteVerifierKey.IsName(parts[0]))
            return null;
        var encoded = new byte[33];
        if (!Convert.TryFromBase64String(parts[2], encoded, out var length) || length != 33 || encoded[0] != NoteVerifierKey.Ed25519)
            return null;
        var key = Of(parts[0], encoded.AsSpan(1), ed25519);
        return key.Verifier.KeyId.ToString("x8", CultureInfo.InvariantCulture) == parts[1] ? key : null;
    }

    /// <summary>The text form with the secret, for a file only the hub reads.</summary>
    public string ExportSecret() =>
        $"{Prefix}{Verifier.Name}+{Verifier.KeyId:x8}+{Convert.ToBase64String([NoteVerifierKey.Ed25519, .. privateKey])}";

    public override string ToString() => Verifier.ToString();

    internal byte[] Sign(IEd25519 ed25519, ReadOnlySpan<byte> text) => ed25519.Sign(privateKey, text);
}
