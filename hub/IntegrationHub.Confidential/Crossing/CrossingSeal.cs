using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Confidential.Crossing;

/// <summary>
/// Seals by AES-256-GCM under a key that only the two sides can work out: HKDF over the agreement of a key pair made for this (so that what was sent does not open with the
/// sender's key) and of the sender's own pair (so that only he can have sent it) with the receiver's public key, after the authenticated mode of RFC 9180.
/// </summary>
/// <remarks>Thread-safe. One agreement serves up to <see cref="MostUses"/> values of a process, each with a random nonce, and is kept by whoever opens them.</remarks>
/// <param name="keys">The keys now; asked at every use.</param>
internal sealed class CrossingSeal(Func<CrossingKeyring> keys) : ICrossingSeal
{
    private const int MostUses = 1 << 16;
    private const int MostAgreements = 1_000;

    /// <summary>Longest text that is unpacked, in octets.</summary>
    private const int LongestText = 1 << 20;

    private const byte Format = 1, Plain = 0, Deflated = 1;
    private const int ToAt = 2, FromAt = ToAt + CrossingKeyName.Octets, OnceAt = FromAt + CrossingKeyName.Octets, NonceAt = OnceAt + CrossingKeyring.PointOctets;
    private const int NonceOctets = 12, TagOctets = 16, BodyAt = NonceAt + NonceOctets;

    private const string Head = "{\"sealed\":\"", Tail = "\"}";

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly Lock _turn = new();
    private readonly Dictionary<string, byte[]> _agreements = new(StringComparer.Ordinal);
    private Sending? _sending;
    private Sending? _receiving;

    /// <summary>True for what <see cref="Seal"/> makes, by its form.</summary>
    public static bool IsSealed(string payload) => payload.StartsWith(Head, StringComparison.Ordinal);

    public string Seal(in CrossingBinding at, string payload) => Under(
        Now(ref _sending, static ring => Begin(ring, ring.PointOfOther(ring.To), ring.Agree(ring.From, ring.To), ring.To, ring.From, ring.PointOfOwn(ring.From))), at, payload);

    // The other side's key in use as the sender, and the own one as the receiver.
    public string SealReceived(in CrossingBinding at, string payload) => Under(
        Now(ref _receiving, static ring => Begin(ring, ring.PointOfOwn(ring.From), ring.Agree(ring.From, ring.To), ring.From, ring.To, ring.PointOfOther(ring.To))), at, payload);

