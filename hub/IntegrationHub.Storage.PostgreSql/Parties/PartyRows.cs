using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Parties;
using IntegrationHub.Storage.PostgreSql.History;
using IntegrationHub.Storage.PostgreSql.Isolation;
using Npgsql;
using NpgsqlTypes;

namespace IntegrationHub.Storage.PostgreSql.Parties;

/// <summary>Statements on <c>party</c> and <c>party_certificate</c>.</summary>
internal static class PartyRows
{
    /// <summary>First half of the key of the advisory lock that orders changes ("part" in ASCII); the second is the retailer.</summary>
    private const int LockClass = 0x70617274;

    public static async Task LockAsync(ScopedTransaction transaction, RetailerId retailer, CancellationToken cancellationToken)
    {
        await using var command = transaction.CreateCommand("select pg_advisory_xact_lock($1, $2)");
        command.Parameters.Int(LockClass).Int(retailer.Value);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<PartyDirectory> LoadAsync(ScopedTransaction transaction, RetailerId retailer, CancellationToken cancellationToken)
    {
        await using var command = transaction.CreateCommand("select is_self, content from party where retailer_id = $1 order by name");
        command.Parameters.Int(retailer.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<(bool IsSelf, Party Party)>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add((reader.GetBoolean(0), PartyRecords.Read(reader.GetString(1))));

        return PartyRecords.ToDirectory(retailer, rows);
    }

    public static async Task SaveAsync(
        ScopedTransaction transaction, StoreValues values, Party party, bool isSelf, DateTimeOffset now, ExchangeEvent entry, CancellationToken cancellationToken)
    {
        await using var batch = transaction.CreateBatch();
        var save = new NpgsqlBatchCommand(
            """
            insert into party (retailer_id, id, name, code, is_self, content, updated_at) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (retailer_id, id) do update set
                name = excluded.name, code = excluded.code, content = excluded.content, updated_at = excluded.updated_at
            """);
        save.Parameters.Int(party.Retailer.Value).Uuid(party.Id.Value).Text(party.Name).Text(party.Code.Value).Bool(isSelf)
            .Json(PartyRecords.Write(party)).Time(now);
        batch.BatchCommands.Add(save);

        var forget = new NpgsqlBatchCommand("delete from party_certificate where retailer_id = $1 and party_id = $2");
        forget.Parameters.Int(party.Retailer.Value).Uuid(party.Id.Value);
        batch.BatchCommands.Add(forget);

        var bind = new NpgsqlBatchCommand("insert into party_certificate (retailer_id, thumbprint, party_id) select $1, thumbprint, $2 from unnest($3::text[]) as thumbprint");
        bind.Parameters.Int(party.Retailer.Value).Uuid(party.Id.Value).Array(NpgsqlDbType.Text, party.TlsCertificates.Distinct(StringComparer.Ordinal).ToArray());
        batch.BatchCommands.Add(bind);

        EventColumns.AddCommand(batch, values, party.Retailer, [entry]);

        var announce = new NpgsqlBatchCommand("select pg_notify($1, $2)");
        announce.Parameters.Text(PostgresPartyRegistry.Channel).Text(party.Retailer.ToString());
        batch.BatchCommands.Add(announce);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
