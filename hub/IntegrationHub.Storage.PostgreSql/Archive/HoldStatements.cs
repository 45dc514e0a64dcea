using IntegrationHub.Storage.Confidential;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Storage.PostgreSql.History;
using IntegrationHub.Storage.PostgreSql.Isolation;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Archive;

/// <summary>Legal holds. Whoever sets one waits for a page of removal that is under way, and the next page sees it.</summary>
internal static class HoldStatements
{
    /// <summary>Taken by whoever removes, before it reads the holds: no hold begins while a page is being removed.</summary>
    public const string LockSql = "lock table archive_hold in share mode";

    private const string Columns = "id, exchange_id, party_id, reason, set_by, set_at, lift_reason, lifted_by, lifted_at";

    public static async Task<List<LegalHold>> ReadAsync(
        ScopedTransaction transaction, RetailerId retailer, bool alsoLifted, CancellationToken cancellationToken)
    {
        await using var command = transaction.CreateCommand(
            $"select {Columns} from archive_hold where retailer_id = $1 and ($2 or lifted_at is null) order by set_at, id");
        command.Parameters.Int(retailer.Value).Bool(alsoLifted);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var holds = new List<LegalHold>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var party = reader.Uuid(2);
            holds.Add(new LegalHold(
                reader.GetGuid(0), retailer, reader.Uuid(1), party is { } id ? new PartyId(id) : null, reader.GetString(3), reader.GetString(4), reader.Time(5),
                reader.IsDBNull(8) ? null : new HoldLift(reader.GetString(7), reader.Time(8), reader.GetString(6))));
        }

        return holds;
    }

    public static void AddSetting(ScopedBatch batch, StoreValues values, LegalHold hold, ExchangeEvent happened)
    {
        var command = new NpgsqlBatchCommand(
            "insert into archive_hold (retailer_id, id, exchange_id, party_id, reason, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7)");
        command.Parameters.Int(hold.Retailer.Value).Uuid(hold.Id).Uuid(hold.Exchange).Uuid(hold.Party?.Value).Text(hold.Reason).Text(hold.SetBy).Time(hold.SetAt);
        batch.BatchCommands.Add(command);
        EventColumns.AddCommand(batch, values, hold.Retailer, [happened]);
    }

    public static ScopedCommand Lifting(ScopedTransaction transaction, RetailerId retailer, Guid id, HoldLift lift)
    {
        var command = transaction.CreateCommand(
            "update archive_hold set lift_reason = $3, lifted_by = $4, lifted_at = $5 where retailer_id = $1 and id = $2 and lifted_at is null");
        command.Parameters.Int(retailer.Value).Uuid(id).Text(lift.Reason).Text(lift.By).Time(lift.At);
        return command;
    }
}
