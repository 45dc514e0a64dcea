using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Execution;

namespace IntegrationHub.Storage.SqlServer.Mailbox;

/// <summary>
/// Gives codes to entries that have none. The mailbox row is locked first and the entries are read by a later statement: it sees every entry
/// committed so far and every code given so far. An entry that commits later gets a higher code; so nothing ever appears at or below a
/// code that was seen.
/// </summary>
/// <remarks>An entry whose commit is under way is locked and skipped (<c>readpast</c>): a look waits for no commit, as on PostgreSQL.</remarks>
internal sealed class MailboxCodes(SqlServerStore store)
{
    /// <summary>Entries per transaction: a party that looks for the first time may find millions.</summary>
    private const int PerTransaction = 5_000;

    internal static readonly Statement AnyNew = new(
        "mailbox.any-new",
        "select iif(exists (select 1 from hub.mailbox_entry where retailer_id = @retailer and party_id = @party and code is null), 1, 0);");

    // Age decides the order: ids are version 7.
    internal static readonly Statement Give = new(
        "mailbox.give-codes",
        """
        set xact_abort on;
        begin transaction;
        declare @last bigint, @given bigint;
        insert into hub.mailbox (retailer_id, party_id, last_code, queue_code)
        select @retailer, @party, 0, 0
        where not exists (select 1 from hub.mailbox with (updlock, holdlock, rowlock) where retailer_id = @retailer and party_id = @party);
        select @last = last_code from hub.mailbox with (updlock, rowlock) where retailer_id = @retailer and party_id = @party;
        with fresh as (
            select top (@most) code, row_number() over (order by exchange_id) as number
            from hub.mailbox_entry with (updlock, readpast, rowlock)
            where retailer_id = @retailer and party_id = @party and code is null order by exchange_id)
        update fresh set code = @last + number;
        set @given = @@rowcount;
        update hub.mailbox set last_code = @last + @given where retailer_id = @retailer and party_id = @party;
        commit transaction;
        select @given;
        """);

    /// <summary>After this every entry that was committed before the call has a code, and the codes are on disk.</summary>
    public async Task GiveAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken)
    {
        while (await RunAsync(AnyNew, retailer, party, cancellationToken) is 1)
        {
            var given = await RunAsync(Give, retailer, party, cancellationToken);
            store.CrashPoints.Reached(CrashPoint.AfterCodes);

            // What is left is on its way into the mailbox or out of it: not committed before the call.
            if (given is 0L)
                return;
        }
    }

    private Task<object?> RunAsync(Statement statement, RetailerId retailer, PartyId party, CancellationToken cancellationToken) => store.Work.RunAsync(
        Scope.Of(retailer, party),
        session => session.ScalarAsync(
            statement,
            parameters =>
            {
                parameters.Int("@retailer", retailer.Value).Id("@party", party.Value);
                if (ReferenceEquals(statement, Give))
                    parameters.Int("@most", PerTransaction);
            },
            cancellationToken),
        cancellationToken);
}
