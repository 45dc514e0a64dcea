using System.Buffers.Text;
using System.Security.Cryptography;

namespace IntegrationHub.Identity.Sessions;

/// <summary>The secret of a session: 32 random octets in the browser's cookie or with the program, and a digest of them in the store.</summary>
public sealed class SessionToken
{
    private const int Length = 32;

    private readonly byte[] _octets;

    private SessionToken(byte[] octets) => _octets = octets;

    public ReadOnlySpan<byte> Octets => _octets;

    /// <summary>What the store knows a session by: SHA-256 of the octets, of calls of a word before them. With the way in it no look can forget that a token is good by its own way alone.</summary>
    public byte[] HashOf(SessionWay way) => SHA256.HashData(way == SessionWay.Pages ? _octets : [.. "calls\n"u8, .. _octets]);

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
