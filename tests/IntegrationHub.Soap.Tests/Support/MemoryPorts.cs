using System.Collections.Concurrent;
using System.Security.Cryptography;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Soap.Tests.Support;

internal sealed class MemoryRegistry(PartyDirectory directory) : IPartyRegistry
{
    public PartyDirectory Current { get; set; } = directory;

    public ValueTask ReloadAsync(CancellationToken cancellationToken) => default;

    public ValueTask<IReadOnlyList<Rejection>> SaveAsync(Party party, string actor, CancellationToken cancellationToken) => new([]);

    public ValueTask<IReadOnlyList<Rejection>> SaveSelfAsync(Party self, string actor, CancellationToken cancellationToken) => new([]);
}

internal sealed class MemoryArchive : IArchive
{
    private readonly ConcurrentDictionary<Guid, byte[]> _bytes = new();

    public ValueTask<ArchivedBytes> StoreAsync(
        RetailerId retailer, Guid id, ArchiveClass archiveClass, ReadOnlyMemory<byte> bytes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        _bytes[id] = bytes.ToArray();
        return new(new ArchivedBytes(id, SHA256.HashData(bytes.Span), bytes.Length));
    }

    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(RetailerId retailer, Guid id, CancellationToken cancellationToken) =>
        new(_bytes.TryGetValue(id, out var bytes) ? bytes.AsMemory() : (ReadOnlyMemory<byte>?)null);

    public void Add(Guid id, byte[] bytes) => _bytes[id] = bytes;
}

/// <summary>One party's mailbox; looks at the party it is asked for like the real one.</summary>
internal sealed class MemoryMailbox : IMailbox
{
    public List<(PartyId Party, MailboxEntry Entry)> Entries { get; } = [];

    public long QueueAt { get; private set; }

    public MailboxQuery? LastQuery { get; private set; }

    public Exception? Failure { get; set; }

    public ValueTask<IReadOnlyList<MailboxEntry>> ListAsync(RetailerId retailer, PartyId party, MailboxQuery query, CancellationToken cancellationToken)
    {
        Fail();
        LastQuery = query;
        IReadOnlyList<MailboxEntry> found = [.. Of(party).Where(e => query.AfterCode is null || e.Code > query.AfterCode)
            .Where(e => query.Types.Count == 0 || query.Types.Contains(e.Type)).Take(query.Max + 1)];
        return new(found);
    }

    public ValueTask<MailboxEntry?> FindByCodeAsync(RetailerId retailer, PartyId party, long code, CancellationToken cancellationToken)
    {
        Fail();
        return new(Of(party).FirstOrDefault(e => e.Code == code));
    }

    public ValueTask<MailboxEntry?> FindByIdentificationAsync(
        RetailerId retailer, PartyId party, string identification, int? version, CancellationToken cancellationToken) =>
        new(Of(party).Where(e => e.MessageIdentification == identification && (version is null || e.MessageVersion == version))
            .OrderByDescending(e => e.MessageVersion).FirstOrDefault());

    public ValueTask<MailboxEntry?> PeekQueueAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken) =>
        new(Of(party).FirstOrDefault(e => e.Code > QueueAt));

    public ValueTask AdvanceQueueAsync(RetailerId retailer, PartyId party, long code, CancellationToken cancellationToken)
    {
        QueueAt = Math.Max(QueueAt, code);
        return default;
    }

    public ValueTask SkipLostCodesAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nothing is restored here.");

    private IEnumerable<MailboxEntry> Of(PartyId party) => Entries.Where(e => e.Party == party).Select(e => e.Entry).OrderBy(e => e.Code);

    private void Fail()
    {
        if (Failure is { } failure) throw failure;
    }
}

internal sealed class MemoryReceptionStore : IReceptionStore
{
    public ConcurrentQueue<ExchangeEvent> Events { get; } = new();

    public ValueTask<RegisteredDocument?> FindAsync(RetailerId retailer, DocumentKey key, CancellationToken cancellationToken) => new((RegisteredDocument?)null);

    public ValueTask<int?> FindHighestRevisionAsync(RetailerId retailer, string senderCode, string mRid, CancellationToken cancellationToken) => new((int?)null);

    public ValueTask<CommitOutcome> CommitAsync(ReceptionCommit commit, CancellationToken cancellationToken) => new(new CommitOutcome.Committed());

    public ValueTask RecordAsync(
        InboundExchange exchange, ReadOnlyMemory<byte>? answer, IReadOnlyList<ExchangeEvent> events, PullCursor? cursor, CancellationToken cancellationToken) => default;

    public ValueTask RecordEventsAsync(RetailerId retailer, IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken)
    {
        foreach (var recorded in events) Events.Enqueue(recorded);
        return default;
    }
}

/// <summary>Keeps which codes were handed out completely.</summary>
internal sealed class MemoryFetched : IFetchedDocuments
{
    public ConcurrentQueue<long> Codes { get; } = new();

    public ValueTask FetchedAsync(Party party, MailboxEntry entry, CancellationToken cancellationToken)
    {
        Codes.Enqueue(entry.Code);
        return default;
    }
}
