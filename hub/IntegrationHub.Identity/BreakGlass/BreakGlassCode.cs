using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Identity.BreakGlass;

/// <summary>The two secrets of the way: what lies in an administrator's envelope, and what the person types in the place of the code by SMS.</summary>
internal static class BreakGlassCode
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 5;
    private const int GroupLength = 5;
    private const int Digits = 10;

    /// <summary>For an envelope: 25 letters and digits that nobody mistakes, 123 bits.</summary>
    public static string ForEnvelope() => string.Join('-', Enumerable.Range(0, Groups).Select(static _ => RandomNumberGenerator.GetString(Letters, GroupLength)));

    /// <summary>For the page that asks for the code: ten digits, which it takes as it takes six.</summary>
    public static string ForSignIn() => RandomNumberGenerator.GetString("0123456789", Digits);

    /// <summary>Spaces, hyphens and capitals are how somebody copied it.</summary>
    public static string Normal(string typed) => string.Concat(typed.Where(static c => !char.IsWhiteSpace(c) && c != '-')).ToLowerInvariant();

    /// <param name="belongsTo">Whose it is: a digest of one is nothing for another.</param>
    /// <param name="code">As typed.</param>
    public static string Digest(string belongsTo, string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{belongsTo}:{Normal(code)}")));

    public static bool Fits(string? digest, string belongsTo, string code) =>
        digest is not null && CryptographicOperations.FixedTimeEquals(Convert.FromHexString(digest), Convert.FromHexString(Digest(belongsTo, code)));
}
