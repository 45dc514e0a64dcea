using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every <see cref="IReceptionStore"/> does, seen through the ports beside it.</summary>
public abstract class ReceptionStoreCompliance
{
    protected abstract IReceptionStore Store { get; }

    protected abstract ISendingStore Sending { get; }

    protected abstract IArchive Archive { get; }

    protected abstract IPullStore Pulls { get; }

    protected abstract IMailbox Mailbox { get; }

    protected abstract IExchangeReader Reader { get; }

    [Fact]
    public async Task A_committed_document_is_registered_with_its_acknowledgement_answer_and_history()
    {
        var party = Samples.NewParty();
        var commit = Samples.Commit(party);

        Assert.IsType<CommitOutcome.Committed>(await Store.CommitAsync(commit, CancellationToken.None));

        var registered = await Store.FindAsync(Samples.Retailer, commit.Registration.Key, CancellationToken.None);
        Assert.NotNull(registered);
        Assert.Equal(commit.Registration.Acknowledgement.ToArray(), registered.Acknowledgement.ToArray());
        Assert.Equal(commit.Registration.CanonicalDigest.ToArray(), registered.CanonicalDigest.ToArray());
        Assert.Equal(commit.Exchange.Id, registered.ExchangeId);
        Assert.True(registered.Accepted);

        var answer = await Archive.ReadAsync(Samples.Retailer, commit.Exchange.AnswerArchiveId!.Value, CancellationToken.None);
        Assert.Equal(commit.Answer!.Value.ToArray(), answer!.Value.ToArray());

        var detail = await Reader.FindAsync(Samples.Retailer, commit.Exchange.Id, CancellationToken.None);
        Assert.Equal("Accepted", detail!.Summary.State);
        Assert.Equal("exchange.accepted", Assert.Single(detail.History).Kind);
    }

    [Fact]
    public async Task Sixty_four_concurrent_commits_of_one_document_make_exactly_one()
    {
        var party = Samples.NewParty();
        var key = Samples.NewKey();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(number =>
            Task.Run(async () => (number, outcome: await Store.CommitAsync(Samples.Commit(party, key, $"content {number}"), CancellationToken.None)))));

        var winner = Assert.Single(outcomes, static pair => pair.outcome is CommitOutcome.Committed);
        var digest = Samples.Digest($"content {winner.number}");
        foreach (var (_, outcome) in outcomes.Where(static pair => pair.outcome is not CommitOutcome.Committed))
            Assert.Equal(digest, Assert.IsType<CommitOutcome.AlreadyRegistered>(outcome).First.CanonicalDigest.ToArray());

