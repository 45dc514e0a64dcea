using System.Security.Cryptography;
using IntegrationHub.Exchange.Acknowledging;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Tests.Doubles;

/// <summary>Documents of ours in any state, and acknowledgements of them.</summary>
public static class TestExchanges
{
    public static readonly Guid AcknowledgementId = new(99, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);

    public static OutboundExchange In(OutboundState state, DateTimeOffset? gate = null) => new()
    {
        Id = new Guid(7, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0),
        Retailer = RetailerId.Default,
        Party = TestParties.Center.Id,
        Document = new DocumentKey(TestParties.Self.Code.Value, "bid-1", 1),
        Profile = "ReserveBid 7.2",
        RootElement = "ReserveBid_MarketDocument",
        State = state,
        Priority = LanePriority.Bid,
        CreatedAt = TestClock.Start,
        UpdatedAt = TestClock.Start,
        GateClosure = gate,
        AnswerLost = state == OutboundState.Sent,
        CanonicalDigest = new byte[] { 1, 2, 3 },
        DocumentArchiveId = new Guid(70, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0),
        MessageArchiveId = new Guid(71, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0),
        Size = 3,
    };

    public static OutboundInput.AcknowledgementReceived Acknowledgement(AcknowledgementOutcome outcome, string mRid = "ack-1") => new(
        new AcknowledgementContent(
            mRid,
            outcome,
            new DocumentReference("bid-1", 1),
            outcome == AcknowledgementOutcome.Accepted ? [] : [new Rejection("PARTNER_REASON", "A57", "Too late.")]),
        AcknowledgementId,
        SHA256.HashData("acknowledgement"u8));
}
