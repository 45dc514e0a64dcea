namespace IntegrationHub.Confidential.KeyEncryption;

/// <summary>Keys that are looked up when they are first needed: a store can be opened before it is known which keys belong to it.</summary>
public sealed class DeferredKeys(Func<IKeyEncryptionKeys> load) : IKeyEncryptionKeys, IDisposable
{
    // A failure is not kept: the operator may put it right while the hub runs.
    private readonly Lazy<IKeyEncryptionKeys> _keys = new(load, LazyThreadSafetyMode.PublicationOnly);

    public IKeyEncryptionKeys Loaded => _keys.Value;

    public KeyVersion Current => Loaded.Current;

    public void Refresh() => Loaded.Refresh();

    public byte[] Wrap(KeyVersion key, ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> context) => Loaded.Wrap(key, dataKey, context);

    public byte[] Unwrap(KeyVersion key, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context) => Loaded.Unwrap(key, wrapped, context);

    public void Dispose()
    {
        if (_keys.IsValueCreated)
            (_keys.Value as IDisposable)?.Dispose();
    }
}
