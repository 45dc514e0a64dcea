using System.Collections.Concurrent;
using System.Security.Cryptography;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Storage.PostgreSql.Standby;

/// <summary>
/// Partners that send documents and repeat each until it is acknowledged, through the store's own ports. What is acknowledged is written down
/// here, outside of the store.
/// </summary>
internal sealed class RehearsalLoad(IArchive archive, IReceptionStore store, TimeProvider time)
{
    private const string Sender = "10XBENCHMARK---A";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly PartyId _party = new(Guid.NewGuid());
    private readonly ConcurrentQueue<string> _acknowledged = new();
    private int _number;
    private int _refused;

    /// <summary>Documents whose commit was answered.</summary>
    public IReadOnlyCollection<string> Acknowledged => _acknowledged;

    /// <summary>Attempts that ended without an acknowledgement.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>One partner, until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var name = $"REHEARSAL-{Interlocked.Increment(ref _number)}";
            while (!stop.IsCancellationRequested && !await TrySendAsync(name))
                await Task.Delay(Pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>How many of the acknowledged documents the store does not have.</summary>
    public async Task<int> CountLostAsync(CancellationToken cancellationToken)
    {
        var lost = 0;
        foreach (var name in _acknowledged)
            lost += await store.FindAsync(RetailerId.Default, Key(name), cancellationToken) is null ? 1 : 0;
        return lost;
    }

    private async Task<bool> TrySendAsync(string name)
    {
        try
        {
            await SendAsync(name);
            _acknowledged.Enqueue(name);
            return true;
        }
        catch (StorageUnavailableException)
        {
            Interlocked.Increment(ref _refused);
            return false;
        }
    }

    private async Task SendAsync(string name)
    {
        var now = time.GetUtcNow();
        var retailer = RetailerId.Default;
        var message = RandomNumberGenerator.GetBytes(4000);
        var archived = await archive.StoreAsync(retailer, Guid.CreateVersion7(now), ArchiveClass.Received, message, now, CancellationToken.None);
        var exchange = new InboundExchange
        {
            Id = Guid.CreateVersion7(now),
            Retailer = retailer,
            Party = _party,
            Channel = Channel.Push,
            State = InboundState.Accepted,
            ReceivedAt = now,
            CompletedAt = now,
            ArchiveId = archived.Id,
            Size = message.Length,
            Profile = "Schedule 5.2",
            RootElement = "Schedule_MarketDocument",
            Document = Key(name),
            Type = "A01",
            SchemaResult = "valid",
            CanonicalDigest = archived.Sha256,
            AnswerArchiveId = Guid.CreateVersion7(now),
        };
        var answer = new byte[] { 1 };
        if ((await store.LookUpAsync(retailer, Key(name), CancellationToken.None)).Document is { } known)
        {
            // An answer that was lost: the document is there, on this server at least. As the way in does, the repetition is recorded before it is
            // answered; that commit waits for the standby, which has everything before it then.
            await store.RecordAsync(
                exchange with { State = InboundState.Repeated, FirstExchangeId = known.ExchangeId }, answer, [Event("document.repeated", exchange.Id, now)], cursor: null, CancellationToken.None);
            return;
        }

        var registration = new RegisteredDocument(Key(name), archived.Sha256, exchange.Id, answer, Accepted: true, now);
        await store.CommitAsync(new ReceptionCommit(exchange, registration, answer, [Event("document.accepted", exchange.Id, now)]), CancellationToken.None);
    }

    private ExchangeEvent Event(string kind, Guid exchange, DateTimeOffset now) => new(Guid.CreateVersion7(now), now, kind, exchange, _party.Value, "rehearsal", "{}");

    private static DocumentKey Key(string name) => new(Sender, name, 1);
}
