namespace IntegrationHub.Native.Pkcs11;

/// <summary>Return values of PKCS#11 (section 11.1), as far as an operator can do something about them.</summary>
internal static class Pkcs11Result
{
    public const nuint GeneralError = 0x5;

    /// <summary>CKR_ENCRYPTED_DATA_INVALID; devices of version 3 say CKR_AEAD_DECRYPT_FAILED, SoftHSM a general error.</summary>
    public const nuint EncryptedDataInvalid = 0x40, AeadDecryptFailed = 0x42;

    public const nuint AlreadyLoggedIn = 0x100;
    public const nuint AlreadyInitialized = 0x191;

    /// <exception cref="Pkcs11Exception">The value is not CKR_OK.</exception>
    public static void Check(nuint result, string function)
    {
        if (result != 0)
            throw new Pkcs11Exception(result, $"{function}: {Text(result)} (0x{(ulong)result:X}).");
    }

    private static string Text(nuint result) => (ulong)result switch
    {
        0x30 => "the device reports an error",
        0x32 => "the device was removed",
        0xA0 => "the PIN is wrong",
        0xA4 => "the PIN is locked; the security officer has to reset it",
        0xB3 => "the session has ended; the device may have been removed",
        0x68 => "the key may not be used for this",
        0x70 => "the device does not know the algorithm",
        0x60 or 0x82 => "the key is not there any more",
        0xB0 => "the session has ended",
        0xE0 => "the token is not present",
        0xE1 => "there is another token, or none that the library knows",
        0x190 => "the library is not initialised",
        0x101 => "nobody is logged in",
        _ => "failed",
    };
}
