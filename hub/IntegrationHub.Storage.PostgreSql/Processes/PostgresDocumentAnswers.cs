using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Storage.PostgreSql.Processes;

/// <summary>Waiting processes beside the documents of ours they wait for. Thread-safe.</summary>
/// <remarks>
/// Payload: <c>accepted</c> (also in part), <c>partly</c>, <c>state</c>, <c>reason</c> (the market's code, else ours; null where there is none). A document that
/// missed its gate counts as not accepted; a quarantined one is an operator's and has no answer yet.
/// </remarks>
internal sealed class PostgresDocumentAnswers(PostgresStore database) : IDocumentAnswers
{
    private static readonly string Sql =
        $"""
        select distinct on (s.name, s.key) o.id, s.name, s.key, o.state, o.rejections
        from process_subscription s join outbound_exchange o on o.retailer_id = s.retailer_id and o.mrid = s.key
        where s.retailer_id = $1 and s.message_id is null and not s.is_signal and s.name like '%-acknowledged'
            and o.state in ({(int)OutboundState.Accepted}, {(int)OutboundState.PartlyAccepted}, {(int)OutboundState.Rejected}, {(int)OutboundState.Expired})
            and not exists (
                select from outbound_exchange later where later.retailer_id = o.retailer_id and later.mrid = o.mrid and later.sender_code = o.sender_code and later.revision > o.revision)
            and not exists (select from process_message m where m.retailer_id = $1 and m.message_id = 'answer-' || o.id::text || '-' || o.state::text || '-' || s.name)
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
            var (state, name) = ((OutboundState)reader.GetInt16(3), reader.GetString(1));
            var reason = StoredJson.Rejections(database.Values.OpenOrNull(SealedColumns.OutboundRejections, retailer.Value, reader.GetGuid(0), reader.BytesOrNull(4)))
                .Select(rejection => rejection.MarketReason ?? rejection.Code).FirstOrDefault();
            messages.Add(new IncomingMessage(
                $"answer-{reader.GetGuid(0):D}-{(int)state}-{name}",
                name,
                reader.GetString(2),
                ContextValue.Of(
                    ("accepted", Value.Of(state is OutboundState.Accepted or OutboundState.PartlyAccepted)),
                    ("partly", Value.Of(state is OutboundState.PartlyAccepted)),
                    ("state", Value.Of(state.ToString())),
                    ("reason", (state == OutboundState.Expired ? "EXPIRED" : reason) is { } code ? Value.Of(code) : Value.Null))));
        }

        return (IReadOnlyList<IncomingMessage>)messages;
    });
}
