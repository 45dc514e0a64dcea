using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Identity.Services;

/// <summary>The secret of a program: 32 random octets behind a mark that scanners for lost secrets know it by. Shown once; the store has its SHA-256.</summary>
public sealed class ServiceToken
{
    public const string Mark = "ihubsvc_";

    private const int Length = 32;
    private const int Recognised = 5;

    private readonly string _text;

    private ServiceToken(string text) => _text = text;

    /// <summary>What a token is looked for by. Without the token nobody can tell whether a digest is there, so an answer's time tells nothing.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(_text)));

    /// <summary>By which people know one token from another; 30 of 256 bits.</summary>
    public string Prefix => _text[..(Mark.Length + Recognised)];

    public static ServiceToken Make() => new(Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Length)));

    /// <summary><c>null</c> for what no token looks like.</summary>
    public static ServiceToken? Parse(string? text) =>
        text is not null && text.Length == Mark.Length + Base64Url.GetEncodedLength(Length) && text.StartsWith(Mark, StringComparison.Ordinal) && Base64Url.IsValid(text.AsSpan(Mark.Length))
            ? new ServiceToken(text)
            : null;

    public override string ToString() => _text;
}
