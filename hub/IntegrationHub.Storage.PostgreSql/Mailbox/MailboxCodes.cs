using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Storage.Isolation;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Mailbox;

/// <summary>
/// Gives codes to entries that have none. The mailbox row is locked first and the entries are read by a later statement, whose snapshot is
/// taken under the lock: it sees every entry committed so far and every code given so far. An entry that commits later gets a higher code,
/// however early its transaction began; so nothing ever appears at or below a code that was seen.
/// </summary>
internal sealed class MailboxCodes(PostgresStore database)
{
    /// <summary>Entries per transaction: a party that looks for the first time may find millions.</summary>
    private const int PerTransaction = 5_000;

    private const string AnyNewSql =
        "select exists (select 1 from mailbox_entry where retailer_id = $1 and party_id = $2 and code is null)";

    private const string MakeMailboxSql =
        "insert into mailbox (retailer_id, party_id, last_code, queue_code) values ($1, $2, 0, 0) on conflict (retailer_id, party_id) do nothing";

    private const string LockSql = "select last_code from mailbox where retailer_id = $1 and party_id = $2 for update";

    // Age decides the order: ids are version 7.
    private const string GiveSql =
        """
        with fresh as materialized (
            select exchange_id, row_number() over (order by exchange_id) as number from (
                select exchange_id from mailbox_entry where retailer_id = $1 and party_id = $2 and code is null
                order by exchange_id limit $3) as oldest),
        given as (
            update mailbox_entry as entry set code = mailbox.last_code + fresh.number
            from fresh, mailbox
            where entry.retailer_id = $1 and entry.party_id = $2 and entry.exchange_id = fresh.exchange_id and entry.code is null
              and mailbox.retailer_id = $1 and mailbox.party_id = $2
            returning 1)
        update mailbox set last_code = last_code + (select count(*) from fresh)
        where retailer_id = $1 and party_id = $2
        returning (select count(*) from given)
        """;

    /// <summary>After this every entry that was committed before the call has a code, and the codes are on disk.</summary>
    public async Task GiveAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken)
    {
        while (await AnyNewAsync(retailer, party, cancellationToken))
        {
            await GiveSomeAsync(retailer, party, cancellationToken);
            database.CrashPoints.Reached(CrashPoint.AfterCodes);
        }
    }

    private async Task<bool> AnyNewAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken)
    {
        await using var command = database.Commits.CreateCommand(Scope.Of(retailer, party), AnyNewSql);
        command.Parameters.Int(retailer.Value).Uuid(party.Value);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task GiveSomeAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken)
    {
        // Read committed: each statement of the batch has a snapshot of its own, taken when it starts.
        await using var transaction = await database.Commits.BeginAsync(Scope.Of(retailer, party), cancellationToken, System.Data.IsolationLevel.ReadCommitted);
        await using var batch = transaction.CreateBatch();
        foreach (var sql in (string[])[MakeMailboxSql, LockSql, GiveSql])
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.Int(retailer.Value).Uuid(party.Value);
            if (ReferenceEquals(sql, GiveSql))
                command.Parameters.Int(PerTransaction);

            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
