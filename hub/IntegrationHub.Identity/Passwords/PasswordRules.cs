using System.Collections.Frozen;
using System.Security.Cryptography;
using IntegrationHub.Exchange;

namespace IntegrationHub.Identity.Passwords;

/// <summary>
/// What a password may be: long, not a common one, not made of the person's own name. No classes of characters and no expiry (NIST SP 800-63B,
/// 5.1.1.2).
/// </summary>
public static class PasswordRules
{
    public const int Shortest = 12;

    /// <summary>Longer ones cost time to hash and protect nothing more.</summary>
    public const int Longest = 128;

    private const int ShortestPart = 4;

    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 4;
    private const int GroupLength = 5;

    private static readonly FrozenSet<string> Common = ReadCommon();

    /// <summary>A random password that can be read out: four groups of five letters and digits.</summary>
    public static string Make() => string.Join('-', Enumerable.Range(0, Groups).Select(static _ => RandomNumberGenerator.GetString(Letters, GroupLength)));

    /// <summary>Why the password is refused; <c>null</c> when it is good. The answer never repeats it.</summary>
    public static Rejection? Check(string password, string name, string displayName)
    {
        if (password.Length is < Shortest or > Longest)
        {
            return new Rejection(
                "PASSWORD_LENGTH", null, $"the password has {password.Length} characters", "password", $"Take {Shortest} to {Longest} characters; several words are easy to remember.");
        }

        var plain = password.ToLowerInvariant();
        if (Common.Contains(plain) || Common.Contains(plain.TrimEnd("0123456789!.?".ToCharArray())) || plain.Distinct().Count() < 5)
            return new Rejection("PASSWORD_COMMON", null, "the password is one that is tried first", "password", "Take several words that do not belong together.");

        return displayName.Split(' ').Append(name).Any(part => part.Length >= ShortestPart && plain.Contains(part.ToLowerInvariant(), StringComparison.Ordinal))
            ? new Rejection("PASSWORD_HOLDS_NAME", null, "the password holds the person's name", "password", "Take words that have nothing to do with the person.")
            : null;
    }

    private static FrozenSet<string> ReadCommon()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
