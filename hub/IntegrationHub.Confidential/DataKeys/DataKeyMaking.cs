using System.Security.Cryptography;
using IntegrationHub.Confidential.KeyEncryption;

namespace IntegrationHub.Confidential.DataKeys;

/// <summary>Making of data keys: random octets that leave memory wrapped only.</summary>
public static class DataKeyMaking
{
    /// <param name="keys">What wraps it.</param>
    /// <param name="retailer">Whose values it is for.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="suite">Number of its suite.</param>
    /// <param name="bytes">Its length.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="reserved">Room that its maker takes at once.</param>
    /// <param name="id">Its id where it has one before it is made; else a new one.</param>
    public static StoredDataKey Make(IKeyEncryptionKeys keys, int retailer, KeyPurpose purpose, byte suite, int bytes, DateTimeOffset now, long reserved = 0, Guid? id = null)
    {
        var octets = RandomNumberGenerator.GetBytes(bytes);
        try
        {
            var by = keys.Current;
            var key = new StoredDataKey(retailer, id ?? Guid.CreateVersion7(now), purpose, suite, by, [], now, RetiredAt: null, reserved);
            return key with { Wrapped = keys.Wrap(by, octets, key.Context()) };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(octets);
        }
    }
}
