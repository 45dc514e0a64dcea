using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Execution;

namespace IntegrationHub.Storage.SqlServer.Reception;

/// <summary>The outbox of received documents. Thread-safe.</summary>
internal sealed class SqlServerNotifications(SqlServerStore store) : IDocumentNotifications
{
    internal static readonly Statement Claim = new(
        "notifications.claim",
        """
        declare @claimed table (id bigint not null primary key, exchange_id binary(16) not null, attempts int not null);
        with due as (
            select top (@max) id, exchange_id, attempts, claimable_at, claimed_by from hub.notification with (updlock, readpast, rowlock)
            where retailer_id = @retailer and claimable_at <= @now order by claimable_at, id)
        update due set claimable_at = @until, claimed_by = @node
        output inserted.id, inserted.exchange_id, inserted.attempts into @claimed (id, exchange_id, attempts);
        select c.id, c.exchange_id, c.attempts, e.root_element, e.state from @claimed as c join hub.inbound_exchange as e on e.id = c.exchange_id
        where e.retailer_id = @retailer;
        """);

    /// <summary>Handling is at least once: a deletion that a crash of the machine takes back is only handled again, so it need not wait for the disk.</summary>
    internal static readonly Statement Done = new(
        "notifications.done",
        """
        set xact_abort on;
        begin transaction;
        delete from hub.notification where retailer_id = @retailer and id in (select number from @ids);
        commit transaction with (delayed_durability = on);
        """);

    internal static readonly Statement Retry = new(
        "notifications.retry",
        """
        update hub.notification set claimable_at = @due, attempts = attempts + 1, last_error = left(@error, 2000), claimed_by = null
        where retailer_id = @retailer and id = @id;
        """);

    public async ValueTask<IReadOnlyList<DocumentNotification>> ClaimAsync(
        RetailerId retailer, string node, DateTimeOffset now, TimeSpan lease, int max, CancellationToken cancellationToken)
    {
        var claimed = await store.Work.RunAsync(
            Scope.Of(retailer),
            session => session.ListAsync(
                Claim,
                parameters => parameters.Int("@retailer", retailer.Value).Time("@now", now).Time("@until", now + lease).Text("@node", node).Int("@max", max),
                static reader => new DocumentNotification(reader.GetInt64(0), reader.Id(1), reader.GetInt32(2), reader.Text(3), (InboundState)reader.GetInt16(4)),
                cancellationToken),
            cancellationToken);
        claimed.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        return claimed;
    }

    public async ValueTask DoneAsync(RetailerId retailer, IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        await store.Work.RunAsync(
            Scope.Of(retailer),
            session => session.ScalarAsync(Done, parameters => parameters.Int("@retailer", retailer.Value).NumberList("@ids", ids), cancellationToken),
            cancellationToken);

    public async ValueTask RetryAsync(RetailerId retailer, long id, DateTimeOffset dueAt, string error, CancellationToken cancellationToken) =>
        await store.Work.RunAsync(
            Scope.Of(retailer),
            session => session.ScalarAsync(
                Retry, parameters => parameters.Int("@retailer", retailer.Value).Long("@id", id).Time("@due", dueAt).LongText("@error", error), cancellationToken),
            cancellationToken);
}
