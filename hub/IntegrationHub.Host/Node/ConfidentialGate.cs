using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Storage;
using IntegrationHub.Storage.Protection;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node;

/// <summary>
/// Whether modules that hold confidential data (contracts, bids, prices, settlement) may work on this store. They ask whenever they read or
/// write; a waiver is logged and written into the ledger at every start of a hub. Thread-safe.
/// </summary>
internal sealed partial class ConfidentialGate(
    HubStore store, IReceptionStore events, IIdSource ids, DataFolder folder, HubOptions options, TimeProvider time, ILogger<ConfidentialGate> logger) : IConfidentialAccess
{
    /// <summary>Kind of the ledger event of a waiver in force.</summary>
    public const string WaivedEvent = "storage.encryption-waived";

    /// <summary>How long a permission is good: the database is not asked for every record, and a waiver that ends closes the books soon after.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    private long _allowedUntil = long.MinValue;

    /// <summary>Asks the database; the answer may change while the hub runs.</summary>
    public Task<EncryptionVerdict> ReadAsync(CancellationToken cancellationToken) => ReadAsync(store, folder, options, time, cancellationToken);

    /// <summary>The same for commands that only look.</summary>
    public static async Task<EncryptionVerdict> ReadAsync(HubStore store, DataFolder folder, HubOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var waiver = options.Storage.EncryptionWaiver is { Until: { } until } given ? new EncryptionWaiver(until, given.Reason) : null;
        return EncryptionRule.Decide(
            await store.ReadEncryptionAsync(cancellationToken), folder.IsProduction, waiver, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
    }

    public async ValueTask DemandAsync(string module, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now.UtcTicks < Interlocked.Read(ref _allowedUntil))
        {
            return;
        }

        var verdict = await ReadAsync(cancellationToken);
        if (!verdict.Allowed)
        {
            throw new ConfidentialRefusedException(module, verdict.Code, verdict.Text, verdict.Remedy);
        }

        Interlocked.Exchange(ref _allowedUntil, (now + GoodFor).UtcTicks);
    }

    /// <summary>Says at the start of a hub how the store stands, and writes a waiver into the ledger.</summary>
    public async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        var verdict = await ReadAsync(cancellationToken);
        if (!verdict.Allowed)
        {
            LogRefused(verdict.Text, verdict.Remedy);
        }
        else if (verdict.Waived)
        {
            LogWaived(verdict.Text);
            var now = time.GetUtcNow();
            var data = EventData.Json(("code", verdict.Code), ("until", options.Storage.EncryptionWaiver.Until?.ToString("O")), ("reason", options.Storage.EncryptionWaiver.Reason));
            await events.RecordEventsAsync(
                RetailerId.Default, [new ExchangeEvent(ids.Next(now), now, WaivedEvent, ExchangeId: null, PartyId: null, "configuration", data)], cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Confidential modules are refused: {Text}. {Remedy}")]
    private partial void LogRefused(string text, string remedy);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Confidential modules work by a waiver: {Text}")]
    private partial void LogWaived(string text);
}
