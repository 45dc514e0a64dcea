using IntegrationHub.Archive.Contents;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Archive;
using IntegrationHub.Storage.PostgreSql.Isolation;
using NpgsqlTypes;

namespace IntegrationHub.Storage.PostgreSql.Archive;

/// <summary>What a page of archive rows says when each is held against its bytes and against the exchanges.</summary>
internal sealed record ReconciledRows(IReadOnlyList<Guid> Examined, IReadOnlyList<Guid> Missing, IReadOnlyList<StoredContent> Needless, int Unnamed)
{
    /// <summary>An exchange and its bytes are stored within moments of each other; clocks of nodes differ by less than this.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromHours(1);

    private const string PageSql =
        """
        select a.id, a.packing, a.length, a.sha256, a.name, a.place, a.sealed, a.removed_at is not null, a.chunks, octet_length(a.body),
            (select count(*)::int from archive_chunk c where c.retailer_id = a.retailer_id and c.archive_id = a.id),
            exists (select from archive_alias s where s.retailer_id = a.retailer_id and s.archive_id = a.id and s.removed_at is null)
        from archive a where a.retailer_id = $1 and a.id > $2 and a.id < $3 order by a.id limit $4
        """;

    private const string UnnamedSql =
        """
        select count(*)::int from unnest($2::uuid[]) as p(id) where p.id not in (
            select archive_id from inbound_exchange where retailer_id = $1 and id between $3 and $4
            union all
            select answer_archive_id from inbound_exchange where retailer_id = $1 and id between $3 and $4 and answer_archive_id is not null
            union all
            select document_archive_id from outbound_exchange where retailer_id = $1 and id between $3 and $4
            union all
            select message_archive_id from outbound_exchange where retailer_id = $1 and id between $3 and $4 and message_archive_id is not null)
        """;

    public static async Task<ReconciledRows> ReadAsync(
        ScopedTransaction transaction, IContentStore? outside, RetailerId retailer, Guid position, DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        var (examined, missing, needless, named, elsewhere) = (new List<Guid>(), new List<Guid>(), new List<StoredContent>(), new List<Guid>(), new List<StoredContent>());
        await using (var command = transaction.CreateCommand(PageSql))
        {
            command.Parameters.Int(retailer.Value).Uuid(position).Uuid(TimedId.First(before)).Int(most);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var content = ContentColumns.Read(reader, retailer);
                var (removed, chunks, body, found, shared) = (reader.GetBoolean(7), reader.GetInt32(8), reader.GetInt32(9), reader.GetInt32(10), reader.GetBoolean(11));
                examined.Add(content.Id);
                if (!removed)
                    named.Add(content.Id);

                if (removed && !shared)
                {
                    if (body > 0 || found > 0 || content.Name is not null)
                        needless.Add(content);
                }
                else if (content.IsOutside)
                {
                    elsewhere.Add(content);
                }
                else if (found != chunks || (body == 0 && content.Length > 0))
                {
                    missing.Add(content.Id);
                }
            }
        }

        foreach (var content in elsewhere)
        {
            if (outside is null || !await outside.ExistsAsync(content.Name!, cancellationToken))
                missing.Add(content.Id);
        }

        return new ReconciledRows(examined, missing, needless, await CountUnnamedAsync(transaction, retailer, named, cancellationToken));
    }

    private static async Task<int> CountUnnamedAsync(ScopedTransaction transaction, RetailerId retailer, List<Guid> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
            return 0;

        await using var command = transaction.CreateCommand(UnnamedSql);
        command.Parameters.Int(retailer.Value).Array(NpgsqlDbType.Uuid, entries.ToArray())
            .Uuid(TimedId.First(TimedId.At(entries[0]) - Apart)).Uuid(TimedId.First(TimedId.At(entries[^1]) + Apart));
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
