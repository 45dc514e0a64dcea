using System.Text;
using IntegrationHub.Confidential;
using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Storage.Search;

/// <summary>Identifiers hashed and sealed by the confidential core.</summary>
internal sealed class SealedSearch(IValueCipher cipher, IKeyedHash hash) : ISearchProtection
{
    public const string Table = "exchange_key";

    public string Hash(RetailerId retailer, SearchKeyKind kind, string value) => Text(hash.Of(retailer.Value, Table, Column(kind), value));

    public IReadOnlyList<string> Hashes(RetailerId retailer, SearchKeyKind kind, string value) =>
        [.. hash.Candidates(retailer.Value, Table, Column(kind), value).Select(Text)];

    public byte[]? Seal(RetailerId retailer, SearchKeyKind kind, Guid exchange, string value) =>
        cipher.Seal(DataClass.Personal, BindingOf(retailer.Value, kind, exchange), Encoding.UTF8.GetBytes(value));

    public static ValueBinding BindingOf(int retailer, SearchKeyKind kind, Guid exchange) => new(retailer, Table, "sealed", exchange, (int)kind);

    private static string Column(SearchKeyKind kind) => $"value-{(int)kind}";

    private static string Text(byte[] hash) => Convert.ToHexStringLower(hash);
}
