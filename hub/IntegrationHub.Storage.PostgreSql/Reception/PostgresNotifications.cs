using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Isolation;

namespace IntegrationHub.Storage.PostgreSql.Reception;

/// <summary>The outbox of received documents. Thread-safe.</summary>
internal sealed class PostgresNotifications(PostgresStore database) : IDocumentNotifications
{
    public ValueTask<IReadOnlyList<DocumentNotification>> ClaimAsync(
        RetailerId retailer, string node, DateTimeOffset now, TimeSpan lease, int max, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(
                Scope.Of(retailer),
                """
                with claimed as (
                    update notification set claimable_at = $3, claimed_by = $4
                    where ctid = any (array(
                        select ctid from notification where retailer_id = $1 and claimable_at <= $2
                        order by claimable_at, id limit $5 for update skip locked))
                    returning id, exchange_id, attempts)
                select c.id, c.exchange_id, c.attempts, e.root_element, e.state
                from claimed c join inbound_exchange e on e.retailer_id = $1 and e.id = c.exchange_id
                """);
            command.Parameters.Int(retailer.Value).Time(now).Time(now + lease).Text(node).Int(max);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var claimed = new List<DocumentNotification>();
            while (await reader.ReadAsync(cancellationToken))
                claimed.Add(new DocumentNotification(reader.GetInt64(0), reader.GetGuid(1), reader.GetInt32(2), reader.Text(3), (InboundState)reader.GetInt16(4)));

            claimed.Sort(static (a, b) => a.Id.CompareTo(b.Id));
            return (IReadOnlyList<DocumentNotification>)claimed;
        }));

    public async ValueTask DoneAsync(RetailerId retailer, IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        await Availability.GuardAsync(async () =>
        {
            // Handling is at least once: a deletion that a crash of the machine takes back is only handled again, so it need not wait for the disk.
            await using var command = database.ArchivePool.CreateCommand(Scope.Of(retailer), "delete from notification where retailer_id = $1 and id = any ($2)");
            command.Parameters.Int(retailer.Value).Array(NpgsqlTypes.NpgsqlDbType.Bigint, ids.ToArray());
            await command.ExecuteNonQueryAsync(cancellationToken);
        });

    public async ValueTask RetryAsync(RetailerId retailer, long id, DateTimeOffset dueAt, string error, CancellationToken cancellationToken) =>
        await Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(
                Scope.Of(retailer),
                """
                update notification set claimable_at = $3, attempts = attempts + 1, last_error = left($4, 2000), claimed_by = null
                where retailer_id = $1 and id = $2
                """);
            command.Parameters.Int(retailer.Value).Long(id).Time(dueAt).Text(error);
            await command.ExecuteNonQueryAsync(cancellationToken);
        });
}
