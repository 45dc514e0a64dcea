using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Proofs;
using IntegrationHub.Evidence.Revocation;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Notary.Checkpoints;
using IntegrationHub.Notary.Timestamps;

namespace IntegrationHub.Notary.Bundles;

/// <summary>What an exporter reads from.</summary>
public sealed record EvidenceSources(IExchangeReader Exchanges, IArchive Archive, IExchangeLeaves Leaves, ILedgerReader Ledger, ITimestampStore Timestamps);

/// <summary>Puts exchanges of a live hub into an evidence bundle, with a checkpoint signed for it. What <c>ihub evidence export</c> does.</summary>
/// <param name="timestamps">Stamps the new checkpoint and the bundle while somebody waits; null when no authority is configured.</param>
/// <remarks>Thread-safe when its parts are.</remarks>
public sealed class EvidenceExporter(
    EvidenceSources sources, PartyDirectory parties, CheckpointWriter checkpoints, BundleWriter writer, TimestampCollector? timestamps,
    Func<IReadOnlyCollection<DateOnly>, RevocationData?> revocation, TimeProvider time)
{
    private const int Page = 500;

    /// <summary>Certificates that are looked through for the one that signs: it is the newest but for a key that was put back.</summary>
    private const int MostSigningKeys = 100;

    /// <summary>Writes the bundle.</summary>
    /// <returns>A refusal when nothing was found, an event has no place in the ledger yet, or no checkpoint could be signed; then nothing was written.</returns>
    public async ValueTask<ExportOutcome> ExportAsync(RetailerId retailer, EvidenceSelection selection, Stream target, CancellationToken cancellationToken)
    {
        var (found, warnings) = (new List<(ExchangeDetail Detail, IReadOnlyList<SequencedLeaf> Leaves)>(), new List<string>());
        await foreach (var id in SelectAsync(retailer, selection, cancellationToken))
        {
            // The events first: of an exchange that goes on meanwhile the index is then ahead of them, and contradicts none.
            var (leaves, waiting) = await sources.Leaves.ReadAsync(retailer.ToString(), id, cancellationToken);
            if (await sources.Exchanges.FindAsync(retailer, id, cancellationToken) is not { } detail)
                return new ExportOutcome(0, $"There is no exchange {id}.", []);
            if (waiting > 0)
                return new ExportOutcome(0, $"{waiting} events of exchange {id} have no place in the ledger yet; that takes about a second. Export again.", []);
            found.Add((detail, leaves));
        }
        if (found.Count == 0)
            return new ExportOutcome(0, "No exchange was found.", []);

        // After the events: the checkpoint covers them all.
        var (checkpoint, problem) = await checkpoints.WriteAsync(cancellationToken);
        if (checkpoint is null)
            return new ExportOutcome(0, problem, []);
        if (problem is not null)
            warnings.Add(problem);
        if (checkpoint.Timestamp is null && timestamps is not null && await timestamps.StampCheckpointAsync(checkpoint.Size, cancellationToken) is { } late)
            warnings.Add("The newest checkpoint has no timestamp yet: " + late);
        var dates = new LedgerDates(sources.Ledger, sources.Timestamps);
        var bundled = new List<BundledExchange>();
        foreach (var (detail, leaves) in found)
            bundled.Add(await BundleAsync(retailer, detail, leaves, checkpoint.Size, dates, warnings, cancellationToken));
        var signingKey = await SigningKeyAsync(retailer, checkpoint.Size, cancellationToken);
        if (signingKey is null)
            warnings.Add("The ledger does not name the certificate that signs the bundle as the hub's yet; a hub that serves writes it at its start. Whoever verifies the bundle has to know the certificate (verify --signer).");
        await WriteAsync(checkpoint, dates, bundled, signingKey, target, warnings, cancellationToken);
        return new ExportOutcome(bundled.Count, null, warnings);
    }

    private async ValueTask WriteAsync(
        StoredCheckpoint checkpoint, LedgerDates dates, List<BundledExchange> exchanges, BundledEvent? signingKey, Stream target, List<string> warnings, CancellationToken cancellationToken)
    {
        // Of the days of the exchanges, which is what they were judged by, and of now: what was published later speaks for the time before, too.
        var data = revocation([.. exchanges.Select(e => DateOnly.FromDateTime(e.At.UtcDateTime)).Distinct()]);
        var prepared = writer.Prepare(new BundleContent(time.GetUtcNow(), checkpoint.Note, exchanges)
        {
            Dated = dates.Used, SigningKey = signingKey, RevocationLists = data?.Lists ?? [], OcspResponses = data?.Responses ?? [],
        });
        byte[]? token = null;
        if (timestamps is not null)
        {
            var outcome = await timestamps.StampOrQueueAsync(TimestampUse.Bundle, prepared.ToTimestamp, cancellationToken);
            token = outcome.Token;
            if (token is null)
                warnings.Add("The bundle has no timestamp yet; `ihub timestamps attach` adds it when it has come: " + string.Join(" ", outcome.Problems));
        }
        prepared.WriteTo(target, token);
    }

    /// <summary>The entry by which the ledger names the certificate that signs the bundle, below the checkpoint's size.</summary>
    private async ValueTask<BundledEvent?> SigningKeyAsync(RetailerId retailer, long size, CancellationToken cancellationToken)
    {
        var thumbprint = SignerBinding.ThumbprintOf(writer.Signer);
        foreach (var item in await sources.Exchanges.RecentEventsAsync(retailer, SigningKeyEvent.Kind, MostSigningKeys, cancellationToken))
        {
            if (SigningKeyEvent.Names(item.Kind, item.Data, thumbprint) &&
                await sources.Leaves.FindAsync(retailer.ToString(), item.Id, cancellationToken) is { } found && found.Position < size)
                return new BundledEvent(found.Leaf, found.Position, await new LedgerProofs(sources.Ledger).InclusionAsync(found.Position, size, cancellationToken));
        }
        return null;
    }

    private async ValueTask<BundledExchange> BundleAsync(
        RetailerId retailer, ExchangeDetail detail, IReadOnlyList<SequencedLeaf> leaves, long size, LedgerDates dates, List<string> warnings,
        CancellationToken cancellationToken)
    {
        var summary = detail.Summary;
        var raw = await ReadAsync(retailer, detail.RawArchiveId ?? detail.DocumentArchiveId, cancellationToken);
        if (raw is null)
            warnings.Add(RemovedAt(leaves) is { } removed
                ? $"Exchange {summary.Id}: its octets were deleted under retention on {removed.UtcDateTime:yyyy-MM-dd}; the bundle says so and proves it by the ledger."
                : $"Exchange {summary.Id}: its octets are not in the archive; the bundle says that they are missing.");
        var acknowledgements = new List<byte[]>();
        if (await ReadAsync(retailer, detail.AnswerArchiveId, cancellationToken) is { } answer)
            acknowledgements.Add(answer);
        if (detail.AcknowledgedBy is { } by && await sources.Exchanges.FindAsync(retailer, by, cancellationToken) is { } acknowledgement &&
            await ReadAsync(retailer, acknowledgement.RawArchiveId, cancellationToken) is { } received)
            acknowledgements.Add(received);

        var proofs = new LedgerProofs(sources.Ledger);
        var history = new List<BundledEvent>();
        foreach (var (position, leaf) in leaves)
        {
            history.Add(new BundledEvent(leaf, position, await proofs.InclusionAsync(position, size, cancellationToken))
            {
                Dated = await dates.OfAsync(position, cancellationToken),
            });
        }
        return new BundledExchange(
            summary.Id, summary.Direction == Direction.In ? "in" : "out", CodeOf(leaves) ?? NameOf(summary.Party), summary.State, summary.At, raw, detail.CanonicalDigest,
            [.. summary.Rejections.Select(r => new BundledRejection(r.Code, r.Text))])
        {
            PartyId = summary.Party.Value,
            Acknowledgements = acknowledgements,
            History = history,
        };
    }

    private async IAsyncEnumerable<Guid> SelectAsync(
        RetailerId retailer, EvidenceSelection selection, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in selection.Ids)
            yield return id;
        ExchangeCursor? after = null;
        while (selection.Ids.Count == 0)
        {
            var page = await sources.Exchanges.SearchAsync(retailer, new ExchangeFilter(selection.Party, Max: Page) { After = after }, cancellationToken);
            foreach (var summary in page.Where(s => s.At >= selection.From && s.At < selection.To))
                yield return summary.Id;
            if (page.Count < Page)
                yield break;
            after = new ExchangeCursor(page[^1].Id);
        }
    }

    private static DateTimeOffset? RemovedAt(IReadOnlyList<SequencedLeaf> leaves) => leaves
        .Select(static entry => entry.Leaf.Record is { } record ? LedgerEvent.FromRecord(record) : null)
        .FirstOrDefault(static item => item is not null && RemovalEvent.Of(item) is { IsOfTheExchange: true })?.At;

    private async ValueTask<byte[]?> ReadAsync(RetailerId retailer, Guid? id, CancellationToken cancellationToken) =>
        id is { } key && await sources.Archive.ReadAsync(retailer, key, cancellationToken) is { } octets ? octets.ToArray() : null;

    /// <summary>The party's coded id when it was exchanged, by its events; the registry says only what it is now.</summary>
    private static string? CodeOf(IReadOnlyList<SequencedLeaf> leaves) => leaves
        .Select(static entry => entry.Leaf.Record is { } record && LedgerEvent.FromRecord(record) is { } item ? OctetsEvent.Of(item)?.PartyCode : null)
        .FirstOrDefault(static code => code is not null);

    private string NameOf(PartyId id) => parties.Parties.FirstOrDefault(p => p.Id == id)?.Code.Value ?? id.Value.ToString("D");
}
