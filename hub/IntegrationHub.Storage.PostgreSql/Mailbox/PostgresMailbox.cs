using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Storage.Isolation;

namespace IntegrationHub.Storage.PostgreSql.Mailbox;

/// <summary>What one party can list and get. Thread-safe.</summary>
internal sealed class PostgresMailbox(PostgresStore database, MailboxCodes codes) : IMailbox
{
    public ValueTask<IReadOnlyList<MailboxEntry>> ListAsync(RetailerId retailer, PartyId party, MailboxQuery query, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await codes.GiveAsync(retailer, party, cancellationToken);
            await using var command = database.Commits.CreateCommand(Scope.Of(retailer, party));
            command.Parameters.Int(retailer.Value).Uuid(party.Value);
            EntryQuery.Fill(command, query);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var entries = new List<MailboxEntry>();
            while (await reader.ReadAsync(cancellationToken))
                entries.Add(EntryQuery.Read(reader));

            return (IReadOnlyList<MailboxEntry>)entries;
        }));

    public ValueTask<MailboxEntry?> FindByCodeAsync(RetailerId retailer, PartyId party, long code, CancellationToken cancellationToken) =>
        FindAsync(EntryQuery.ByCode, retailer, party, parameters => parameters.Long(code), cancellationToken);

    public ValueTask<MailboxEntry?> FindByIdentificationAsync(
        RetailerId retailer, PartyId party, string identification, int? version, CancellationToken cancellationToken) =>
        FindAsync(EntryQuery.ByIdentification, retailer, party, parameters => parameters.Text(identification).Int(version), cancellationToken);

    public ValueTask<MailboxEntry?> PeekQueueAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken) =>
        FindAsync(EntryQuery.NextInQueue, retailer, party, static _ => { }, cancellationToken);

    public async ValueTask AdvanceQueueAsync(RetailerId retailer, PartyId party, long code, CancellationToken cancellationToken)
    {
        database.CrashPoints.Reached(CrashPoint.BeforeAdvance);
        await Availability.GuardAsync(async () =>
        {
            // Never beyond what has a code: a wrong number must not skip documents that come later.
            await using var command = database.Commits.CreateCommand(
                Scope.Of(retailer, party),
                "update mailbox set queue_code = $3 where retailer_id = $1 and party_id = $2 and queue_code < $3 and last_code >= $3");
            command.Parameters.Int(retailer.Value).Uuid(party.Value).Long(code);
            await command.ExecuteNonQueryAsync(cancellationToken);
        });
    }

    public ValueTask SkipLostCodesAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken) => new(Availability.GuardAsync(async () =>
    {
        // A party whose first codes fell into the lost time has no row yet.
        await using var command = database.Commits.CreateCommand(
            Scope.Of(retailer, party),
            """
            insert into mailbox as m (retailer_id, party_id, last_code, queue_code) values ($1, $2, $3, 0)
            on conflict (retailer_id, party_id) do update set last_code = m.last_code + $3
            """);
        command.Parameters.Int(retailer.Value).Uuid(party.Value).Long(IMailbox.LostCodes);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }));

    private ValueTask<MailboxEntry?> FindAsync(
        string sql, RetailerId retailer, PartyId party, Action<Npgsql.NpgsqlParameterCollection> parameters, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await codes.GiveAsync(retailer, party, cancellationToken);
            await using var command = database.Commits.CreateCommand(Scope.Of(retailer, party), sql);
            command.Parameters.Int(retailer.Value).Uuid(party.Value);
            parameters(command.Parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? EntryQuery.Read(reader) : null;
        }));
}
