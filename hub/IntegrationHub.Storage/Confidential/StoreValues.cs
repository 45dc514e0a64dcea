using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Confidential.Values;

namespace IntegrationHub.Storage.Confidential;

/// <summary>Values of the store's own columns on their way in and out, and what seals for others. Thread-safe; one per open store.</summary>
internal sealed class StoreValues : IDisposable
{
    private readonly HashSet<string> _mayBePlain = [];
    private readonly DataKeyRing? _ring;
    private readonly KeyedHash? _hash;
    private readonly IKeyEncryptionKeys? _keys;
    private readonly SealedNote? _note;

    public StoreValues(HubStore store)
    {
        Names = new StoredNames(store, null);
        if (!store.Options.SealsValues)
            return;

        _keys = store.Options.Keys ?? throw Missing();
        var dataKeys = new StoredDataKeys(store);
        _ring = new DataKeyRing(dataKeys, _keys, store.Options.Ciphers, store.Options.Time);
        _hash = new KeyedHash(dataKeys, _keys, store.Options.Ciphers, store.Options.HashDigest, store.Options.Time);
        Names = new StoredNames(store, _hash);
        _note = store.Options.SealedNote;
        _mayBePlain = dataKeys.ColumnsWithPlaintext();
        _mayBePlain.RemoveWhere(IsNoted);
    }

    public IKeyEncryptionKeys Keys => _keys ?? throw Missing();

    public IValueCipher Cipher => Ring;

    public IKeyedHash Hash => _hash ?? throw Missing();

    /// <summary>Names of what must not be named openly, and the forms in which they lie in the store.</summary>
    public StoredNames Names { get; }

    /// <summary>The key that hashes at present.</summary>
    public Guid PresentHashKey(int retailer) => (_hash ?? throw Missing()).PresentKey(retailer);

    /// <summary>What is only ever found by equality and soon over: 32 octets that are the same for ever, and that nobody without the keys can try texts against.</summary>
    public byte[] BlindDigest(int retailer, string table, string column, string text) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(_hash is null ? text : _hash.NameOf(retailer, table, column, text)));

    private DataKeyRing Ring => _ring ?? throw Missing();

    public byte[] Seal(SealedColumn column, int retailer, Guid row, string text) => Seal(column, retailer, row, Encoding.UTF8.GetBytes(text));

    public byte[] Seal(SealedColumn column, int retailer, Guid row, ReadOnlySpan<byte> plain) =>
        _ring is null ? plain.ToArray() : _ring.Seal(column.Class, column.At(retailer, row), plain);

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
        !SealedFormat.IsSealed(value) && (_ring is null || _mayBePlain.Contains(column.Name)) ? value : Ring.Open(column.At(retailer, row), value);

    /// <summary>Seals a stored value anew under the present key; <c>null</c> where that is not needed.</summary>
    /// <param name="column">Where it lies.</param>
    /// <param name="place">What it is bound to.</param>
    /// <param name="stored">The value.</param>
    /// <param name="inUse">Data keys that need no replacing.</param>
    /// <exception cref="SealedValueException">It does not open, or is plaintext where there can be none: sealing it would make what somebody put there ours.</exception>
    public byte[]? Renewed(SealedColumn column, in ValueBinding place, byte[]? stored, IReadOnlySet<Guid> inUse)
    {
        // Empty octets stand for "nothing", as before the column was sealed.
        if (stored is not { Length: > 0 } value || (SealedFormat.KeyOf(value) is { } key && inUse.Contains(key)))
            return null;

        var isOfBefore = !SealedFormat.IsSealed(value) && _mayBePlain.Contains(column.Name) && !IsNoted(column.Name);
        return Ring.Seal(column.Class, place, isOfBefore ? value : Ring.Open(place, value));
    }

    public void Dispose()
    {
        _ring?.Dispose();
        _hash?.Dispose();
    }

    private bool IsNoted(string column) => _note?.Has(column) ?? false;

    private static InvalidOperationException Missing() =>
        new("The store was opened without key-encryption keys: it can be looked at, but no value can be sealed or opened.");
}
