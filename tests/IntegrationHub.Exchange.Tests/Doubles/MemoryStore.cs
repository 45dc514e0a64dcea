using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Exchange.Tests.Doubles;

/// <summary>
/// The durable side in memory: one lock stands for the transaction, so that the ports' promises (one winner per key, everything or nothing,
/// fences) hold as they do in the database.
/// </summary>
public sealed class MemoryStore : IReceptionStore, ISendingStore, IArchive
{
    private readonly Lock _transaction = new();
    private readonly Dictionary<(RetailerId, DocumentKey), RegisteredDocument> _registry = [];
    private readonly Dictionary<Guid, OutboundExchange> _outbound = [];
    private readonly Dictionary<Guid, (long Fence, DateTimeOffset Until)> _claims = [];
    private readonly Dictionary<Guid, ReadOnlyMemory<byte>> _archive = [];
    private readonly Dictionary<Guid, long> _fences = [];

    public List<InboundExchange> Inbound { get; } = [];

    public List<ExchangeEvent> Events { get; } = [];

    public List<string?> Alarms { get; } = [];

    public List<Guid> Notified { get; } = [];

    public PullCursor? Cursor { get; private set; }

    public IReadOnlyCollection<OutboundExchange> Outbound => _outbound.Values;

    public int Registered => _registry.Count;

    /// <summary>Runs between look-up and commit of every reception; a test puts a rival there.</summary>
    public Func<ReceptionCommit, Task>? BeforeCommit { get; set; }

    public ReadOnlyMemory<byte> Archived(Guid id) => _archive[id];

    public void Put(OutboundExchange exchange) => _outbound[exchange.Id] = exchange;

    public ValueTask<RegisteredDocument?> FindAsync(RetailerId retailer, DocumentKey key, CancellationToken cancellationToken)
    {
        lock (_transaction)
        {
            return ValueTask.FromResult(_registry.GetValueOrDefault((retailer, key)));
        }
    }

    public ValueTask<int?> FindHighestRevisionAsync(RetailerId retailer, string senderCode, string mRid, CancellationToken cancellationToken)
    {
        lock (_transaction)
        {
            var revisions = _registry.Keys
                .Where(one => one.Item1 == retailer && one.Item2.SenderCode == senderCode && one.Item2.MRid == mRid)
                .Select(one => (int?)one.Item2.Revision);
            return ValueTask.FromResult(revisions.Max());
        }
    }

    public async ValueTask<CommitOutcome> CommitAsync(ReceptionCommit commit, CancellationToken cancellationToken)
    {
        if (BeforeCommit is { } rival)
        {
            BeforeCommit = null;
            await rival(commit);
        }

        lock (_transaction)
        {
            var key = (commit.Exchange.Retailer, commit.Registration.Key);
            if (_registry.TryGetValue(key, out var first))
            {
                return new CommitOutcome.AlreadyRegistered(first);
            }

            _registry.Add(key, commit.Registration);
            Keep(commit.Exchange, commit.Answer, commit.Events, commit.Cursor);
            if (commit.Acknowledges is { } effect)
            {
                Apply(effect, commit.Exchange.Retailer);
            }

            if (commit.Reply is { } reply)
            {
                Insert(reply.Exchange, reply.Document, reply.SignedMessage, []);
            }

            if (commit.Notify)
            {
                Notified.Add(commit.Exchange.Id);
            }

            return new CommitOutcome.Committed();
        }
    }

