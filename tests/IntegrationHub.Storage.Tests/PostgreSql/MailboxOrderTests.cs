using IntegrationHub.Storage.PostgreSql;
using System.Collections.Concurrent;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Storage.Tests.Compliance;
using Npgsql;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>Codes while transactions commit in another order than they began.</summary>
[Collection(PostgresCollection.Name)]
public sealed class MailboxOrderTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    private const int Writers = 8;
    private const int PerWriter = 40;

    [Fact]
    public async Task Nothing_appears_at_or_below_a_code_that_was_seen_and_nothing_is_missed()
    {
        var party = Samples.NewParty();
        var mailbox = store.Get<IMailbox>();
        var written = new ConcurrentBag<Guid>();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(seed => Task.Run(() => WriteSlowlyAsync(party.Value, new Random(seed), written))));

        // Two readers follow by code alone, as a partner does.
        var readers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => FollowAsync(mailbox, party, writing))));
        await writing;

        Assert.Equal(Writers * PerWriter, written.Count);
        foreach (var seen in readers)
            Assert.Equal(written.Order(), seen.Order());
    }

    /// <summary>Reads what is newer than the last code until a look that began after the end of the writing finds nothing.</summary>
    private static async Task<List<Guid>> FollowAsync(IMailbox mailbox, IntegrationHub.Exchange.Parties.PartyId party, Task writing)
    {
        var seen = new List<Guid>();
        var last = 0L;
        while (true)
        {
            var ended = writing.IsCompleted;
            var entries = await mailbox.ListAsync(
                Samples.Retailer, party, new MailboxQuery(last, null, IntervalType.Server, null, [], null, 7), CancellationToken.None);
            foreach (var entry in entries)
            {
                Assert.Equal(last + 1, entry.Code);
                last = entry.Code;
                seen.Add(entry.ExchangeId);
            }

            if (ended && entries.Count == 0)
                return seen;
        }
    }

    /// <summary>Transactions that hold their entry back for up to a few milliseconds, some of which end in a rollback.</summary>
    private async Task WriteSlowlyAsync(Guid party, Random random, ConcurrentBag<Guid> written)
    {
        for (var number = 0; number < PerWriter; number++)
        {
            var commit = Samples.Commit(new(party));
            await using var connection = await store.Around.OpenConnectionAsync();
            await using (var transaction = await connection.BeginTransactionAsync())
            {
                await InsertAsync(connection, party, commit);
                await Task.Delay(random.Next(0, 6));
                if (random.Next(4) == 0)
                    await transaction.RollbackAsync();
                else
                    await transaction.CommitAsync();
            }

            // What was rolled back comes again, as after a failed commit.
            await using var retry = await connection.BeginTransactionAsync();
            await InsertAsync(connection, party, commit);
            await retry.CommitAsync();
            written.Add(commit.Exchange.Id);
        }
    }

    private static async Task InsertAsync(NpgsqlConnection connection, Guid party, IntegrationHub.Exchange.Reception.ReceptionCommit commit)
    {
        await using var command = new NpgsqlCommand(
            """
            with entry as (
                insert into mailbox_entry (retailer_id, party_id, exchange_id, addressed, server_timestamp) values (1, $1, $2, false, $4)
                on conflict (retailer_id, party_id, exchange_id) do nothing returning 1)
            insert into inbound_exchange (retailer_id, id, party_id, channel, state, received_at, completed_at, archive_id, size, sender_code, mrid, revision)
            select 1, $2, $1, 0, 0, $4, $4, $2, 1, 'S', $3, 1 from entry
            """,
            connection);
        command.Parameters.Uuid(party).Uuid(commit.Exchange.Id).Text(commit.Registration.Key.MRid).Time(Samples.Noon);
        await command.ExecuteNonQueryAsync();
    }
}
