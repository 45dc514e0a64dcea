using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Identity.Codes;

/// <summary>What a code may be used for. The numbers are stored.</summary>
public enum CodePurpose
{
    SignIn = 0,

    /// <summary>Somebody who is signed in signs, approves or changes a factor.</summary>
    Confirm = 1,
}

/// <summary>
/// Codes by SMS: six random digits, for one session and one purpose, once, for five minutes. A time-based code, as the framework's phone provider
/// makes, would be good several times and in any session.
/// </summary>
public static class SmsCode
{
    public const int Digits = 6;

    /// <summary>Wrong tries after which the session ends.</summary>
    public const int MostAttempts = 5;

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public static string Make() => RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>
    /// What is stored. The key is the session's token, which is in the browser alone: whoever reads the store cannot try out a million codes, and a
    /// code of one session is worth nothing in another.
    /// </summary>
    public static byte[] Hash(ReadOnlySpan<byte> token, CodePurpose purpose, string code) =>
        HMACSHA256.HashData(token, Encoding.UTF8.GetBytes($"{(int)purpose}:{code}"));

    public static bool Fits(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> token, CodePurpose purpose, string code) =>
        CryptographicOperations.FixedTimeEquals(stored, Hash(token, purpose, code));
}
