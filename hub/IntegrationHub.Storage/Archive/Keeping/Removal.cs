using IntegrationHub.Archive.Contents;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Storage.Archive.Keeping;

/// <summary>One page of one walk: what is due, not held and settled is marked as removed, recorded, and freed when nobody shares it.</summary>
internal sealed class Removal(IArchiveRows rows, ContentCodec codec, IContentStore? outside, RemovalOrder order, DateTimeOffset now)
{
    /// <summary>What was skipped (a document of ours that was not settled, say) is looked at again when this has passed.</summary>
    public static readonly TimeSpan Anew = TimeSpan.FromDays(30);

    private readonly List<ExchangeEvent> _events = [];
    private readonly List<Guid> _entries = [];
    private readonly Dictionary<Guid, StoredContent> _contents = [];

    /// <summary>Contents outside that no row names any more once the transaction is committed.</summary>
    public List<ContentName> Outside { get; } = [];

    public async Task<RemovalPage> RunAsync(RemovalWalk walk, Func<RemovedBytes, ExchangeEvent> record, CancellationToken cancellationToken)
    {
        await rows.LockHoldsAsync(cancellationToken);
        var position = await rows.TakePlaceAsync(walk.Lane, now, now - Anew, cancellationToken);
        var holds = await rows.ReadHoldsAsync(alsoLifted: false, cancellationToken);
        var page = await rows.ReadPageAsync(walk, position, TimedId.First(order.Before), order.Most, cancellationToken);
        var (held, unsettled) = (0, 0);
        foreach (var (candidate, entry) in page)
        {
            if (entry is not { } id || await rows.FindAsync(id, cancellationToken) is not { } found)
                continue;

            var verdict = RemovalRule.Judge(candidate, holds);
            held += verdict == RemovalVerdict.Held ? 1 : 0;
            unsettled += verdict == RemovalVerdict.Unsettled ? 1 : 0;
            if (verdict != RemovalVerdict.Remove)
                continue;

            var digest = await DigestAsync(found, cancellationToken);
            _entries.Add(id);
            _contents[found.Content.Id] = found.Content;
            _events.Add(record(new RemovedBytes(candidate.Exchange, candidate.Party.Value, id, walk.What, digest, found.Content.Length, found.StoredAt)));
        }

        if (_entries.Count > 0)
        {
            await rows.LockAsync([.. _entries, .. _contents.Keys], cancellationToken);
            await rows.MarkAsync(_entries, now, cancellationToken);
            await rows.RecordAsync(_events, cancellationToken);
        }

        var freed = await FreeAsync([.. _contents.Keys], cancellationToken);
        if (page.Count > 0)
            await rows.KeepPlaceAsync(walk.Lane, page[^1].Candidate.Exchange, cancellationToken);

        return new RemovalPage(page.Count, _entries.Count, held, unsettled, freed.Count, page.Count < order.Most);
    }

    /// <summary>Frees contents that nothing needs; gives those it freed.</summary>
    public async Task<IReadOnlyList<Guid>> FreeAsync(IReadOnlyCollection<Guid> contents, CancellationToken cancellationToken)
    {
        if (contents.Count == 0)
            return [];

        await rows.LockAsync(contents, cancellationToken);
        var freed = await rows.FreeAsync(contents, now - order.Grace, cancellationToken);
        Outside.AddRange(freed.Where(id => _contents.TryGetValue(id, out var content) && content.IsOutside).Select(id => _contents[id].Name!));
        return freed;
    }

    /// <summary>What cannot be read any more goes, too; the ledger then says no digest.</summary>
    private async Task<byte[]?> DigestAsync(FoundContent found, CancellationToken cancellationToken)
    {
        var content = found.Content;
        try
        {
            if (!content.Sealed)
                return content.Sha256;

            var first = content.IsOutside ? (outside is null ? null : await outside.ReadAsync(content.Name!, cancellationToken))?[0] : found.Body;
            return first is null ? null : codec.ReadDigest(content, first);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
