using IntegrationHub.Storage.Confidential;
using IntegrationHub.Archive.Contents;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Archive;
using IntegrationHub.Storage.PostgreSql.History;
using IntegrationHub.Storage.PostgreSql.Isolation;
using Npgsql;
using NpgsqlTypes;

namespace IntegrationHub.Storage.PostgreSql.Archive;

/// <summary>One page of one walk: what is due, not held and settled is marked as removed, recorded, and freed when nobody shares it.</summary>
internal sealed class Removal(ScopedTransaction transaction, StoreValues values, ContentCodec codec, IContentStore? outside, RemovalOrder order, DateTimeOffset now)
{
    private const string EntrySql =
        """
        select a.id, a.packing, a.length, a.sha256, a.name, a.place, a.sealed, a.body, coalesce(s.stored_at, a.stored_at)
        from (select $2::uuid as entry) e
        left join archive_alias s on s.retailer_id = $1 and s.id = e.entry and s.removed_at is null
        join archive a on a.retailer_id = $1 and a.id = coalesce(s.archive_id, e.entry) and (s.id is not null or a.removed_at is null)
        """;

    /// <summary>In the order in which those who store take rows: whoever took them in another could wait for somebody who waits for him.</summary>
    private const string LockSql = "select from archive where retailer_id = $1 and id = any ($2) order by name, id for update";

    /// <summary>
    /// A row that was stored again within the grace time is left alone: the lock waits for whoever is doing that, and the condition is
    /// looked at again behind it.
    /// </summary>
    private const string FreeSql =
        """
        with freed as (
            update archive a set body = '', chunks = 0, packing = 0, name = null
            where a.retailer_id = $1 and a.id = any ($2) and a.removed_at is not null and (a.touched_at is null or a.touched_at < $3)
                and not exists (select from archive_alias s where s.retailer_id = $1 and s.archive_id = a.id and s.removed_at is null)
            returning a.id),
        chunks as (delete from archive_chunk c using freed where c.retailer_id = $1 and c.archive_id = freed.id)
        select id from freed
        """;

    private readonly List<ExchangeEvent> _events = [];
    private readonly List<Guid> _entries = [];
    private readonly Dictionary<Guid, StoredContent> _contents = [];

    /// <summary>Contents outside that no row names any more once the transaction is committed.</summary>
    public List<ContentName> Outside { get; } = [];

    public async Task<RemovalPage> RunAsync(RemovalWalk walk, Func<RemovedBytes, ExchangeEvent> record, CancellationToken cancellationToken)
    {
        await using (var guard = transaction.CreateCommand(HoldStatements.LockSql))
            await guard.ExecuteNonQueryAsync(cancellationToken);

        var position = await WalkProgress.TakeAsync(transaction, order.Retailer, walk.Lane, now, cancellationToken);
        var holds = await HoldStatements.ReadAsync(transaction, order.Retailer, alsoLifted: false, cancellationToken);
        var page = await ReadPageAsync(walk, position, cancellationToken);
        var (held, unsettled) = (0, 0);
        foreach (var (candidate, entry) in page)
        {
            if (entry is not { } id || await FindAsync(id, cancellationToken) is not { } found)
                continue;

            var verdict = RemovalRule.Judge(candidate, holds);
            held += verdict == RemovalVerdict.Held ? 1 : 0;
            unsettled += verdict == RemovalVerdict.Unsettled ? 1 : 0;
            if (verdict != RemovalVerdict.Remove)
                continue;

            var digest = await DigestAsync(found.Content, found.Body, cancellationToken);
            _entries.Add(id);
            _contents[found.Content.Id] = found.Content;
            _events.Add(record(new RemovedBytes(candidate.Exchange, candidate.Party.Value, id, walk.What, digest, found.Content.Length, found.StoredAt)));
        }

        await LockAsync([.. _entries, .. _contents.Keys], cancellationToken);
        await MarkAsync(cancellationToken);
        var freed = await FreeAsync([.. _contents.Keys], cancellationToken);
        if (page.Count > 0)
            await WalkProgress.KeepAsync(transaction, order.Retailer, walk.Lane, page[^1].Candidate.Exchange, cancellationToken);

        return new RemovalPage(page.Count, _entries.Count, held, unsettled, freed.Count, page.Count < order.Most);
    }

    /// <summary>Frees contents that nothing needs; gives those it freed.</summary>
    public async Task<IReadOnlyList<Guid>> FreeAsync(IReadOnlyCollection<Guid> contents, CancellationToken cancellationToken)
    {
        if (contents.Count == 0)
            return [];

        await LockAsync([.. contents], cancellationToken);
        await using var command = transaction.CreateCommand(FreeSql);
        command.Parameters.Int(order.Retailer.Value).Array(NpgsqlDbType.Uuid, [.. contents]).Time(now - order.Grace);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var freed = new List<Guid>();
        while (await reader.ReadAsync(cancellationToken))
            freed.Add(reader.GetGuid(0));

        Outside.AddRange(freed.Where(id => _contents.TryGetValue(id, out var content) && content.IsOutside).Select(id => _contents[id].Name!));
        return freed;
    }

    private async Task<List<(RemovalCandidate Candidate, Guid? Entry)>> ReadPageAsync(RemovalWalk walk, Guid position, CancellationToken cancellationToken)
    {
        await using var command = transaction.CreateCommand(walk.Sql);
        command.Parameters.Int(order.Retailer.Value).Uuid(position).Uuid(TimedId.First(order.Before)).Int(order.Most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<(RemovalCandidate, Guid?)>();
        while (await reader.ReadAsync(cancellationToken))
            page.Add((new RemovalCandidate(reader.GetGuid(0), new PartyId(reader.GetGuid(1)), reader.GetBoolean(3)), reader.Uuid(2)));

        return page;
    }

    private async Task<(StoredContent Content, byte[] Body, DateTimeOffset StoredAt)?> FindAsync(Guid entry, CancellationToken cancellationToken)
    {
        await using var command = transaction.CreateCommand(EntrySql);
        command.Parameters.Int(order.Retailer.Value).Uuid(entry);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (ContentColumns.Read(reader, order.Retailer), reader.Bytes(ContentColumns.Count), reader.Time(ContentColumns.Count + 1))
            : null;
    }

    /// <summary>What cannot be read any more goes, too; the ledger then says no digest.</summary>
    private async Task<byte[]?> DigestAsync(StoredContent content, byte[] body, CancellationToken cancellationToken)
    {
        try
        {
            if (!content.Sealed)
                return content.Sha256;

            var first = content.IsOutside ? (outside is null ? null : await outside.ReadAsync(content.Name!, cancellationToken))?[0] : body;
            return first is null ? null : codec.ReadDigest(content, first);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private async Task LockAsync(Guid[] rows, CancellationToken cancellationToken)
    {
        if (rows.Length == 0)
            return;

        await using var command = transaction.CreateCommand(LockSql);
        command.Parameters.Int(order.Retailer.Value).Array(NpgsqlDbType.Uuid, rows);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task MarkAsync(CancellationToken cancellationToken)
    {
        if (_entries.Count == 0)
            return;

        await using var batch = transaction.CreateBatch();
        foreach (var table in (string[])["archive", "archive_alias"])
        {
            var command = new NpgsqlBatchCommand($"update {table} set removed_at = $3 where retailer_id = $1 and id = any ($2) and removed_at is null");
            command.Parameters.Int(order.Retailer.Value).Array(NpgsqlDbType.Uuid, _entries.ToArray()).Time(now);
            batch.BatchCommands.Add(command);
        }

        EventColumns.AddCommand(batch, values, order.Retailer, _events);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
