using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Retail.Processes.Submitting;

/// <summary>Identifications of documents that a repeated call makes again.</summary>
public static class DocumentIds
{
    private const int Digits = 24;

    /// <summary>The prefix, a hyphen and 96 bits of the key's digest: at most 35 characters, as old profiles want it, and nothing of the key can be read from it.</summary>
    /// <param name="prefix">1 to 10 letters, such as <c>BID</c>.</param>
    /// <param name="key">What the document is about: the key of the call, or of the book's row.</param>
    public static string Of(string prefix, string key)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefix.Length, 10, nameof(prefix));
        return $"{prefix}-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..Digits]}";
    }
}