    public ValueTask RecordAsync(
        InboundExchange exchange, ReadOnlyMemory<byte>? answer, IReadOnlyList<ExchangeEvent> events, PullCursor? cursor, CancellationToken cancellationToken)
    {
        lock (_transaction)
        {
            Keep(exchange, answer, events, cursor);
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask RecordEventsAsync(RetailerId retailer, IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken)
    {
        lock (_transaction)
        {
            Events.AddRange(events);
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask<OutboundExchange?> QueueAsync(
        OutboundExchange exchange, ReadOnlyMemory<byte> document, ReadOnlyMemory<byte>? signedMessage, IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken)
    {
        lock (_transaction)
        {
            return ValueTask.FromResult(Insert(exchange, document, signedMessage, events));
        }
    }

    public ValueTask<IReadOnlyList<ClaimedExchange>> ClaimDueAsync(
        RetailerId retailer, PartyId party, string node, DateTimeOffset now, TimeSpan lease, LanePriority leastUrgent, int max, CancellationToken cancellationToken)
    {
        lock (_transaction)
        {
            var due = _outbound.Values
                .Where(one => one.Retailer == retailer && one.Party == party && one.DueAt <= now && one.Priority <= leastUrgent)
                .Where(one => !_claims.TryGetValue(one.Id, out var claim) || claim.Until <= now)
                .OrderBy(one => one.Priority).ThenBy(one => one.GateClosure ?? DateTimeOffset.MaxValue).ThenBy(one => one.CreatedAt)
                .Take(max)
                .ToArray();
            return ValueTask.FromResult<IReadOnlyList<ClaimedExchange>>([.. due.Select(one => Claim(one, now + lease))]);
        }
    }

    public ValueTask<bool> ApplyAsync(ClaimedExchange claim, OutboundDecision decision, CancellationToken cancellationToken)
    {
        lock (_transaction)
        {
            if (_fences.GetValueOrDefault(claim.Exchange.Id) != claim.Fence)
            {
                return ValueTask.FromResult(false);
            }

            Write(decision);
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<OutboundDecision?> DecideAsync(
        RetailerId retailer, Guid exchangeId, Func<OutboundExchange, OutboundDecision> decide, CancellationToken cancellationToken)
    {
        lock (_transaction)
        {
            if (!_outbound.TryGetValue(exchangeId, out var exchange) || exchange.Retailer != retailer)
            {
                return ValueTask.FromResult<OutboundDecision?>(null);
            }

            var decision = decide(exchange);
            Write(decision);
            return ValueTask.FromResult<OutboundDecision?>(decision);
        }
    }

    public ValueTask<OutboundDecision?> DecideUnclaimedAsync(
        RetailerId retailer, Guid exchangeId, Func<OutboundExchange, OutboundDecision> decide, CancellationToken cancellationToken)
    {
        lock (_transaction)
        {
            return _claims.ContainsKey(exchangeId) ? ValueTask.FromResult<OutboundDecision?>(null) : DecideAsync(retailer, exchangeId, decide, cancellationToken);
        }
    }

    ValueTask<OutboundExchange?> ISendingStore.FindAsync(RetailerId retailer, DocumentKey key, CancellationToken cancellationToken)
    {
        lock (_transaction)
        {
            return ValueTask.FromResult(_outbound.Values.FirstOrDefault(one => one.Retailer == retailer && one.Document == key));
        }
    }

    public ValueTask<DateTimeOffset?> NextDueAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken)
    {
        lock (_transaction)
        {
            return ValueTask.FromResult(_outbound.Values.Where(one => one.Retailer == retailer && one.Party == party).Min(one => one.DueAt));
        }
    }

    public ValueTask<ArchivedBytes> StoreAsync(
        RetailerId retailer, Guid id, ArchiveClass archiveClass, ReadOnlyMemory<byte> bytes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_transaction)
        {
            _archive[id] = bytes.ToArray();
            return ValueTask.FromResult(new ArchivedBytes(id, System.Security.Cryptography.SHA256.HashData(bytes.Span), bytes.Length));
        }
    }

    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(RetailerId retailer, Guid id, CancellationToken cancellationToken)
    {
        lock (_transaction)
        {
            return ValueTask.FromResult<ReadOnlyMemory<byte>?>(_archive.TryGetValue(id, out var bytes) ? bytes : default(ReadOnlyMemory<byte>?));
        }
    }

    private ClaimedExchange Claim(OutboundExchange exchange, DateTimeOffset until)
    {
        var interrupted = _claims.ContainsKey(exchange.Id);
        var fence = _fences[exchange.Id] = _fences.GetValueOrDefault(exchange.Id) + 1;
        _claims[exchange.Id] = (fence, until);
        return new ClaimedExchange(exchange, fence, until, interrupted);
    }

    private void Keep(InboundExchange exchange, ReadOnlyMemory<byte>? answer, IReadOnlyList<ExchangeEvent> events, PullCursor? cursor)
    {
        Inbound.Add(exchange);
        Events.AddRange(events);
        Cursor = cursor ?? Cursor;
        if (answer is { } bytes && exchange.AnswerArchiveId is { } id)
        {
            _archive[id] = bytes;
        }
    }

    private void Apply(AcknowledgementEffect effect, RetailerId retailer)
    {
        var ours = _outbound.Values
            .Where(one => one.Retailer == retailer && one.Party == effect.From && one.Document.MRid == effect.MRid
                && (effect.Revision is null || one.Document.Revision == effect.Revision))
            .MaxBy(one => one.Document.Revision);
        Write(effect.Decide(ours));
    }

    private void Write(OutboundDecision decision)
    {
        Events.AddRange(decision.Events);
        Alarms.Add(decision.Alarm);
        if (decision.Exchange is { } exchange)
        {
            _outbound[exchange.Id] = exchange;
            _claims.Remove(exchange.Id);
            _fences[exchange.Id] = _fences.GetValueOrDefault(exchange.Id) + 1;
        }
    }

    private OutboundExchange? Insert(
        OutboundExchange exchange, ReadOnlyMemory<byte> document, ReadOnlyMemory<byte>? signedMessage, IReadOnlyList<ExchangeEvent> events)
    {
        if (_outbound.Values.FirstOrDefault(one => one.Retailer == exchange.Retailer && one.Document == exchange.Document) is { } known)
        {
            return known;
        }

        _outbound.Add(exchange.Id, exchange);
        _archive[exchange.DocumentArchiveId] = document;
        if (signedMessage is { } message && exchange.MessageArchiveId is { } id)
        {
            _archive[id] = message;
        }

        Events.AddRange(events);
        return null;
    }
}
