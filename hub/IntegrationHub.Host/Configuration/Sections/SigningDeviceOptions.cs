using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>A key by reference: which library, which token, which object. Its PIN comes from a file or the environment.</summary>
internal sealed record SigningDeviceOptions
{
    [Setting("The vendor's PKCS#11 library (absolute path); empty: no device.")]
    public string Module { get; init; } = "";

    [Setting("Label of the token.")]
    public string Token { get; init; } = "";

    [Setting("Serial number of the token, where labels repeat or change.")]
    public string TokenSerial { get; init; } = "";

    [Setting("Label of the private key (CKA_LABEL).")]
    public string Key { get; init; } = "";

    [Setting("Id of the private key (CKA_ID) in hexadecimal, where labels repeat.")]
    public string KeyId { get; init; } = "";

    [Setting("The user's PIN. A device counts wrong ones: the hub tries each once.")]
    public Secret? Pin { get; init; }

    /// <summary>False when the signing key is a file.</summary>
    public bool IsUsed => Module.Length > 0;
}
