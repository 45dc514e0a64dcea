using IntegrationHub.Confidential;

namespace IntegrationHub.Storage.Model;

/// <summary>One entry of the history and leaf of the ledger.</summary>
[Classified(DataClass.Internal)]
internal sealed class EventRow : ISealedRow
{
    /// <summary>The actor of what the hub does by itself.</summary>
    public const string Hub = "hub";

    public int RetailerId { get; set; }

    public Guid Id { get; set; }

    public DateTimeOffset At { get; set; }

    public string Kind { get; set; } = "";

    public Guid? ExchangeId { get; set; }

    public Guid? PartyId { get; set; }

    public string Actor { get; set; } = "";

    /// <summary>JSON, sealed: the digest is over its very characters.</summary>
    [Classified(DataClass.Confidential)]
    public byte[] Data { get; set; } = [];

    /// <summary>16 random bytes: a published digest tells nothing about guessable content.</summary>
    public byte[] Salt { get; set; } = [];

    /// <summary>See <c>EventDigest</c>.</summary>
    public byte[] Digest { get; set; } = [];

    /// <summary>Index of the leaf in the ledger, given by its sequencer; null until then.</summary>
    public long? Position { get; set; }
}
