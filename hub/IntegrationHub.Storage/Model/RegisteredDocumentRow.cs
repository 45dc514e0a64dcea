using IntegrationHub.Confidential;

namespace IntegrationHub.Storage.Model;

/// <summary>An entry of the permanent deduplication registry; its key decides races.</summary>
[Classified(DataClass.Internal)]
internal sealed class RegisteredDocumentRow
{
    public int RetailerId { get; set; }

    public string SenderCode { get; set; } = "";

    public string MRid { get; set; } = "";

    public int Revision { get; set; }

    public byte[] CanonicalDigest { get; set; } = [];

    public Guid ExchangeId { get; set; }

    /// <summary>The acknowledgement, sealed for the row <see cref="ExchangeId"/>; empty for documents that get none.</summary>
    [Classified(DataClass.Confidential)]
    public byte[] Acknowledgement { get; set; } = [];

    public bool Accepted { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }
}
