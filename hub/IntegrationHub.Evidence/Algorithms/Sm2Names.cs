using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Evidence.Algorithms;

/// <summary>
/// The identifiers of SM2 with SM3 in XML signatures. No body has registered any: partners agree on some. All of a list are read, the first is
/// written.
/// </summary>
/// <param name="Signatures">Identifiers of SM2 with SM3 (SignatureMethod); at least one.</param>
/// <param name="Digests">Identifiers of SM3 (DigestMethod); at least one.</param>
/// <remarks>Immutable, thread-safe.</remarks>
public sealed record Sm2Names(IReadOnlyList<string> Signatures, IReadOnlyList<string> Digests)
{
    /// <summary>Those found in use: of China's electronic port, and one in the name space of XML-DSig itself.</summary>
    public static Sm2Names InUse { get; } = new(
        ["http://www.chinaport.gov.cn/2022/04/xmldsig#sm2-sm3", "http://www.w3.org/2000/09/xmldsig#sm2-sm3"],
        ["http://www.chinaport.gov.cn/2022/04/xmldsig#sm3"]);

    /// <summary>True when the certificate's key is on the SM2 curve (1.2.156.10197.1.301).</summary>
    public static bool IsKeyOf(X509Certificate2 certificate) =>
        certificate.PublicKey.Oid.Value == "1.2.840.10045.2.1" &&
        certificate.PublicKey.EncodedParameters?.RawData.AsSpan().SequenceEqual((ReadOnlySpan<byte>)[0x06, 8, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 1, 0x82, 0x2D]) == true;

    /// <summary>A value as XML signatures carry it, r||s (64 octets) or a DER pair, as DER pair; null when it is neither, or a half is zero.</summary>
    public static byte[]? ToDer(ReadOnlySpan<byte> value)
    {
        const int half = 32;
        var pair = value.Length == 2 * half ? value.ToArray() : EcdsaEncoding.FromDer(value, half);
        return pair is null || !pair.AsSpan(0, half).ContainsAnyExcept((byte)0) || !pair.AsSpan(half).ContainsAnyExcept((byte)0)
            ? null
            : EcdsaEncoding.ToDer(pair);
    }

    internal bool TryParse(ReadOnlySpan<byte> uri, out SignatureAlgorithm algorithm)
    {
        algorithm = SignatureAlgorithm.Sm2Sm3;
        return IsAmong(Signatures, uri);
    }

    internal bool TryParse(ReadOnlySpan<byte> uri, out DigestAlgorithm algorithm)
    {
        algorithm = DigestAlgorithm.Sm3;
        return IsAmong(Digests, uri);
    }

    private static bool IsAmong(IReadOnlyList<string> names, ReadOnlySpan<byte> uri)
    {
        var text = Encoding.UTF8.GetString(uri);
        return names.Contains(text, StringComparer.Ordinal);
    }
}
