using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Storage.SqlServer.Processes;

/// <summary>Waiting processes beside the documents of ours they wait for. Thread-safe.</summary>
internal sealed class SqlServerDocumentAnswers(SqlServerStore store) : IDocumentAnswers
{
    /// <summary>An id as texts write it: 32 digits with their hyphens.</summary>
    private const string Id = "lower(stuff(stuff(stuff(stuff(convert(nvarchar(32), o.id, 2), 9, 0, N'-'), 14, 0, N'-'), 19, 0, N'-'), 24, 0, N'-'))";

    internal static readonly Statement Read = new(
        "processes.answers",
        $"""
        with answered as (
            select o.id, s.name, s.[key], o.state, o.rejections, row_number() over (partition by s.name, s.[key] order by o.id) as place
            from hub.process_subscription as s join hub.outbound_exchange as o on o.retailer_id = s.retailer_id and o.mrid = s.[key]
            where s.retailer_id = @retailer and s.message_id is null and s.is_signal = 0 and s.name like N'%{DocumentAnswer.Waiting}'
                and o.state in ({DocumentAnswer.States})
                and not exists (
                    select 1 from hub.outbound_exchange as later
                    where later.retailer_id = @retailer and later.mrid = o.mrid and later.sender_code = o.sender_code and later.revision > o.revision)
                and not exists (
                    select 1 from hub.process_message as m
                    where m.retailer_id = @retailer and m.message_id = concat(N'{DocumentAnswer.IdPrefix}', {Id}, N'-', o.state, N'-', s.name)))
        select top (@most) answered.id, answered.name, answered.[key], answered.state, answered.rejections from answered
        where answered.place = 1 order by answered.name, answered.[key];
        """);

    public async Task<IReadOnlyList<IncomingMessage>> ReadAsync(int most, CancellationToken cancellation)
    {
        var retailer = store.Options.Retailer;
        return await store.Work.RunAsync(
            Scope.Of(retailer),
            session => session.ListAsync(
                Read,
                parameters => parameters.Int("@retailer", retailer.Value).Int("@most", most),
                reader => DocumentAnswer.Of(
                    store.Values, retailer.Value, reader.Id(0), reader.GetString(1), reader.GetString(2), (OutboundState)reader.GetInt16(3), reader.IsDBNull(4) ? null : reader.Bytes(4)),
                cancellation),
            cancellation);
    }
}
