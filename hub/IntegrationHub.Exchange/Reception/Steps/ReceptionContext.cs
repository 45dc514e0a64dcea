using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception.Documents;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Reception.Steps;

/// <summary>One document on its way in: what every step found out so far. Lives for one reception, on one thread at a time.</summary>
internal sealed class ReceptionContext(IncomingMessage incoming, Guid exchangeId, PartyDirectory directory)
{
    public IncomingMessage Incoming { get; } = incoming;

    public Guid ExchangeId { get; } = exchangeId;

    /// <summary>The parties as they were when the reception began.</summary>
    public PartyDirectory Directory { get; } = directory;

    public Party Party => Incoming.Party;

    public DateTimeOffset At => Incoming.ReceivedAt;

    /// <summary>Set by <see cref="ReceiveBytes"/>.</summary>
    public ArchivedBytes? Archived { get; set; }

    /// <summary>Set by <see cref="OpenEnvelope"/>; not to be used before <see cref="VerifySignature"/> passed.</summary>
    public OpenedMessage? Message { get; set; }

    /// <summary>
    /// The document as one walk read it: set by <see cref="VerifySignature"/> where it lies in the message, else by
    /// <see cref="RecogniseDocument"/>; <c>null</c> for binary payloads. Each step takes of it what it judges.
    /// </summary>
    public DocumentReading? Reading { get; set; }

    /// <summary>Set by <see cref="RecogniseDocument"/> as far as it could be read.</summary>
    public DocumentIdentity? Identity { get; set; }

    /// <summary>Set by <see cref="RecogniseDocument"/>.</summary>
    public DocumentKey? Key { get; set; }

    /// <summary>Set by <see cref="RecogniseDocument"/>: what makes two documents the same.</summary>
    public ReadOnlyMemory<byte> Digest { get; set; }

    /// <summary>Set by <see cref="RecogniseDocument"/> when it asked the registry: under which key, and the highest revision found.</summary>
    public (DocumentKey Key, int? HighestRevision)? LookedUp { get; set; }

    /// <summary>Set by <see cref="ValidateDocument"/>; <c>null</c> for binary payloads.</summary>
    public DocumentCheck? Check { get; set; }

    /// <summary>Set by <see cref="CheckMarketRules"/>: business rejections, which do not keep the document out of the registry.</summary>
    public IReadOnlyList<Rejection> Rejections { get; set; } = [];

    /// <summary>Things worth recording that refuse nothing.</summary>
    public List<ExchangeEvent> Notes { get; } = [];

    /// <summary>The document as read and valid.</summary>
    public MarketDocument? Read => Check?.Document;

    public bool IsBinary => Message?.Payload == PayloadKind.Binary;

    /// <summary>Acknowledgements are never acknowledged, well or ill.</summary>
    public bool IsAcknowledgement =>
        string.Equals(Identity?.RootElement, Acknowledging.AcknowledgementReader.RootElement, StringComparison.Ordinal);
}
