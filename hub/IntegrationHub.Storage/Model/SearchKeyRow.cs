using IntegrationHub.Confidential;

namespace IntegrationHub.Storage.Model;

/// <summary>A value inside a document by which its exchange is found. The key is all there is: looking up and paging on are one range of it.</summary>
[Classified(DataClass.Internal)]
internal sealed class SearchKeyRow
{
    public int RetailerId { get; set; }

    /// <summary>What the value is: see <c>SearchKeyKind</c>.</summary>
    public short Kind { get; set; }

    /// <summary>The value, or its keyed hash where it could lead to a person.</summary>
    public string Value { get; set; } = "";

    public Guid ExchangeId { get; set; }

    /// <summary>The value sealed, where <see cref="Value"/> is a hash: what a new hash key is worked out from.</summary>
    [Classified(DataClass.Personal)]
    public byte[]? Sealed { get; set; }
}
