using IntegrationHub.Confidential;

namespace IntegrationHub.Storage.Model;

/// <summary>A market member. What must be unique stands in columns, the rest in <see cref="Content"/>.</summary>
[Classified(DataClass.Internal)]
internal sealed class PartyRow
{
    public int RetailerId { get; set; }

    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public string Code { get; set; } = "";

    /// <summary>True for the one row that says who the retailer itself is.</summary>
    public bool IsSelf { get; set; }

    /// <summary>The party as JSON.</summary>
    [StoredAsJson]
    public string Content { get; set; } = "{}";

    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>A TLS certificate that is a party on the wire; unique, because it alone identifies a caller.</summary>
[Classified(DataClass.Internal)]
internal sealed class PartyCertificateRow
{
    public int RetailerId { get; set; }

    /// <summary>SHA-256 thumbprint, 64 upper-case hex digits.</summary>
    public string Thumbprint { get; set; } = "";

    public Guid PartyId { get; set; }
}