        Assert.Single(await Reader.SearchAsync(Samples.Retailer, new ExchangeFilter(Party: party), CancellationToken.None));
    }

    [Fact]
    public async Task A_lost_race_writes_nothing_at_all()
    {
        var party = Samples.NewParty();
        var first = Samples.Commit(party);
        await Store.CommitAsync(first, CancellationToken.None);
        var cursor = new PullCursor(Samples.Retailer, party, 17, null, Samples.Noon, 0);
        var second = Samples.Commit(party, first.Registration.Key, "other") with { Cursor = cursor };

        await Store.CommitAsync(second, CancellationToken.None);

        Assert.Null(await Reader.FindAsync(Samples.Retailer, second.Exchange.Id, CancellationToken.None));
        Assert.Null(await Archive.ReadAsync(Samples.Retailer, second.Exchange.AnswerArchiveId!.Value, CancellationToken.None));
        Assert.Null(await Pulls.FindAsync(Samples.Retailer, party, CancellationToken.None));
        Assert.Single(await Mailbox.ListAsync(Samples.Retailer, party, new MailboxQuery(0, null, IntervalType.Server, null, [], null, 10), CancellationToken.None));
    }

    [Fact]
    public async Task The_highest_revision_is_known()
    {
        var party = Samples.NewParty();
        var key = Samples.NewKey();
        foreach (var revision in (int[])[1, 3, 2])
            await Store.CommitAsync(Samples.Commit(party, key with { Revision = revision }), CancellationToken.None);

        Assert.Equal(3, await Store.FindHighestRevisionAsync(Samples.Retailer, key.SenderCode, key.MRid, CancellationToken.None));
        Assert.Null(await Store.FindHighestRevisionAsync(Samples.Retailer, key.SenderCode, "never", CancellationToken.None));
        Assert.Null(await Store.FindHighestRevisionAsync(new RetailerId(2), key.SenderCode, key.MRid, CancellationToken.None));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(2, false)]
    [InlineData(4, false)]
    public async Task A_look_up_tells_the_document_and_the_highest_revision(int revision, bool registered)
    {
        var party = Samples.NewParty();
        var key = Samples.NewKey();
        foreach (var earlier in (int[])[3, 1])
            await Store.CommitAsync(Samples.Commit(party, key with { Revision = earlier }), CancellationToken.None);

        var entry = await Store.LookUpAsync(Samples.Retailer, key with { Revision = revision }, CancellationToken.None);

        Assert.Equal(3, entry.HighestRevision);
        Assert.Equal(registered ? key with { Revision = revision } : null, entry.Document?.Key);
        Assert.Equal(default, await Store.LookUpAsync(Samples.Retailer, key with { MRid = "never" }, CancellationToken.None));
        Assert.Equal(default, await Store.LookUpAsync(new RetailerId(2), key, CancellationToken.None));
    }

    [Fact]
    public async Task The_cursor_moves_with_the_fetched_document()
    {
        var party = Samples.NewParty();
        var cursor = new PullCursor(Samples.Retailer, party, 42, Samples.Noon, Samples.Noon.AddMinutes(1), 0);

        await Store.CommitAsync(Samples.Commit(party) with { Cursor = cursor }, CancellationToken.None);

        Assert.Equal(cursor, await Pulls.FindAsync(Samples.Retailer, party, CancellationToken.None));
    }

    [Fact]
    public async Task A_refused_document_has_evidence_registers_nothing_and_moves_the_cursor()
    {
        var party = Samples.NewParty();
        var refusal = new Rejection("SIGNATURE_DIGEST_MISMATCH", "A59", "The digest differs.");
        var exchange = Samples.Inbound(party, Samples.NewKey(), state: InboundState.Refused) with { Rejections = [refusal] };
        var cursor = new PullCursor(Samples.Retailer, party, 7, null, Samples.Noon, 0);

        await Store.RecordAsync(exchange, "<fault/>"u8.ToArray(), [Samples.Event("exchange.refused", exchange.Id)], cursor, CancellationToken.None);

        Assert.Null(await Store.FindAsync(Samples.Retailer, exchange.Document!, CancellationToken.None));
        Assert.Equal(7, (await Pulls.FindAsync(Samples.Retailer, party, CancellationToken.None))!.LastCode);
        var detail = await Reader.FindAsync(Samples.Retailer, exchange.Id, CancellationToken.None);
        Assert.Equal(refusal, Assert.Single(detail!.Summary.Rejections));
        Assert.Empty(await Mailbox.ListAsync(Samples.Retailer, party, new MailboxQuery(0, null, IntervalType.Server, null, [], null, 10), CancellationToken.None));
    }

    [Fact]
    public async Task Input_that_could_not_be_read_is_recorded_without_document_profile_or_answer()
    {
        var party = Samples.NewParty();
        var exchange = Samples.Inbound(party, Samples.NewKey(), state: InboundState.Refused) with
        {
            Document = null, Profile = null, RootElement = null, Period = null, Type = null, CanonicalDigest = default, AnswerArchiveId = null,
        };

        await Store.RecordAsync(exchange, null, [], null, CancellationToken.None);

        Assert.Equal("Refused", (await Reader.FindAsync(Samples.Retailer, exchange.Id, CancellationToken.None))!.Summary.State);
    }

    [Fact]
    public async Task An_acknowledgement_changes_our_document_in_the_same_commit()
    {
        var party = Samples.NewParty();
        var ours = Samples.Outbound(party) with { State = OutboundState.Delivered };
        await Sending.QueueAsync(ours, "doc"u8.ToArray(), null, [], CancellationToken.None);
        var commit = Samples.Commit(party) with { Answer = null };
        commit = commit with
        {
            Exchange = commit.Exchange with { AnswerArchiveId = null },
            Acknowledges = new AcknowledgementEffect(party, ours.Document.MRid, 1, before => new OutboundDecision(
                before! with { State = OutboundState.Accepted, DueAt = null, AcknowledgedBy = commit.Exchange.Id }, [Samples.Event("lane.accepted", before.Id)])),
        };

        await Store.CommitAsync(commit, CancellationToken.None);

        var after = await Sending.FindAsync(Samples.Retailer, ours.Document, CancellationToken.None);
        Assert.Equal(OutboundState.Accepted, after!.State);
        Assert.Equal(commit.Exchange.Id, after.AcknowledgedBy);
        Assert.Null(await Sending.NextDueAsync(Samples.Retailer, party, CancellationToken.None));
    }

    [Fact]
    public async Task An_acknowledgement_of_a_document_we_do_not_know_or_of_another_party_finds_nothing()
    {
        var ours = Samples.Outbound(Samples.NewParty());
        await Sending.QueueAsync(ours, "doc"u8.ToArray(), null, [], CancellationToken.None);
        var stranger = Samples.NewParty();
        OutboundExchange? seen = ours;

        var outcome = await Store.CommitAsync(
            Samples.Commit(stranger) with
            {
                Acknowledges = new AcknowledgementEffect(stranger, ours.Document.MRid, null, before =>
                {
                    seen = before;
                    return new OutboundDecision(null, [Samples.Event("acknowledgement.unknown")]);
                }),
            },
            CancellationToken.None);

        Assert.IsType<CommitOutcome.Committed>(outcome);
        Assert.Null(seen);
    }

    [Fact]
    public async Task An_acknowledgement_that_overtakes_the_end_of_the_attempt_is_not_overwritten_by_it()
    {
        var party = Samples.NewParty();
        var ours = Samples.Outbound(party);
        await Sending.QueueAsync(ours, "doc"u8.ToArray(), null, [], CancellationToken.None);
        var claim = Assert.Single(await Sending.ClaimDueAsync(Samples.Retailer, party, "n1", Samples.Noon, TimeSpan.FromMinutes(1), LanePriority.Bulk, 10, CancellationToken.None));

        await Store.CommitAsync(
            Samples.Commit(party) with
            {
                Acknowledges = new AcknowledgementEffect(
                    party, ours.Document.MRid, null, before => new OutboundDecision(before! with { State = OutboundState.Accepted, DueAt = null }, [])),
            },
            CancellationToken.None);
        var applied = await Sending.ApplyAsync(claim, new OutboundDecision(claim.Exchange with { State = OutboundState.Delivered }, []), CancellationToken.None);

        Assert.False(applied);
        Assert.Equal(OutboundState.Accepted, (await Sending.FindAsync(Samples.Retailer, ours.Document, CancellationToken.None))!.State);
    }

    [Fact]
    public async Task Events_without_an_exchange_are_found_by_their_kind_newest_first()
    {
        var kind = $"caller.{Guid.NewGuid():N}";
        await Store.RecordEventsAsync(Samples.Retailer, [Samples.Event(kind + ".a", at: Samples.Noon), Samples.Event(kind + ".b", at: Samples.Noon.AddSeconds(1))], CancellationToken.None);

        var found = await Reader.RecentEventsAsync(Samples.Retailer, kind + ".", 10, CancellationToken.None);

        Assert.Equal([kind + ".b", kind + ".a"], found.Select(static item => item.Kind));
        string[] kinds = [kind + ".a", kind + ".none", kind + ".b"];
        Assert.Equal([kind + ".b", kind + ".a"], (await Reader.RecentEventsAsync(Samples.Retailer, kinds, 10, CancellationToken.None)).Select(static item => item.Kind));
        Assert.Equal([kind + ".b"], (await Reader.RecentEventsAsync(Samples.Retailer, kinds, 1, CancellationToken.None)).Select(static item => item.Kind));
        Assert.Empty(await Reader.RecentEventsAsync(new RetailerId(2), kind, 10, CancellationToken.None));
    }
}
