using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>Documents, exchanges and parties for the suites; every call makes new names.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static int _made;

    /// <summary>A version 7 id later than every one before it; within one millisecond the framework's are in no order.</summary>
    public static Guid NewId() => Guid.CreateVersion7(Noon.AddMilliseconds(Interlocked.Increment(ref _made)));

    public static RetailerId Retailer => RetailerId.Default;

    public static PartyId NewParty() => new(Guid.NewGuid());

    public static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    public static DocumentKey NewKey(int revision = 1) => new("10XSENDER------A", $"DOC-{Guid.NewGuid():N}", revision);

    public static ExchangeEvent Event(string kind, Guid? exchange = null, Guid? party = null, DateTimeOffset? at = null) =>
        new(Guid.CreateVersion7(at ?? Noon), at ?? Noon, kind, exchange, party, "hub", """{"note":"x"}""");

    public static InboundExchange Inbound(PartyId party, DocumentKey key, string content = "one", InboundState state = InboundState.Accepted) => new()
    {
        Id = NewId(),
        Retailer = Retailer,
        Party = party,
        Channel = Channel.Push,
        State = state,
        ReceivedAt = Noon,
        CompletedAt = Noon.AddMilliseconds(5),
        ArchiveId = Guid.CreateVersion7(),
        Size = 20_000,
        Profile = "Schedule 5.2",
        RootElement = "Schedule_MarketDocument",
        Document = key,
        Type = "A01",
        SchemaResult = "valid",
        Period = new TimeInterval(Noon.AddDays(1), Noon.AddDays(2)),
        CanonicalDigest = Digest(content),
        AnswerArchiveId = Guid.CreateVersion7(),
    };

    public static ReceptionCommit Commit(PartyId party, DocumentKey? key = null, string content = "one", InboundState state = InboundState.Accepted)
    {
        var exchange = Inbound(party, key ?? NewKey(), content, state);
        var registration = new RegisteredDocument(
            exchange.Document!, Digest(content), exchange.Id, Encoding.UTF8.GetBytes($"<ack for='{exchange.Id}'/>"), state != InboundState.Rejected, Noon);
        return new ReceptionCommit(
            exchange, registration, Encoding.UTF8.GetBytes($"<signed for='{exchange.Id}'/>"), [Event("exchange.accepted", exchange.Id, party.Value)]);
    }

    public static OutboundExchange Outbound(PartyId party, DocumentKey? key = null, LanePriority priority = LanePriority.Normal, string content = "one") => new()
    {
        Id = NewId(),
        Retailer = Retailer,
        Party = party,
        Document = key ?? new DocumentKey("10XSELF--------B", $"OUT-{Guid.NewGuid():N}", 1),
        Profile = "ReserveBid 7.2",
        RootElement = "ReserveBid_MarketDocument",
        State = OutboundState.Queued,
        Priority = priority,
        CreatedAt = Noon,
        UpdatedAt = Noon,
        DueAt = Noon,
        CanonicalDigest = Digest(content),
        DocumentArchiveId = Guid.CreateVersion7(),
        Size = 3,
    };

    public static Party Party(string name, string code, params string[] certificates) => new()
    {
        Id = NewParty(),
        Name = name,
        Code = new CodedId(code, "A02"),
        Roles = [PartyRole.TradingCenter],
        Connection = PartyConnection.Service,
        Endpoints =
        [
            new PartyEndpoint("a", new Uri("https://127.0.0.1:9001/"), 1),
            new PartyEndpoint("b", new Uri("https://127.0.0.1:9002/"), 2),
        ],
        TlsCertificates = certificates,
    };
}
