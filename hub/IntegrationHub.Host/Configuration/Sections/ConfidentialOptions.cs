using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>Where key-encryption keys lie.</summary>
internal enum KeyEncryptionProvider
{
    /// <summary>In a file under a passphrase.</summary>
    Passphrase,

    /// <summary>In a PKCS#11 device.</summary>
    Device,
}

/// <summary>Cipher suites by name.</summary>
internal enum ValueSuite
{
    /// <summary>AES-256-GCM.</summary>
    Aes256Gcm,

    /// <summary>SM4-GCM.</summary>
    Sm4Gcm,
}

/// <summary>Digests of keyed hashes.</summary>
internal enum ValueDigest
{
    Sha256,
    Sm3,
}

/// <summary>How the hub seals what is personal or confidential. Relative paths start at the data folder.</summary>
internal sealed record ConfidentialOptions
{
    [Setting("Where the keys that wrap data keys lie: a file under a passphrase, or a PKCS#11 device.")]
    public KeyEncryptionProvider Keys { get; init; } = KeyEncryptionProvider.Passphrase;

    [Setting("The keys file. `ihub keys backup` writes a copy under another passphrase.")]
    public string KeysFile { get; init; } = "keys/keys.json";

    [Setting("File with the passphrase of the keys file on its first line. In production it must lie outside the data folder.")]
    public string PassphraseFile { get; init; } = "keys/passphrase";

    [Setting("PKCS#11 library of the device.")]
    public string DeviceLibrary { get; init; } = "";

    [Setting("Label of the token in the device.")]
    public string DeviceToken { get; init; } = "";

    [Setting("File with the PIN of the token on its first line.")]
    public string DevicePinFile { get; init; } = "";

    [Setting("Label of the device's keys; version 2 is the key `LABEL-2`.")]
    public string DeviceLabel { get; init; } = "ihub";

    [Setting("Cipher suite of new personal values; older ones stay readable.")]
    public ValueSuite PersonalSuite { get; init; } = ValueSuite.Aes256Gcm;

    [Setting("Cipher suite of new confidential values; older ones stay readable.")]
    public ValueSuite ConfidentialSuite { get; init; } = ValueSuite.Aes256Gcm;

    [Setting("Digest of the keyed hashes by which sealed identifiers are found; counts for keys made from now on.")]
    public ValueDigest SearchDigest { get; init; } = ValueDigest.Sha256;

    [Setting("Age from which a data key is replaced for new values.", Min = "1h", Max = "3650d")]
    public TimeSpan DataKeyMaxAge { get; init; } = TimeSpan.FromDays(90);
}
