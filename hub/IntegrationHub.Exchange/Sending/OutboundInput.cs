using IntegrationHub.Exchange.Acknowledging;

namespace IntegrationHub.Exchange.Sending;

/// <summary>Everything that can happen to a document of ours.</summary>
public abstract record OutboundInput
{
    private OutboundInput()
    {
    }

    /// <summary>Its message was signed; <paramref name="MessageArchiveId"/> is <c>null</c> where no message is sent (files, clients that fetch).</summary>
    /// <param name="MessageArchiveId">Where the message is kept.</param>
    /// <param name="Sha256">32 bytes, of the octets that will leave: the message, or the document where none is sent.</param>
    /// <param name="PartyCode">Coded id of whom it is for, as the hub knows it now.</param>
    public sealed record Sign(Guid? MessageArchiveId, ReadOnlyMemory<byte> Sha256, string PartyCode) : OutboundInput;

    /// <summary>It is put into its party's lane; <paramref name="WaitsToBeFetched"/> where the party is a client that comes for it.</summary>
    public sealed record Queue(bool WaitsToBeFetched = false) : OutboundInput;

    /// <summary>The partner's service answered that it took the document; its acknowledgement came with the answer or will follow.</summary>
    public sealed record AttemptDelivered(string Endpoint) : OutboundInput;

    /// <summary>A SOAP fault, which nobody signs: it delays or quarantines, it never rejects.</summary>
    public sealed record Fault(string Endpoint, string Code, string Text, bool Transient, TimeSpan? RetryAfter = null) : OutboundInput;

    /// <summary>It certainly did not arrive.</summary>
    public sealed record NotDelivered(string Endpoint, string Text, bool Transient) : OutboundInput;

    /// <summary>It left, and no whole answer came back.</summary>
    public sealed record AnswerLost(string Endpoint, string Text) : OutboundInput;

    /// <summary>An answer came whose signature does not hold: worth as much as none.</summary>
    public sealed record AnswerNotTrusted(string Endpoint, string Text) : OutboundInput;

    /// <summary>A node died while it held the document: an attempt may have left.</summary>
    public sealed record Interrupted : OutboundInput;

    /// <summary>We asked, and the partner's list has it. The list is not signed, so its status says nothing about acceptance.</summary>
    public sealed record StatusFound(string? Status = null) : OutboundInput;

    /// <summary>We asked, and the partner does not have it.</summary>
    public sealed record StatusNotFound : OutboundInput;

    /// <summary>We asked and got no answer.</summary>
    public sealed record StatusUnknown(string Text) : OutboundInput;

    /// <summary>A verified Acknowledgement_MarketDocument names it.</summary>
    /// <param name="Content">What it says.</param>
    /// <param name="AcknowledgementExchangeId">The exchange in which it came.</param>
    /// <param name="Sha256">32 bytes, of the octets with which it came.</param>
    public sealed record AcknowledgementReceived(AcknowledgementContent Content, Guid AcknowledgementExchangeId, ReadOnlyMemory<byte> Sha256) : OutboundInput;

    /// <summary>The acknowledgement of a delivered document did not come in time.</summary>
    public sealed record AcknowledgementOverdue : OutboundInput;

    /// <summary>The clock passed its gate closure.</summary>
    public sealed record GateClosurePassed : OutboundInput;

    /// <summary>The party took it with Get, or its file was picked up.</summary>
    public sealed record FetchedByParty : OutboundInput;

    /// <summary>An operator lets a quarantined document go again.</summary>
    public sealed record Release(string Actor, string? Why = null) : OutboundInput;

    /// <summary>An operator does not wait for the next attempt: it is due at once. Where an answer was lost, the partner is asked first as always.</summary>
    public sealed record SendNow(string Actor, string Why) : OutboundInput;

    /// <summary>An operator takes it back.</summary>
    public sealed record Cancel(string Actor, string Why) : OutboundInput;
}
