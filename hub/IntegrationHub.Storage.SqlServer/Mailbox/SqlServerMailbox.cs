using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Mailbox;

/// <summary>What one party can list and get. Thread-safe.</summary>
internal sealed class SqlServerMailbox(SqlServerStore store, MailboxCodes codes) : IMailbox
{
    /// <summary>Never beyond what has a code: a wrong number must not skip documents that come later.</summary>
    internal static readonly Statement Advance = new(
        "mailbox.advance",
        """
        update hub.mailbox set queue_code = @code
        where retailer_id = @retailer and party_id = @party and queue_code < @code and last_code >= @code;
        """);

    /// <summary>A party whose first codes fell into the lost time has no row yet.</summary>
    internal static readonly Statement SkipLost = new(
        "mailbox.skip",
        """
        set xact_abort on;
        begin transaction;
        insert into hub.mailbox (retailer_id, party_id, last_code, queue_code)
        select @retailer, @party, 0, 0
        where not exists (select 1 from hub.mailbox with (updlock, holdlock, rowlock) where retailer_id = @retailer and party_id = @party);
        update hub.mailbox set last_code = last_code + @codes where retailer_id = @retailer and party_id = @party;
        commit transaction;
        """);

    public async ValueTask<IReadOnlyList<MailboxEntry>> ListAsync(RetailerId retailer, PartyId party, MailboxQuery query, CancellationToken cancellationToken) =>
        await SelectAsync(EntryQuery.For(query), retailer, party, parameters => EntryQuery.Fill(parameters, query), cancellationToken);

    public ValueTask<MailboxEntry?> FindByCodeAsync(RetailerId retailer, PartyId party, long code, CancellationToken cancellationToken) =>
        FindAsync(EntryQuery.ByCode, retailer, party, parameters => parameters.Long("@code", code), cancellationToken);

    public ValueTask<MailboxEntry?> FindByIdentificationAsync(
        RetailerId retailer, PartyId party, string identification, int? version, CancellationToken cancellationToken) =>
        FindAsync(EntryQuery.ByIdentification, retailer, party, parameters => parameters.Text("@mrid", identification).Int("@version", version), cancellationToken);

    public ValueTask<MailboxEntry?> PeekQueueAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken) =>
        FindAsync(EntryQuery.NextInQueue, retailer, party, static _ => { }, cancellationToken);

    public async ValueTask AdvanceQueueAsync(RetailerId retailer, PartyId party, long code, CancellationToken cancellationToken)
    {
        store.CrashPoints.Reached(CrashPoint.BeforeAdvance);
        await store.Work.RunAsync(
            Scope.Of(retailer, party),
            session => session.ScalarAsync(
                Advance, parameters => parameters.Int("@retailer", retailer.Value).Id("@party", party.Value).Long("@code", code), cancellationToken),
            cancellationToken);
    }

    public async ValueTask SkipLostCodesAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken) => await store.Work.RunAsync(
        Scope.Of(retailer, party),
        session => session.ScalarAsync(
            SkipLost, parameters => parameters.Int("@retailer", retailer.Value).Id("@party", party.Value).Long("@codes", IMailbox.LostCodes), cancellationToken),
        cancellationToken);

    private async ValueTask<MailboxEntry?> FindAsync(
        Statement statement, RetailerId retailer, PartyId party, Action<SqlParameterCollection> fill, CancellationToken cancellationToken) =>
        (await SelectAsync(statement, retailer, party, fill, cancellationToken)).FirstOrDefault();

    private async Task<List<MailboxEntry>> SelectAsync(
        Statement statement, RetailerId retailer, PartyId party, Action<SqlParameterCollection> fill, CancellationToken cancellationToken)
    {
        await codes.GiveAsync(retailer, party, cancellationToken);
        return await store.Work.RunAsync(
            Scope.Of(retailer, party),
            session => session.ListAsync(
                statement, parameters => fill(parameters.Int("@retailer", retailer.Value).Id("@party", party.Value)), EntryQuery.Read, cancellationToken),
            cancellationToken);
    }
}
