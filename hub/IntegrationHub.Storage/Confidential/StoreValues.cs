using System.Text;
using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Confidential.Values;

namespace IntegrationHub.Storage.Confidential;

/// <summary>Values of the store's own columns on their way in and out, and what seals for others. Thread-safe; one per open store.</summary>
internal sealed class StoreValues : IDisposable
{
    private readonly HashSet<string> _mayBePlain;
    private readonly DataKeyRing _ring;

    public StoreValues(HubStore store)
    {
        var keys = store.Options.Keys
            ?? throw new InvalidOperationException("The store was opened without key-encryption keys: it can be looked at, but no value can be sealed or opened.");
        Keys = keys;
        DataKeys = new StoredDataKeys(store);
        _ring = new DataKeyRing(DataKeys, keys, store.Options.Ciphers, store.Options.Time);
        Hash = new KeyedHash(DataKeys, keys, store.Options.Ciphers, store.Options.HashDigest, store.Options.Time);
        _mayBePlain = DataKeys.ColumnsWithPlaintext();
    }

    public IKeyEncryptionKeys Keys { get; }

    public StoredDataKeys DataKeys { get; }

    public IValueCipher Cipher => _ring;

    public IKeyedHash Hash { get; }

    public byte[] Seal(SealedColumn column, int retailer, Guid row, string text) => Seal(column, retailer, row, Encoding.UTF8.GetBytes(text));

    public byte[] Seal(SealedColumn column, int retailer, Guid row, ReadOnlySpan<byte> plain) => _ring.Seal(column.Class, column.At(retailer, row), plain);

    public byte[]? SealOrNull(SealedColumn column, int retailer, Guid row, string? text) => text is null ? null : Seal(column, retailer, row, text);

    /// <exception cref="SealedValueException">The value does not open, or is plaintext where there can be none.</exception>
    public string Open(SealedColumn column, int retailer, Guid row, byte[] value) => Encoding.UTF8.GetString(OpenBytes(column, retailer, row, value));

    public string? OpenOrNull(SealedColumn column, int retailer, Guid row, byte[]? value) => value is null ? null : Open(column, retailer, row, value);

    /// <summary>A stored acknowledgement; none is empty octets, before and after.</summary>
    public ReadOnlyMemory<byte> SealAcknowledgement(int retailer, Guid exchange, ReadOnlyMemory<byte> acknowledgement) =>
        acknowledgement.IsEmpty ? acknowledgement : Seal(SealedColumns.Acknowledgement, retailer, exchange, acknowledgement.Span);

    public byte[] OpenAcknowledgement(int retailer, Guid exchange, byte[] value) =>
        value.Length == 0 ? value : OpenBytes(SealedColumns.Acknowledgement, retailer, exchange, value);

    /// <summary>What was written before the column was sealed is read as it is, until the work that seals it has finished.</summary>
    public byte[] OpenBytes(SealedColumn column, int retailer, Guid row, byte[] value) =>
        !SealedFormat.IsSealed(value) && _mayBePlain.Contains(column.Name) ? value : _ring.Open(column.At(retailer, row), value);

    /// <summary>Seals a stored value anew under the present key; <c>null</c> where that is not needed.</summary>
    /// <param name="column">Its column.</param>
    /// <param name="retailer">Number of its retailer.</param>
    /// <param name="cell">The value.</param>
    /// <param name="inUse">Data keys that need no replacing.</param>
    public byte[]? Renewed(SealedColumn column, int retailer, SealedCell cell, IReadOnlySet<Guid> inUse)
    {
        // Empty octets stand for "nothing", as before the column was sealed.
        if (cell.Value is not { Length: > 0 } value || (SealedFormat.KeyOf(value) is { } key && inUse.Contains(key)))
            return null;

        return Seal(column, retailer, cell.Row, SealedFormat.IsSealed(value) ? _ring.Open(column.At(retailer, cell.Row), value) : value);
    }

    public void Dispose() => _ring.Dispose();
}
