using System.Security.Cryptography;

namespace IntegrationHub.Native.Pkcs11;

/// <summary>What a device answered instead of doing what it was asked; the message is for the operator and holds no secret.</summary>
public sealed class Pkcs11Exception(nuint result, string message) : CryptographicException(message)
{
    /// <summary>The CK_RV.</summary>
    public nuint Result { get; } = result;

    /// <summary>True when the session or the device went away: a new session may help.</summary>
    public bool IsSessionLost => (ulong)Result is
        0x30 or 0x32        // device error, removed
        or 0x60 or 0x82     // handles of a key that belong to a session before
        or 0xB0 or 0xB3     // session closed, unknown
        or 0xE0 or 0xE1     // no token, another token
        or 0x101            // not logged in
        or 0x190;           // library not initialised

    /// <summary>True when the device counts this against its PIN: trying again locks it.</summary>
    public bool IsPinRefused => (ulong)Result is 0xA0 or 0xA1 or 0xA2 or 0xA4;
}
