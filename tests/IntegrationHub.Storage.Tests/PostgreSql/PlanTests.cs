using System.Data.Common;
using System.Text.RegularExpressions;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Search;
using IntegrationHub.Storage.Tests.Compliance;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>Plans that must not change with the number of finished rows, under the row policies of the role that serves.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PlanTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task Finished_exchanges_are_not_touched_by_a_claim()
    {
        await store.RunAsync(
            """
            insert into outbound_exchange (retailer_id, id, party_id, sender_code, mrid, revision, profile, root_element, state, priority, created_at,
                updated_at, due_at, claimable_at, fence, attempts, answer_lost, never_acknowledged, canonical_digest, document_archive_id, size)
            select 1, gen_random_uuid(), '11111111-1111-1111-1111-111111111111', 'S', n::text, 1, 'P', 'R', 5, 50, now(), now(),
                case when n % 10000 = 0 then now() end, case when n % 10000 = 0 then now() end, 0, 1, false, false, '\x00', gen_random_uuid(), 1
            from generate_series(1, 60000) n
            """);
        await store.RunAsync("analyze outbound_exchange");

        var plan = await PlanAsync(
            """
            select id from outbound_exchange where retailer_id = 1 and party_id = '11111111-1111-1111-1111-111111111111' and claimable_at <= now()
            order by priority, created_at, id limit 10 for update skip locked
            """);

        Assert.Matches("ix_outbound_(lane|due)", plan);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_outbox_is_claimed_from_its_head()
    {
        await store.RunAsync(
            "insert into notification (retailer_id, exchange_id, attempts, claimable_at) select 1, gen_random_uuid(), 0, now() + n * interval '1 ms' from generate_series(1, 60000) n");
        await store.RunAsync("analyze notification");

        var plan = await PlanAsync(
            "select id from notification where retailer_id = 1 and claimable_at <= now() + interval '1 day' order by claimable_at, id limit 100 for update skip locked");

        Assert.Contains("ix_notification_claim", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
    }

    /// <summary>Whatever the ledger is searched by, a page of it costs no walk over the ledger: here a hundred thousand entries, of which few fit.</summary>
    [Fact]
    public async Task A_page_of_the_ledger_is_the_end_of_an_index()
    {
        await store.RunAsync(
            """
            insert into event (retailer_id, id, at, kind, exchange_id, party_id, actor, data, salt, digest)
            select 1, (lpad(to_hex(1700000000000 + n * 1000), 12, '0') || '7000' || '8' || lpad(to_hex(n), 15, '0'))::uuid, to_timestamp(1700000000 + n), case when n in (40, 50000) then 'rare.' || n else 'plan.kind-' || n % 40 end, null,
                case when n % 2 = 0 then ('00000000-0000-7000-8000-' || lpad(to_hex(case when n % 10000 = 0 then 99 else n % 20 end), 12, '0'))::uuid end,
                case when n % 5000 = 0 then 'user:rare' when n % 7 = 0 then 'user:' || n % 300 else 'hub' end, '\x7b7d', decode(repeat('5a', 16), 'hex'), sha256(n::text::bytea)
            from generate_series(1, 100000) n
            """);
        await store.RunAsync("analyze event");
        var (rare, seldom) = (new EventFilter(Max: 50) { Actors = ["user:rare"] }, new EventFilter(Max: 50) { Party = new PartyId(Guid.Parse("00000000-0000-7000-8000-000000000063")) });
        foreach (var (asked, index) in new[]
        {
            (rare, "ix_event_actor"),
            (rare with { Kind = "plan.kind-1" }, "ix_event_actor"),
            // A name alone is the person's, too: a union of both.
            (rare with { Actors = ["rare", "user:rare"] }, "ix_event_actor"),
            (rare with { Actors = ["hub"] }, "PK_event"),
            (seldom, "ix_event_party"),
            (new EventFilter("plan.kind-7", 50), "ix_event_kind"),
            (new EventFilter("rare.40", 50), "ix_event_kind"),
            (new EventFilter("rare.", 50), "ix_event_kind"),
            (new EventFilter(Max: 50) { From = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), To = DateTimeOffset.FromUnixTimeSeconds(1_700_000_050) }, "PK_event"),
            (new EventFilter("plan.", 50) { Before = Guid.Parse("018bcfe5-9800-7000-8000-000000000000") }, "ix_event_kind|PK_event"),
        })
        {
            var plan = await PlanAsync(asked);
            Assert.True(Regex.IsMatch(plan, index) && !plan.Contains("Seq Scan", StringComparison.Ordinal), $"{asked}: {plan}");
        }
    }

    /// <summary>The plan of the very statement that a page of the ledger is.</summary>
    private Task<string> PlanAsync(EventFilter filter) => store.Database.ReadAsync(
        Scope.Of(Samples.Retailer),
        async context =>
        {
            await using var command = (await EventSearch.OfAsync(context.Events.AsNoTracking(), Samples.Retailer, filter, CancellationToken.None)).CreateDbCommand();
            command.CommandText = "explain " + command.CommandText;
            await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
            return await LinesAsync(reader);
        },
        CancellationToken.None);

    private async Task<string> PlanAsync(string sql)
    {
        await using var command = store.Database.Commits.CreateCommand(Scope.Of(Samples.Retailer), "explain " + sql);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        return await LinesAsync(reader);
    }

    private static async Task<string> LinesAsync(DbDataReader reader)
    {
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));

        return string.Join('\n', lines);
    }
}
