using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every <see cref="ISendingStore"/> does.</summary>
public abstract class SendingStoreCompliance
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    protected abstract ISendingStore Store { get; }

    protected abstract IArchive Archive { get; }

    protected abstract IMailbox Mailbox { get; }

    [Fact]
    public async Task A_queued_document_comes_back_as_it_was_with_its_bytes()
    {
        var party = Samples.NewParty();
        var exchange = Samples.Outbound(party) with
        {
            GateClosure = Samples.Noon.AddHours(1), MessageArchiveId = Guid.CreateVersion7(), Type = "A44", NeverAcknowledged = true,
            Rejections = [new Rejection("X", "A59", "text", Level: RejectionLevel.Series, SeriesMRid: "S1")],
        };

        Assert.Null(await Store.QueueAsync(exchange, "document"u8.ToArray(), "message"u8.ToArray(), [Samples.Event("lane.queued", exchange.Id)], CancellationToken.None));

        var found = await Store.FindAsync(Samples.Retailer, exchange.Document, CancellationToken.None);
        Assert.Equal(
            exchange with { CanonicalDigest = default, Rejections = [] }, found! with { CanonicalDigest = default, Rejections = [] });
        Assert.Equal(exchange.CanonicalDigest.ToArray(), found.CanonicalDigest.ToArray());
        Assert.Equal(exchange.Rejections, found.Rejections);
        Assert.Equal("document"u8.ToArray(), (await Archive.ReadAsync(Samples.Retailer, exchange.DocumentArchiveId, CancellationToken.None))!.Value.ToArray());
        Assert.Equal("message"u8.ToArray(), (await Archive.ReadAsync(Samples.Retailer, exchange.MessageArchiveId!.Value, CancellationToken.None))!.Value.ToArray());
    }

    [Fact]
    public async Task The_same_key_is_queued_once_and_the_second_learns_of_the_first()
    {
        var party = Samples.NewParty();
        var first = Samples.Outbound(party);
        await Queue(first);
        var second = Samples.Outbound(party, first.Document, content: "two");

        var existing = await Store.QueueAsync(second, "doc"u8.ToArray(), null, [], CancellationToken.None);

        Assert.Equal(first.Id, existing!.Id);
        Assert.Equal(first.CanonicalDigest.ToArray(), existing.CanonicalDigest.ToArray());
        Assert.Null(await Archive.ReadAsync(Samples.Retailer, second.DocumentArchiveId, CancellationToken.None));
        Assert.Single(await List(party));
    }

    [Fact]
    public async Task Claims_go_by_priority_then_age_and_only_when_due()
    {
        var party = Samples.NewParty();
        var bulk = Samples.Outbound(party, priority: LanePriority.Bulk) with { CreatedAt = Samples.Noon.AddMinutes(-9) };
        var younger = Samples.Outbound(party) with { CreatedAt = Samples.Noon.AddMinutes(-1) };
        var older = Samples.Outbound(party) with { CreatedAt = Samples.Noon.AddMinutes(-5) };
        var bid = Samples.Outbound(party, priority: LanePriority.Bid);
        var later = Samples.Outbound(party, priority: LanePriority.Acknowledgement) with { DueAt = Samples.Noon.AddSeconds(1) };
        var never = Samples.Outbound(party) with { DueAt = null };
        foreach (var exchange in (OutboundExchange[])[bulk, younger, older, bid, later, never])
            await Queue(exchange);

        await Queue(Samples.Outbound(Samples.NewParty(), priority: LanePriority.Acknowledgement));

        var first = await Claim(party, Samples.Noon, max: 3);
        var rest = await Claim(party, Samples.Noon, max: 10);

        Assert.Equal([bid.Id, older.Id, younger.Id], first.Select(static claim => claim.Exchange.Id));
        Assert.Equal([bulk.Id], rest.Select(static claim => claim.Exchange.Id));
        Assert.Equal(later.Id, Assert.Single(await Claim(party, Samples.Noon.AddSeconds(1))).Exchange.Id);
    }

    [Fact]
    public async Task Concurrent_nodes_share_the_due_exchanges_and_claim_none_twice()
    {
        var party = Samples.NewParty();
        foreach (var _ in Enumerable.Range(0, 60))
            await Queue(Samples.Outbound(party));

        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(async () => await Claim(party, Samples.Noon, max: 10))));

        var ids = claims.SelectMany(static list => list).Select(static claim => claim.Exchange.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        ids.AddRange((await Claim(party, Samples.Noon, max: 60)).Select(static claim => claim.Exchange.Id));
        Assert.Equal(60, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_dead_nodes_claim_is_given_again_after_the_lease_and_its_late_decision_is_refused()
    {
        var party = Samples.NewParty();
        await Queue(Samples.Outbound(party));
        var lost = Assert.Single(await Claim(party, Samples.Noon));

        Assert.Empty(await Claim(party, Samples.Noon + Lease - TimeSpan.FromSeconds(1)));
        Assert.Equal(Samples.Noon + Lease, await Store.NextDueAsync(Samples.Retailer, party, CancellationToken.None));
        var taken = Assert.Single(await Claim(party, Samples.Noon + Lease));

        Assert.True(taken.Fence > lost.Fence);
        Assert.False(await Store.ApplyAsync(lost, Decision(lost, OutboundState.Quarantined, null), CancellationToken.None));
        Assert.True(await Store.ApplyAsync(taken, Decision(taken, OutboundState.Delivered, null), CancellationToken.None));
        Assert.Equal(OutboundState.Delivered, (await Store.FindAsync(Samples.Retailer, taken.Exchange.Document, CancellationToken.None))!.State);
        Assert.False(await Store.ApplyAsync(taken, Decision(taken, OutboundState.Sent, null), CancellationToken.None));
    }

    [Fact]
    public async Task A_decision_stores_attempts_endpoint_and_the_next_due_instant()
    {
        var party = Samples.NewParty();
        await Queue(Samples.Outbound(party));
        var claim = Assert.Single(await Claim(party, Samples.Noon));
        var due = Samples.Noon.AddMinutes(5);
        var after = claim.Exchange with { State = OutboundState.Sent, Attempts = 1, AnswerLost = true, Endpoint = "b", DueAt = due };

        Assert.True(await Store.ApplyAsync(claim, new OutboundDecision(after, []), CancellationToken.None));

        var found = await Store.FindAsync(Samples.Retailer, after.Document, CancellationToken.None);
        Assert.Equal((1, true, "b", (DateTimeOffset?)due), (found!.Attempts, found.AnswerLost, found.Endpoint, found.DueAt));
        Assert.Equal(due, await Store.NextDueAsync(Samples.Retailer, party, CancellationToken.None));
        Assert.Empty(await Claim(party, due.AddTicks(-10)));
        Assert.Single(await Claim(party, due));
    }

    [Fact]
    public async Task An_operators_decision_sees_the_row_and_is_refused_for_another_retailer()
    {
        var party = Samples.NewParty();
        var exchange = Samples.Outbound(party);
        await Queue(exchange);

        var decision = await Store.DecideAsync(
            Samples.Retailer, exchange.Id, before => new OutboundDecision(before with { State = OutboundState.Cancelled, DueAt = null }, []), CancellationToken.None);
        var foreign = await Store.DecideAsync(new RetailerId(2), exchange.Id, static before => new OutboundDecision(before, []), CancellationToken.None);

        Assert.Equal(OutboundState.Cancelled, decision!.Exchange!.State);
        Assert.Null(foreign);
        Assert.Null(await Store.NextDueAsync(Samples.Retailer, party, CancellationToken.None));
    }

    /// <summary>An attempt may be under way, or a node died with it: an operator's act would void the claim, and the next holder would send without asking.</summary>
    [Fact]
    public async Task An_operator_decides_nothing_while_a_lane_holds_the_exchange_nor_before_the_next_step_after_a_death()
    {
        var party = Samples.NewParty();
        var exchange = Samples.Outbound(party);
        await Queue(exchange);
        Task<OutboundDecision?> Act() => Store.DecideUnclaimedAsync(
            Samples.Retailer, exchange.Id, static before => new OutboundDecision(before with { DueAt = Samples.Noon }, []), CancellationToken.None).AsTask();

        Assert.NotNull(await Act());
        Assert.Single(await Claim(party, Samples.Noon));
        Assert.Null(await Act());

        var again = Assert.Single(await Claim(party, Samples.Noon + Lease));
        Assert.True(again.Interrupted, "the holder after a death is told so");
        Assert.Null(await Act());
        Assert.True(await Store.ApplyAsync(again, Decision(again, OutboundState.Quarantined, null), CancellationToken.None));
        Assert.NotNull(await Act());
    }

    [Fact]
    public async Task Concurrent_decisions_about_one_exchange_each_see_the_one_before()
    {
        var exchange = Samples.Outbound(Samples.NewParty());
        await Queue(exchange);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await Store.DecideAsync(
            Samples.Retailer, exchange.Id, static before => new OutboundDecision(before with { Attempts = before.Attempts + 1 }, []), CancellationToken.None))));

        Assert.Equal(20, (await Store.FindAsync(Samples.Retailer, exchange.Document, CancellationToken.None))!.Attempts);
    }

    [Fact]
    public async Task A_document_in_quarantine_is_not_listed_and_its_release_is_a_new_entry_with_a_new_code()
    {
        var party = Samples.NewParty();
        var exchange = Samples.Outbound(party);
        await Queue(exchange);
        var code = Assert.Single(await List(party)).Code;

        await Decide(exchange, OutboundState.Quarantined);
        Assert.Empty(await List(party));
        await Decide(exchange, OutboundState.Queued);

        Assert.True(Assert.Single(await List(party)).Code > code);
    }

    [Fact]
    public async Task Only_what_is_urgent_enough_is_claimed()
    {
        var party = Samples.NewParty();
        var bulk = Samples.Outbound(party) with { Priority = LanePriority.Bulk };
        var bid = Samples.Outbound(party) with { Priority = LanePriority.Bid };
        await Queue(bulk);
        await Queue(bid);

        var urgent = await Claim(party, Samples.Noon, leastUrgent: LanePriority.Bid);

        Assert.Equal(bid.Id, Assert.Single(urgent).Exchange.Id);
        Assert.Equal(bulk.Id, Assert.Single(await Claim(party, Samples.Noon)).Exchange.Id);
    }

    [Fact]
    public async Task A_correction_never_overtakes_what_it_corrects()
    {
        var party = Samples.NewParty();
        var first = Samples.Outbound(party);
        var second = Samples.Outbound(party) with { Document = first.Document with { Revision = first.Document.Revision + 1 }, Priority = LanePriority.Bid };
        await Queue(second);
        await Queue(first);

        var claim = Assert.Single(await Claim(party, Samples.Noon));
        Assert.Equal(first.Id, claim.Exchange.Id);
        Assert.Empty(await Claim(party, Samples.Noon));

        Assert.True(await Store.ApplyAsync(claim, new OutboundDecision(claim.Exchange with { State = OutboundState.Delivered, DueAt = null }, []), CancellationToken.None));
        Assert.Equal(second.Id, Assert.Single(await Claim(party, Samples.Noon)).Exchange.Id);
    }

    [Fact]
    public async Task A_claim_after_one_that_never_ended_says_so()
    {
        var party = Samples.NewParty();
        await Queue(Samples.Outbound(party));

        var first = Assert.Single(await Claim(party, Samples.Noon));
        var second = Assert.Single(await Claim(party, Samples.Noon + Lease + TimeSpan.FromSeconds(1)));

        Assert.False(first.Interrupted);
        Assert.True(second.Interrupted);
    }

    private async Task Queue(OutboundExchange exchange) =>
        Assert.Null(await Store.QueueAsync(exchange, "doc"u8.ToArray(), null, [], CancellationToken.None));

    private ValueTask<IReadOnlyList<ClaimedExchange>> Claim(PartyId party, DateTimeOffset now, int max = 10, LanePriority leastUrgent = LanePriority.Bulk) =>
        Store.ClaimDueAsync(Samples.Retailer, party, "n1", now, Lease, leastUrgent, max, CancellationToken.None);

    private ValueTask<OutboundDecision?> Decide(OutboundExchange exchange, OutboundState state) =>
        Store.DecideAsync(Samples.Retailer, exchange.Id, before => new OutboundDecision(before with { State = state }, []), CancellationToken.None);

    private ValueTask<IReadOnlyList<MailboxEntry>> List(PartyId party) =>
        Mailbox.ListAsync(Samples.Retailer, party, new MailboxQuery(0, null, IntervalType.Server, null, [], null, 100), CancellationToken.None);

    private static OutboundDecision Decision(ClaimedExchange claim, OutboundState state, DateTimeOffset? due) =>
        new(claim.Exchange with { State = state, DueAt = due }, []);
}
