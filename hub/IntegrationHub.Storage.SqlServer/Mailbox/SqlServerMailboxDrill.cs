using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Mailbox;
using IntegrationHub.Storage.SqlServer.Execution;

namespace IntegrationHub.Storage.SqlServer.Mailbox;

/// <summary>Sets mailboxes back; for drills only.</summary>
internal sealed class SqlServerMailboxDrill(SqlServerStore store) : IMailboxDrill
{
    internal static readonly Statement Forget = new(
        "mailbox.drill",
        """
        set xact_abort on;
        begin transaction;
        delete from hub.mailbox_entry where code >= @code;
        update hub.mailbox set last_code = least(last_code, @code - 1), queue_code = least(queue_code, @code - 1);
        commit transaction;
        """);

    public Task ForgetFromAsync(long code, CancellationToken cancellationToken) => store.Work.RunAsync(
        Scope.Of(SystemScope.Drill), session => session.ScalarAsync(Forget, parameters => parameters.Long("@code", code), cancellationToken), cancellationToken);
}
