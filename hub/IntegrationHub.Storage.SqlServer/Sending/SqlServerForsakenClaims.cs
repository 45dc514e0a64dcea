using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Sending;
using IntegrationHub.Storage.SqlServer.Execution;

namespace IntegrationHub.Storage.SqlServer.Sending;

/// <summary>The claims of a dead hub in every table that has claims.</summary>
internal sealed class SqlServerForsakenClaims(SqlServerStore store) : IForsakenClaims
{
    internal static readonly Statement End = new(
        "claims.end",
        """
        set xact_abort on;
        begin transaction;
        update hub.outbound_exchange set claimable_at = @now where claimed_by is not null and claimable_at > @now;
        update hub.notification set claimable_at = @now where claimed_by is not null and claimable_at > @now;
        update ledger.timestamp_queue set claimable_at = @now where claimed_by is not null and claimable_at > @now;
        update hub.process_work set claimable_at = @now where claimed_by is not null and claimable_at > @now;
        commit transaction;
        """);

    public Task EndAsync(DateTimeOffset now, CancellationToken cancellationToken) => store.Work.RunAsync(
        Scope.Of(SystemScope.Claims), session => session.ScalarAsync(End, parameters => parameters.Time("@now", now), cancellationToken), cancellationToken);
}
