using System.Buffers.Text;
using System.Security.Cryptography;

namespace IntegrationHub.Identity.Sessions;

/// <summary>The secret of a session: 32 random octets in the browser's cookie, and their SHA-256 in the store.</summary>
public sealed class SessionToken
{
    private const int Length = 32;

    private readonly byte[] _octets;

    private SessionToken(byte[] octets) => _octets = octets;

    public ReadOnlySpan<byte> Octets => _octets;

    public byte[] Hash => SHA256.HashData(_octets);

    public static SessionToken Make() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Reads what <see cref="ToString"/> wrote; <c>null</c> for anything else.</summary>
    public static SessionToken? Parse(string? text)
    {
        if (text is null || text.Length != Base64Url.GetEncodedLength(Length) || !Base64Url.IsValid(text))
            return null;

        var octets = Base64Url.DecodeFromChars(text);
        return octets.Length == Length ? new SessionToken(octets) : null;
    }

    public override string ToString() => Base64Url.EncodeToString(_octets);
}
