using System.Security.Cryptography;

namespace IntegrationHub.Confidential.Crossing;

/// <summary>Name of a key pair: the beginning of the SHA-256 of its public point.</summary>
internal readonly record struct CrossingKeyName(ulong Value)
{
    public const int Octets = 8;

    public static CrossingKeyName Of(ReadOnlySpan<byte> point) => Read(SHA256.HashData(point));

    public static CrossingKeyName Read(ReadOnlySpan<byte> octets) => new(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(octets));

    public void Write(Span<byte> octets) => System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(octets, Value);

    public override string ToString() => Value.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The key pairs of one side and the public keys of the other, on the curve P-256. Former ones stay: what was sealed with them is read with them.</summary>
internal sealed class CrossingKeyring : IDisposable
{
    public const int PointOctets = 64, SecretOctets = 32;

    private readonly Lock _turn = new();
    private readonly Dictionary<CrossingKeyName, ECDiffieHellman> _own = [];
    private readonly Dictionary<CrossingKeyName, ECDiffieHellman> _other = [];

    /// <param name="own">Points and private keys of this side.</param>
    /// <param name="other">Points of the other side.</param>
    /// <param name="from">The own pair that seals now.</param>
    /// <param name="to">The other side's that is sealed for.</param>
    /// <exception cref="CryptographicException">One of them is no key of the curve.</exception>
    public CrossingKeyring(IEnumerable<(byte[] Point, byte[] Secret)> own, IEnumerable<byte[]> other, CrossingKeyName from, CrossingKeyName to)
    {
        foreach (var (point, secret) in own)
            _own[CrossingKeyName.Of(point)] = Pair(point, secret);

        foreach (var point in other)
            _other[CrossingKeyName.Of(point)] = Pair(point, null);

        (From, To) = (from, to);
        if (!_own.ContainsKey(from) || !_other.ContainsKey(to))
            throw new CryptographicException("The keys in use are not among the keys.");
    }

    public CrossingKeyName From { get; }

    public CrossingKeyName To { get; }

    public bool IsOwn(CrossingKeyName name) => _own.ContainsKey(name);

    public bool IsOther(CrossingKeyName name) => _other.ContainsKey(name);

    public byte[] PointOfOwn(CrossingKeyName name) => PointOf(_own[name]);

    public byte[] PointOfOther(CrossingKeyName name) => PointOf(_other[name]);

    /// <summary>What an own pair and the other side's key have in common, which nobody else can work out.</summary>
    public byte[] Agree(CrossingKeyName own, CrossingKeyName other) => Agree(own, _other[other]);

    /// <summary>The same with a key of somebody's that was made for this once.</summary>
    public byte[] Agree(CrossingKeyName own, ReadOnlySpan<byte> point)
    {
        using var once = Pair(point.ToArray(), null);
        return Agree(own, once);
    }

    public static ECDiffieHellman Make() => ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public static byte[] PointOf(ECDiffieHellman pair)
    {
        var point = pair.ExportParameters(includePrivateParameters: false).Q;
        return [.. point.X!, .. point.Y!];
    }

    public static ECDiffieHellman Pair(byte[] point, byte[]? secret)
    {
        if (point.Length != PointOctets || secret is not null and not { Length: SecretOctets })
            throw new CryptographicException("The key has another length.");

        return ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[..32], Y = point[32..] }, D = secret });
    }

    public void Dispose()
    {
        foreach (var pair in _own.Values.Concat(_other.Values))
            pair.Dispose();
    }

    private byte[] Agree(CrossingKeyName own, ECDiffieHellman other)
    {
        // Agreements are rare, since what comes of them is kept.
        lock (_turn)
            return _own[own].DeriveRawSecretAgreement(other.PublicKey);
    }
}
