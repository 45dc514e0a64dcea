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
    /// <param name="token">The session's.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="act">Digest of the one act that it confirms; empty where it confirms the person alone.</param>
    /// <param name="code">The digits.</param>
    public static byte[] Hash(ReadOnlySpan<byte> token, CodePurpose purpose, string act, string code) =>
        HMACSHA256.HashData(token, Encoding.UTF8.GetBytes($"{(int)purpose}:{act}:{code}"));

    public static bool Fits(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> token, CodePurpose purpose, string act, string code) =>
        CryptographicOperations.FixedTimeEquals(stored, Hash(token, purpose, act, code));
}
