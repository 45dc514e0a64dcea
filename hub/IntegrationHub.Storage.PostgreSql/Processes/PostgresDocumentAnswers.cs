using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Storage.PostgreSql.Processes;

/// <summary>Waiting processes beside the documents of ours they wait for. Thread-safe.</summary>
internal sealed class PostgresDocumentAnswers(PostgresStore database) : IDocumentAnswers
{
    private static readonly string Sql =
        $"""
        select distinct on (s.name, s.key) o.id, s.name, s.key, o.state, o.rejections
        from process_subscription s join outbound_exchange o on o.retailer_id = s.retailer_id and o.mrid = s.key
        where s.retailer_id = $1 and s.message_id is null and not s.is_signal and s.name like '%{DocumentAnswer.Waiting}'
            and o.state in ({DocumentAnswer.States})
            and not exists (
                select from outbound_exchange later where later.retailer_id = o.retailer_id and later.mrid = o.mrid and later.sender_code = o.sender_code and later.revision > o.revision)
            and not exists (select from process_message m where m.retailer_id = $1 and m.message_id = '{DocumentAnswer.IdPrefix}' || o.id::text || '-' || o.state::text || '-' || s.name)
        order by s.name, s.key limit $2
        """;

    public Task<IReadOnlyList<IncomingMessage>> ReadAsync(int most, CancellationToken cancellation) => Availability.GuardAsync(async () =>
    {
        var retailer = database.Options.Retailer;
        await using var command = database.Commits.CreateCommand(Scope.Of(retailer), Sql);
        command.Parameters.Int(retailer.Value).Int(most);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var messages = new List<IncomingMessage>();
        while (await reader.ReadAsync(cancellation))
        {
            messages.Add(DocumentAnswer.Of(
                database.Values, retailer.Value, reader.GetGuid(0), reader.GetString(1), reader.GetString(2), (OutboundState)reader.GetInt16(3), reader.BytesOrNull(4)));
        }

        return (IReadOnlyList<IncomingMessage>)messages;
    });
}
