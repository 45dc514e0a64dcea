namespace IntegrationHub.Confidential.KeyEncryption;

/// <summary>Why a key-encryption key cannot be used. Names are stable; the codes of refusals follow from them.</summary>
public enum KeyEncryptionProblem
{
    /// <summary>The file, device, or version is not there.</summary>
    Missing,

    /// <summary>The passphrase or PIN does not fit.</summary>
    WrongPassphrase,

    /// <summary>There is a key, but another than the one that wrapped the data keys.</summary>
    WrongKey,

    /// <summary>The file or the answer of the device cannot be read.</summary>
    Damaged,

    /// <summary>The device or service does not answer.</summary>
    Unavailable,
}

/// <summary>A key-encryption key cannot be used. Nothing was changed; the operator has to act.</summary>
public sealed class KeyEncryptionException(KeyEncryptionProblem problem, string detail, string remedy, Exception? inner = null)
    : Exception($"{detail} {remedy}", inner)
{
    public KeyEncryptionProblem Problem { get; } = problem;

    /// <summary>What is wrong, in a sentence.</summary>
    public string Detail { get; } = detail;

    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}
