namespace IntegrationHub.Confidential.DataKeys;

/// <summary>Data keys that end with the process: for tests, and for tools that seal nothing that lasts.</summary>
public sealed class InMemoryDataKeys : IDataKeyStore
{
    private readonly Lock _lock = new();
    private readonly List<StoredDataKey> _keys = [];

    public StoredDataKey? Find(int retailer, Guid id)
    {
        lock (_lock)
            return _keys.Find(key => key.Retailer == retailer && key.Id == id);
    }

    public StoredDataKey? Reserve(int retailer, KeyPurpose purpose, byte suite, DateTimeOffset madeSince, long values, long limit)
    {
        lock (_lock)
        {
            var at = _keys.FindLastIndex(key =>
                key.Retailer == retailer && key.Purpose == purpose && key.Suite == suite && key.RetiredAt is null && key.CreatedAt > madeSince && key.Reserved + values <= limit);
            return at < 0 ? null : _keys[at] = _keys[at] with { Reserved = _keys[at].Reserved + values };
        }
    }

    public void Add(StoredDataKey key)
    {
        lock (_lock)
        {
            if (!_keys.Exists(there => there.Retailer == key.Retailer && there.Id == key.Id))
                _keys.Add(key);
        }
    }

    public IReadOnlyList<StoredDataKey> List(int retailer, KeyPurpose purpose)
    {
        lock (_lock)
            return [.. _keys.Where(key => key.Retailer == retailer && key.Purpose == purpose).Reverse()];
    }

    /// <summary>Ends the use of every key of a purpose for new values.</summary>
    public void Retire(int retailer, KeyPurpose purpose, DateTimeOffset now)
    {
        lock (_lock)
        {
            for (var at = 0; at < _keys.Count; at++)
            {
                if (_keys[at].Retailer == retailer && _keys[at].Purpose == purpose && _keys[at].RetiredAt is null)
                    _keys[at] = _keys[at] with { RetiredAt = now };
            }
        }
    }
}
