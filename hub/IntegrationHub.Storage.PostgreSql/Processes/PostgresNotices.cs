using System.Collections.Immutable;
using IntegrationHub.Exchange;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Workflows.Engine.Notifying;
using Npgsql;
using NpgsqlTypes;

namespace IntegrationHub.Storage.PostgreSql.Processes;

/// <summary>Notices as rows: pages read them, and in development they stand for the gateway of text messages. Thread-safe.</summary>
internal sealed class PostgresNotices(PostgresStore database) : INotifier, INoticeOutbox
{
    private const string InsertSql =
        """
        insert into process_notice (retailer_id, notice_id, channel, recipient, is_role, kind, text, instance_id, token, at, id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (retailer_id, notice_id) do nothing
        """;

    private const string Columns = "notice_id, channel, recipient, is_role, kind, text, instance_id, token, at, id";

    private RetailerId Retailer => database.Options.Retailer;

    public async Task SendAsync(IReadOnlyList<Notice> notices, CancellationToken cancellation)
    {
        if (notices.Count == 0)
        {
            return;
        }

        await Availability.GuardAsync(async () =>
        {
            await using var batch = database.Commits.CreateBatch(Scope.Of(Retailer));
            foreach (var notice in notices)
            {
                var (id, command) = (Guid.CreateVersion7(notice.At), new NpgsqlBatchCommand(InsertSql));
                command.Parameters
                    .Int(Retailer.Value).Text(notice.Id).Short((int)notice.Channel).Text(notice.To).Bool(notice.IsRole).Text(notice.Kind)
                    .Bytes(database.Values.Seal(SealedColumns.NoticeText, Retailer.Value, id, notice.Text))
                    .Uuid(notice.Instance).Int(notice.Token).Time(notice.At).Uuid(id);
                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync(cancellation);
        });
    }

    public Task<IReadOnlyList<Notice>> ReadAsync(string? user, ImmutableArray<string> roles, int most, CancellationToken cancellation) => Availability.GuardAsync(async () =>
    {
        await using var command = database.Commits.CreateCommand(
            Scope.Of(Retailer),
            user is null
                ? $"select {Columns} from process_notice where retailer_id = $1 order by at desc, notice_id desc limit $2"
                : $"select {Columns} from process_notice where retailer_id = $1 and ((not is_role and recipient = $3) or (is_role and recipient = any ($4))) order by at desc, notice_id desc limit $2");
        command.Parameters.Int(Retailer.Value).Int(most);
        if (user is not null)
        {
            command.Parameters.Text(user).Array(NpgsqlDbType.Text, roles.ToArray());
        }

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var notices = new List<Notice>();
        while (await reader.ReadAsync(cancellation))
        {
            notices.Add(new Notice(
                reader.GetString(0), (NoticeChannel)reader.GetInt16(1), reader.GetString(2), reader.GetBoolean(3), reader.GetString(4),
                database.Values.Open(SealedColumns.NoticeText, Retailer.Value, reader.GetGuid(9), reader.Bytes(5)),
                reader.Uuid(6), reader.Int(7), reader.Time(8)));
        }

        return (IReadOnlyList<Notice>)notices;
    });
}
