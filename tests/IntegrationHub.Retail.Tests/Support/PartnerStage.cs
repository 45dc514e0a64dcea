using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Lanes.Sending;

namespace IntegrationHub.Retail.Tests.Support;

/// <summary>A retailer, a trading center, and a sender that remembers what was handed in; it can be told to refuse.</summary>
public sealed partial class PartnerStage : IPartyRegistry, ISendingStore, IDocumentSender
{
    private readonly ConcurrentDictionary<DocumentKey, OutboundExchange> _known = new();

    public Party Self { get; } = new() { Id = new(Guid.NewGuid()), Name = "self", Code = new("10X1001A1001A450", "A01"), MarketRole = "A08", Roles = [PartyRole.Retailer] };

    public Party Center { get; } = new() { Id = new(Guid.NewGuid()), Name = "trading-center", Code = new("10XIHUB-TCENTERZ", "A01"), Roles = [PartyRole.TradingCenter], Connection = PartyConnection.Service };

    public IReadOnlyList<Party> Parties { get; set; }

    /// <summary>What is said of the next documents.</summary>
    public Rejection? Refuses { get; set; }

    public ConcurrentQueue<(DocumentKey Key, byte[] Bytes)> Sent { get; } = [];

    public PartnerStage() => Parties = [Center];

    public PartyDirectory Current => new(Self, Parties);

    public Task<SendResult> SendAsync(Party party, ReadOnlyMemory<byte> document, SendOptions options, CancellationToken cancellationToken)
    {
        if (Refuses is { } refusal)
            return Task.FromResult<SendResult>(new SendResult.Refused("valid", null, [refusal]));

        var bytes = document.ToArray();
        var key = KeyOf(bytes);
        var exchange = new OutboundExchange
        {
            Id = Guid.NewGuid(), Retailer = RetailerId.Default, Party = party.Id, Document = key, Profile = "", RootElement = "", State = OutboundState.Queued, Priority = default,
            CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch, CanonicalDigest = SHA256.HashData(bytes), DocumentArchiveId = Guid.NewGuid(), Size = bytes.Length,
        };
        if (!_known.TryAdd(key, exchange))
            return Task.FromResult<SendResult>(new SendResult.Known(_known[key]));

        Sent.Enqueue((key, bytes));
        return Task.FromResult<SendResult>(new SendResult.Queued(exchange));
    }

    public ValueTask<OutboundExchange?> FindAsync(RetailerId retailer, DocumentKey key, CancellationToken cancellationToken) => ValueTask.FromResult(_known.GetValueOrDefault(key));

    /// <summary>What has become of a document that was handed in.</summary>
    public void Becomes(string mRid, OutboundState state)
    {
        var key = new DocumentKey(Self.Code.Value, mRid, 1);
        _known[key] = _known[key] with { State = state };
    }

    private DocumentKey KeyOf(byte[] document)
    {
        var text = Encoding.UTF8.GetString(document);
        return new(Self.Code.Value, MRid().Match(text).Groups[1].Value, int.Parse(Revision().Match(text).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("<mRID>([^<]+)</mRID>")]
    private static partial Regex MRid();

    [GeneratedRegex("<revisionNumber>([0-9]+)</revisionNumber>")]
    private static partial Regex Revision();

    public ValueTask ReloadAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<Rejection>> SaveAsync(Party party, string actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Rejection>> SaveSelfAsync(Party self, string actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<OutboundExchange?> QueueAsync(
        OutboundExchange exchange, ReadOnlyMemory<byte> document, ReadOnlyMemory<byte>? signedMessage, IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<ClaimedExchange>> ClaimDueAsync(
        RetailerId retailer, PartyId party, string node, DateTimeOffset now, TimeSpan lease, LanePriority leastUrgent, int max, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> ApplyAsync(ClaimedExchange claim, OutboundDecision decision, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<OutboundDecision?> DecideAsync(RetailerId retailer, Guid exchangeId, Func<OutboundExchange, OutboundDecision> decide, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<OutboundDecision?> DecideUnclaimedAsync(RetailerId retailer, Guid exchangeId, Func<OutboundExchange, OutboundDecision> decide, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<DateTimeOffset?> NextDueAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken) => throw new NotSupportedException();
}
