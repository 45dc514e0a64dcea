using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Retail.Processes.Consents;

/// <summary>
/// Codes by which a customer agrees: six random digits, for one text, one session, once. What is stored is keyed with the session, which is nowhere stored: whoever reads the store cannot try
/// out a million codes, and a code is worth nothing in another session or for another text.
/// </summary>
public static class ConsentCode
{
    public const int Digits = 6;

    /// <summary>Wrong entries after which the code is worth nothing.</summary>
    public const int MostTries = 5;

    /// <summary>Codes for one text within <see cref="Window"/>.</summary>
    public const int MostCodes = 5;

    /// <summary>Characters that a session has at least.</summary>
    public const int ShortestSession = 16;

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    public static string Make() => RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>A session for who has none of his own.</summary>
    public static string MakeSession() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static byte[] Hash(string session, string subject, string digest, string code) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(session), Encoding.UTF8.GetBytes($"{subject}\n{digest}\n{code}"));

    public static bool Fits(byte[] stored, string session, string subject, string digest, string code) =>
        CryptographicOperations.FixedTimeEquals(stored, Hash(session, subject, digest, code));
}
