namespace IntegrationHub.Confidential.DataKeys;

/// <summary>Port: where wrapped data keys lie. Calls block and are rare: a few per data key and process.</summary>
/// <remarks>Thread-safe, and safe with several processes on one store.</remarks>
public interface IDataKeyStore
{
    StoredDataKey? Find(int retailer, Guid id);

    /// <summary>
    /// Takes room for <paramref name="values"/> values under the newest key in use of that purpose and suite; <c>null</c> when none was made since
    /// <paramref name="madeSince"/> or none has room below <paramref name="limit"/>. What was taken stays taken, also after a crash.
    /// </summary>
    StoredDataKey? Reserve(int retailer, KeyPurpose purpose, byte suite, DateTimeOffset madeSince, long values, long limit);

    /// <summary>Keeps a new key. Two processes may each add one at the same moment: both are used. Of two with one id the first stays, and the other is let go.</summary>
    void Add(StoredDataKey key);

    /// <summary>Every key of a purpose, newest first.</summary>
    IReadOnlyList<StoredDataKey> List(int retailer, KeyPurpose purpose);
}
