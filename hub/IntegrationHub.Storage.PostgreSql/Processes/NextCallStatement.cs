using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.PostgreSql.History;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Workflows.Engine.Store;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Processes;

/// <summary>
/// The step from one call to the next as one statement: the instance goes on, work that was done goes, what follows comes, the history gets its entry.
/// </summary>
/// <remarks>
/// What <see cref="InstanceStatements"/> and <see cref="WorkStatements"/> say by a statement each, with the same refusals. The server plans, begins and ends one statement instead of
/// four (docs/performance.md). The instance's row is locked first: the sum asks for it first.
/// </remarks>
internal static class NextCallStatement
{
    /// <summary>$1 to $9 are those of <see cref="InstanceStatements.Write"/>.</summary>
    private const string Sql =
        $"""
        with stepped as ({InstanceStatements.Change}),
        finished as (
            delete from process_work where retailer_id = $1 and id = $10 and fence = $11 and instance_id = $2 returning 1),
        following as (
            insert into process_work (retailer_id, id, instance_id, kind, number, attempt, name, data, due, claimable_at, claimed_by, fence)
            values ($1, $12, $2, $13, $14, $15, $16, $17, $18, $19, $20, $21)),
        told as (
            insert into event (retailer_id, id, at, kind, exchange_id, party_id, actor, data, salt, digest)
            values ($1, $22, $23, $24, $2, null, $25, $26, $27, $28))
        select 1 / (select count(*) from stepped), ln((select count(*) from finished))
        """;

    /// <param name="values">Seals.</param>
    /// <param name="row">The instance after the step, at its second revision or later.</param>
    /// <param name="done">What was done, work of the instance.</param>
    /// <param name="next">What follows, work of the instance.</param>
    /// <param name="entry">The history of the step.</param>
    public static NpgsqlBatchCommand Of(ProcessValues values, InstanceRow row, Claim done, NewWork next, ExchangeEvent entry)
    {
        var command = InstanceStatements.Write(values, row);
        command.CommandText = Sql;
        var (salt, digest) = EventColumns.Digest(new RetailerId(values.Retailer), entry);
        command.Parameters
            .Uuid(done.Work.Id).Int(done.Fence)
            .Uuid(next.Id).Short((int)next.Kind).Int(next.Number).Int(next.Attempt).Text(next.Name).Bytes(values.Seal(SealedColumns.WorkData, next.Id, next.Data))
            .Time(next.Due).Time(next.ClaimableAt).Text(next.Holder).Int(next.Fence)
            .Uuid(entry.Id).Time(entry.At).Text(entry.Kind).Text(entry.Actor)
            .Bytes(values.Values.Seal(SealedColumns.EventData, values.Retailer, entry.Id, entry.Data)).Bytes(salt).Bytes(digest);
        return command;
    }
}
