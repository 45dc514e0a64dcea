namespace IntegrationHub.Confidential.KeyEncryption;

/// <summary>
/// Port: keys that wrap data keys and nothing else. A passphrase file, a PKCS#11 device, a cloud vault or a hardware encryption machine; the key
/// itself need not be known to the hub.
/// </summary>
/// <remarks>
/// Thread-safe. Calls block: each data key is wrapped once and unwrapped once per process, in the middle of reading a row. An implementation
/// over a network keeps its own time-out (some seconds) and tries again by itself.
/// </remarks>
public interface IKeyEncryptionKeys
{
    /// <summary>The version that wraps new data keys.</summary>
    /// <exception cref="KeyEncryptionException">It is not to be had.</exception>
    KeyVersion Current { get; }

    /// <summary>Looks for a version that was made elsewhere: <see cref="Current"/> is the newest then.</summary>
    /// <exception cref="KeyEncryptionException">They are not to be had.</exception>
    void Refresh();

    /// <summary>Wraps a data key so that it opens under the same key and context only.</summary>
    /// <param name="key">A version that exists.</param>
    /// <param name="dataKey">16 or 32 octets.</param>
    /// <param name="context">What the data key is for; authenticated.</param>
    /// <exception cref="KeyEncryptionException">The key is not to be had.</exception>
    byte[] Wrap(KeyVersion key, ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> context);

    /// <exception cref="KeyEncryptionException">The key is not to be had, or it is another than the one that wrapped.</exception>
    byte[] Unwrap(KeyVersion key, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context);
}
