using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Storage.Search;

/// <summary>Port: how values that lead to persons are kept so that they are found by equality and read by nobody. Thread-safe.</summary>
public interface ISearchProtection
{
    /// <summary>The keyed hash under which a value is written.</summary>
    string Hash(RetailerId retailer, SearchKeyKind kind, string value);

    /// <summary>Every hash under which a value may have been written: more than one while a new hash key is being brought in.</summary>
    IReadOnlyList<string> Hashes(RetailerId retailer, SearchKeyKind kind, string value) => [Hash(retailer, kind, value)];

    /// <summary>The value sealed for its row, or <c>null</c> where nothing is sealed.</summary>
    byte[]? Seal(RetailerId retailer, SearchKeyKind kind, Guid exchange, string value);
}

/// <summary>Hashes by a key; seals nothing.</summary>
/// <param name="key">At least 16 bytes.</param>
public sealed class HashedSearch(ReadOnlyMemory<byte> key) : ISearchProtection
{
    public string Hash(RetailerId retailer, SearchKeyKind kind, string value)
    {
        var input = new byte[sizeof(int) + sizeof(short) + Encoding.UTF8.GetByteCount(value)];
        BinaryPrimitives.WriteInt32BigEndian(input, retailer.Value);
        BinaryPrimitives.WriteInt16BigEndian(input.AsSpan(sizeof(int)), (short)kind);
        Encoding.UTF8.GetBytes(value, input.AsSpan(sizeof(int) + sizeof(short)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key.Span, input).AsSpan(0, 16));
    }

    public byte[]? Seal(RetailerId retailer, SearchKeyKind kind, Guid exchange, string value) => null;
}