    public string? Open(in CrossingBinding at, string payload)
    {
        if (Octets(payload) is not { } octets || octets.Length < BodyAt + TagOctets || octets[0] != Format || octets[1] > Deflated)
            return null;

        if (KeyOf(octets) is not { } key)
            return null;

        var text = new byte[octets.Length - BodyAt - TagOctets];
        try
        {
            using var cipher = new AesGcm(key, TagOctets);
            cipher.Decrypt(octets.AsSpan(NonceAt, NonceOctets), octets.AsSpan(BodyAt, text.Length), octets.AsSpan(^TagOctets..), text, Associated(octets, at));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        try
        {
            return Utf8.GetString(octets[1] == Deflated ? Inflate(text) : text);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or DecoderFallbackException)
        {
            // Sealed by the other side, and no text all the same: whoever has taken that side over stops nothing here.
            return null;
        }
    }

    /// <summary>True when both keys that it names are known here, on either end.</summary>
    public bool Knows(string payload)
    {
        if (Octets(payload) is not { } octets || octets.Length < BodyAt + TagOctets)
            return false;

        var ring = keys();
        var (to, from) = (CrossingKeyName.Read(octets.AsSpan(ToAt)), CrossingKeyName.Read(octets.AsSpan(FromAt)));
        return (ring.IsOwn(to) && ring.IsOther(from)) || (ring.IsOwn(from) && ring.IsOther(to));
    }

    /// <summary>What seals now; counted, so that it is not used too often.</summary>
    private Sending Now(ref Sending? kept, Func<CrossingKeyring, Sending> begin)
    {
        var ring = keys();
        lock (_turn)
        {
            if (kept is null || kept.Ring != ring || kept.Uses >= MostUses)
                kept = begin(ring);

            kept.Uses++;
            return kept;
        }
    }

    private static string Under(Sending sending, in CrossingBinding at, string payload)
    {
        var text = Utf8.GetBytes(payload);
        var deflated = Deflate(text);
        var isSmaller = deflated.Length < text.Length;
        if (isSmaller)
            text = deflated;

        var octets = new byte[BodyAt + text.Length + TagOctets];
        octets[0] = Format;
        octets[1] = isSmaller ? Deflated : Plain;
        sending.To.Write(octets.AsSpan(ToAt));
        sending.From.Write(octets.AsSpan(FromAt));
        sending.Once.CopyTo(octets, OnceAt);
        RandomNumberGenerator.Fill(octets.AsSpan(NonceAt, NonceOctets));
        using var cipher = new AesGcm(sending.Key, TagOctets);
        cipher.Encrypt(octets.AsSpan(NonceAt, NonceOctets), text, octets.AsSpan(BodyAt, text.Length), octets.AsSpan(^TagOctets..), Associated(octets, at));
        return Head + Base64Url.EncodeToString(octets) + Tail;
    }

    private static Sending Begin(CrossingKeyring ring, byte[] receiver, byte[] standing, CrossingKeyName to, CrossingKeyName from, byte[] sender)
    {
        using var once = CrossingKeyring.Make();
        using var other = CrossingKeyring.Pair(receiver, null);
        var point = CrossingKeyring.PointOf(once);
        return new(ring, to, from, point, Derive(once.DeriveRawSecretAgreement(other.PublicKey), standing, point, receiver, sender));
    }

    /// <summary>The key of an envelope, or null where its keys are not known or no keys at all.</summary>
    private byte[]? KeyOf(byte[] octets)
    {
        var name = Convert.ToBase64String(octets, ToAt, NonceAt - ToAt);
        lock (_turn)
        {
            if (_agreements.TryGetValue(name, out var known))
                return known;
        }

        var ring = keys();
        var (to, from) = (CrossingKeyName.Read(octets.AsSpan(ToAt)), CrossingKeyName.Read(octets.AsSpan(FromAt)));
        if (!ring.IsOwn(to) || !ring.IsOther(from))
            return null;

        byte[] key;
        try
        {
            var once = octets.AsSpan(OnceAt, CrossingKeyring.PointOctets);
            key = Derive(ring.Agree(to, once), ring.Agree(to, from), once, ring.PointOfOwn(to), ring.PointOfOther(from));
        }
        catch (CryptographicException)
        {
            // No point of the curve.
            return null;
        }

        lock (_turn)
        {
            if (_agreements.Count >= MostAgreements)
                _agreements.Clear();

            _agreements[name] = key;
        }

        return key;
    }

    private static byte[] Derive(byte[] once, byte[] standing, ReadOnlySpan<byte> oncePoint, ReadOnlySpan<byte> receiver, ReadOnlySpan<byte> sender)
    {
        byte[] secret = [.. once, .. standing];
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: [.. "ihub-crossing-1"u8, .. oncePoint, .. receiver, .. sender]);
        CryptographicOperations.ZeroMemory(secret);
        CryptographicOperations.ZeroMemory(once);
        CryptographicOperations.ZeroMemory(standing);
        return key;
    }

    private static byte[] Associated(byte[] octets, in CrossingBinding at) => [.. octets.AsSpan(0, NonceAt), .. at.ToOctets()];

    private static byte[]? Octets(string payload)
    {
        if (!IsSealed(payload) || !payload.EndsWith(Tail, StringComparison.Ordinal) || payload.Length < Head.Length + Tail.Length)
            return null;

        var body = payload.AsSpan(Head.Length, payload.Length - Head.Length - Tail.Length);
        return Base64Url.IsValid(body) ? Base64Url.DecodeFromChars(body) : null;
    }

    private static byte[] Deflate(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(text);

        return packed.ToArray();
    }

    /// <summary>Only what the other side sealed comes here, and even that has a bound.</summary>
    private static byte[] Inflate(byte[] packed)
    {
        using var deflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var text = new MemoryStream();
        var piece = new byte[8192];
        while (text.Length <= LongestText && deflate.Read(piece) is > 0 and var read)
            text.Write(piece, 0, read);

        return text.Length <= LongestText ? text.ToArray() : throw new InvalidDataException($"A text of more than {LongestText} octets crossed.");
    }

    private sealed record Sending(CrossingKeyring Ring, CrossingKeyName To, CrossingKeyName From, byte[] Once, byte[] Key)
    {
        public int Uses { get; set; }
    }
}
