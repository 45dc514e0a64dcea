using System.Collections.Immutable;
using IntegrationHub.Exchange;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Workflows.Engine.Notifying;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Processes;

/// <summary>Notices as rows: pages read them, and in development they stand for the gateway of text messages. Thread-safe.</summary>
internal sealed class SqlServerNotices(SqlServerStore store) : INotifier, INoticeOutbox
{
    private const string Columns = "n.notice_id, n.channel, n.recipient, n.is_role, n.kind, n.text, n.instance_id, n.token, n.at, n.id";

    /// <summary>A notice that is there already is no error, and a retry of the sender's; see <c>CommitStatements</c> for why <c>xact_abort</c> is off.</summary>
    internal static readonly Statement Send = new(
        "notices.send",
        $"""
        set xact_abort off;
        begin try
            insert into hub.process_notice (retailer_id, notice_id, channel, recipient, is_role, kind, text, instance_id, token, at, id)
            values (@retailer, @notice, @channel, @recipient, @is_role, @kind, @text, @instance, @token, @at, @id);
        end try
        begin catch
            if error_number() not in ({Faults.DuplicateKeyInIndex}, {Faults.DuplicateKey})
                throw;
        end catch;
        """);

    internal static readonly Statement ReadAll = new(
        "notices.read", $"select top (@most) {Columns} from hub.process_notice as n where n.retailer_id = @retailer order by n.at desc, n.notice_id desc;");

    /// <summary>Each recipient's newest from the index, then the newest of them.</summary>
    internal static readonly Statement ReadOwn = new(
        "notices.read-own",
        $"""
        select top (@most) {Columns} from (
            select mine.notice_id from (
                select top (@most) x.notice_id, x.at from hub.process_notice as x
                where x.retailer_id = @retailer and x.recipient = @user and x.is_role = 0 order by x.at desc, x.notice_id desc) as mine
            union
            select theirs.notice_id from @roles as r cross apply (
                select top (@most) y.notice_id, y.at from hub.process_notice as y
                where y.retailer_id = @retailer and y.recipient = r.value and y.is_role = 1 order by y.at desc, y.notice_id desc) as theirs) as found
        join hub.process_notice as n on n.notice_id = found.notice_id
        where n.retailer_id = @retailer
        order by n.at desc, n.notice_id desc;
        """);

    private RetailerId Retailer => store.Options.Retailer;

    public async Task SendAsync(IReadOnlyList<Notice> notices, CancellationToken cancellation)
    {
        if (notices.Count == 0)
            return;

        await store.Work.RunAsync(
            Scope.Of(Retailer),
            async session =>
            {
                await session.BeginAsync(cancellation);
                foreach (var notice in notices)
                    await session.ScalarAsync(Send, parameters => Fill(parameters, notice), cancellation);

                await session.CommitAsync(cancellation);
            },
            cancellation);
    }

    public async Task<IReadOnlyList<Notice>> ReadAsync(string? user, ImmutableArray<string> roles, int most, CancellationToken cancellation) => await store.Work.RunAsync(
        Scope.Of(Retailer),
        session => session.ListAsync(
            user is null ? ReadAll : ReadOwn,
            parameters =>
            {
                parameters.Int("@retailer", Retailer.Value).Int("@most", most);
                if (user is not null)
                    parameters.Text("@user", user).TextList("@roles", roles);
            },
            reader => new Notice(
                reader.GetString(0), (NoticeChannel)reader.GetInt16(1), reader.GetString(2), reader.GetBoolean(3), reader.GetString(4),
                store.Values.Open(SealedColumns.NoticeText, Retailer.Value, reader.Id(9), reader.Bytes(5)), reader.IdOrNull(6), reader.Int(7), reader.Time(8)),
            cancellation),
        cancellation);

    private void Fill(SqlParameterCollection parameters, Notice notice)
    {
        var id = Guid.CreateVersion7(notice.At);
        parameters.Int("@retailer", Retailer.Value).Text("@notice", notice.Id).Short("@channel", (int)notice.Channel).Text("@recipient", notice.To).Bool("@is_role", notice.IsRole)
            .Text("@kind", notice.Kind).Bytes("@text", store.Values.Seal(SealedColumns.NoticeText, Retailer.Value, id, notice.Text)).Id("@instance", notice.Instance)
            .Int("@token", notice.Token).Time("@at", notice.At).Id("@id", id);
    }
}
