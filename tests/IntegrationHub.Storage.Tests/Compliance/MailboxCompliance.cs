using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every <see cref="IMailbox"/> does. That codes appear in order while transactions commit in any order is proven per provider.</summary>
public abstract class MailboxCompliance
{
    protected static readonly MailboxQuery Everything = new(0, null, IntervalType.Server, null, [], null, 1_000);

    protected abstract IMailbox Mailbox { get; }

    protected abstract IReceptionStore Reception { get; }

    protected abstract ISendingStore Sending { get; }

    [Fact]
    public async Task A_party_lists_what_it_sent_and_what_is_addressed_to_it_and_nothing_else()
    {
        var party = Samples.NewParty();
        var sent = Samples.Commit(party);
        await Reception.CommitAsync(sent, CancellationToken.None);
        var addressed = Samples.Outbound(party);
        await Queue(addressed);
        await Reception.CommitAsync(Samples.Commit(Samples.NewParty()), CancellationToken.None);

        var entries = await Mailbox.ListAsync(Samples.Retailer, party, Everything, CancellationToken.None);

        Assert.Equal([sent.Exchange.Id, addressed.Id], entries.Select(static entry => entry.ExchangeId));
        Assert.Equal([1L, 2L], entries.Select(static entry => entry.Code));
        Assert.Equal(["OK", null], entries.Select(static entry => entry.Status));
        Assert.Equal(["Schedule_MarketDocument", "ReserveBid_MarketDocument"], entries.Select(static entry => entry.Type));
        Assert.Equal([sent.Exchange.ArchiveId, addressed.DocumentArchiveId], entries.Select(static entry => entry.DocumentArchiveId));
        Assert.Equal(sent.Exchange.Period, entries[0].ApplicationInterval);
    }

    /// <summary>A party that saw codes of a lost time asks for higher ones; it must see what comes now.</summary>
    [Fact]
    public async Task After_a_restore_codes_go_on_far_behind_and_only_for_the_party_that_is_named()
    {
        var (party, other) = (Samples.NewParty(), Samples.NewParty());
        foreach (var one in (PartyId[])[party, other])
        {
            await Queue(Samples.Outbound(one));
            await Mailbox.ListAsync(Samples.Retailer, one, Everything, CancellationToken.None);
        }

        await Mailbox.SkipLostCodesAsync(Samples.Retailer, party, CancellationToken.None);
        foreach (var one in (PartyId[])[party, other])
            await Queue(Samples.Outbound(one));

        Assert.Equal([1, IMailbox.LostCodes + 2], await CodesAsync(party));
        Assert.Equal([1L, 2L], await CodesAsync(other));
        async Task<IEnumerable<long>> CodesAsync(PartyId of) =>
            (await Mailbox.ListAsync(Samples.Retailer, of, Everything, CancellationToken.None)).Select(static entry => entry.Code);
    }

    [Fact]
    public async Task After_a_restore_a_party_that_the_store_gave_no_code_yet_begins_far_behind()
    {
        var party = Samples.NewParty();
        await Mailbox.SkipLostCodesAsync(Samples.Retailer, party, CancellationToken.None);
        await Queue(Samples.Outbound(party));
        Assert.Equal(IMailbox.LostCodes + 1, Assert.Single(await Mailbox.ListAsync(Samples.Retailer, party, Everything, CancellationToken.None)).Code);
    }

    [Fact]
    public async Task Another_partys_entry_is_not_found_by_code_or_identification()
    {
        var (owner, stranger) = (Samples.NewParty(), Samples.NewParty());
        var commit = Samples.Commit(owner);
        await Reception.CommitAsync(commit, CancellationToken.None);
        var mRid = commit.Registration.Key.MRid;

        Assert.NotNull(await Mailbox.FindByCodeAsync(Samples.Retailer, owner, 1, CancellationToken.None));
        Assert.NotNull(await Mailbox.FindByIdentificationAsync(Samples.Retailer, owner, mRid, null, CancellationToken.None));
        Assert.Null(await Mailbox.FindByCodeAsync(Samples.Retailer, stranger, 1, CancellationToken.None));
        Assert.Null(await Mailbox.FindByIdentificationAsync(Samples.Retailer, stranger, mRid, null, CancellationToken.None));
    }

    [Fact]
    public async Task Identification_without_version_gives_the_highest_and_with_version_that_one()
    {
        var party = Samples.NewParty();
        var key = Samples.NewKey();
        foreach (var revision in (int[])[1, 3, 2])
            await Reception.CommitAsync(Samples.Commit(party, key with { Revision = revision }), CancellationToken.None);

        Assert.Equal(3, (await Mailbox.FindByIdentificationAsync(Samples.Retailer, party, key.MRid, null, CancellationToken.None))!.MessageVersion);
        Assert.Equal(2, (await Mailbox.FindByIdentificationAsync(Samples.Retailer, party, key.MRid, 2, CancellationToken.None))!.MessageVersion);
        Assert.Null(await Mailbox.FindByIdentificationAsync(Samples.Retailer, party, key.MRid, 4, CancellationToken.None));
    }

    [Fact]
    public async Task List_narrows_by_code_interval_identification_type_and_owner_and_tells_that_there_is_more()
    {
        var party = Samples.NewParty();
        var first = Samples.Commit(party, new DocumentKey("10XA", "A_1", 1));
        var second = Samples.Commit(party, new DocumentKey("10XB", "AX1", 1));
        second = second with
        {
            Exchange = second.Exchange with
            {
                ReceivedAt = Samples.Noon.AddHours(1), RootElement = "Other_MarketDocument", Period = new TimeInterval(Samples.Noon.AddDays(2), Samples.Noon.AddDays(3)),
            },
        };
        await Reception.CommitAsync(first, CancellationToken.None);
        await Reception.CommitAsync(second, CancellationToken.None);
        var (a, b) = (first.Exchange.Id, second.Exchange.Id);

        Assert.Equal([b], await Ids(Everything with { AfterCode = 1 }));
        Assert.Equal([a, b], await Ids(Everything with { Max = 1 }));
        Assert.Equal([a], await Ids(Everything with { IdentificationPattern = "A_*" }));
        Assert.Equal([a, b], await Ids(Everything with { IdentificationPattern = "A*1" }));
        Assert.Equal([b], await Ids(Everything with { Types = ["Other_MarketDocument", "Absent"] }));
        Assert.Equal([a], await Ids(Everything with { Owner = "10XA" }));
        Assert.Equal([b], await Ids(Interval(IntervalType.Server, Samples.Noon.AddMinutes(1), Samples.Noon.AddHours(2))));
        Assert.Equal([a], await Ids(Interval(IntervalType.Server, Samples.Noon, Samples.Noon.AddHours(1))));
        Assert.Equal([a], await Ids(Interval(IntervalType.Application, Samples.Noon.AddDays(1), Samples.Noon.AddDays(2))));
        Assert.Equal([a, b], await Ids(Interval(IntervalType.Application, Samples.Noon, Samples.Noon.AddDays(9))));

        async Task<IEnumerable<Guid>> Ids(MailboxQuery query) =>
            (await Mailbox.ListAsync(Samples.Retailer, party, query, CancellationToken.None)).Select(static entry => entry.ExchangeId);

        static MailboxQuery Interval(IntervalType type, DateTimeOffset start, DateTimeOffset end) =>
            Everything with { AfterCode = null, Interval = new TimeInterval(start, end), IntervalType = type };
    }

    [Fact]
    public async Task The_queue_gives_the_oldest_addressed_document_until_it_was_taken()
    {
        var party = Samples.NewParty();
        await Reception.CommitAsync(Samples.Commit(party), CancellationToken.None);
        var (first, second) = (Samples.Outbound(party), Samples.Outbound(party));
        await Queue(first);
        Assert.Equal(first.Id, (await Peek(party))!.ExchangeId);
        await Queue(second);

        var head = await Peek(party);
        Assert.Equal(first.Id, head!.ExchangeId);
        await Mailbox.AdvanceQueueAsync(Samples.Retailer, party, head.Code, CancellationToken.None);
        await Mailbox.AdvanceQueueAsync(Samples.Retailer, party, head.Code, CancellationToken.None);
        var next = await Peek(party);
        Assert.Equal(second.Id, next!.ExchangeId);
        await Mailbox.AdvanceQueueAsync(Samples.Retailer, party, next.Code, CancellationToken.None);

        Assert.Null(await Peek(party));
        await Mailbox.AdvanceQueueAsync(Samples.Retailer, party, head.Code, CancellationToken.None);
        Assert.Null(await Peek(party));
    }

    [Fact]
    public async Task A_queue_position_beyond_the_codes_that_were_given_skips_nothing()
    {
        var party = Samples.NewParty();
        await Queue(Samples.Outbound(party));
        await Peek(party);

        await Mailbox.AdvanceQueueAsync(Samples.Retailer, party, 1_000_000, CancellationToken.None);

        Assert.NotNull(await Peek(party));
    }

    private ValueTask<MailboxEntry?> Peek(PartyId party) => Mailbox.PeekQueueAsync(Samples.Retailer, party, CancellationToken.None);

    private async Task Queue(OutboundExchange exchange) =>
        Assert.Null(await Sending.QueueAsync(exchange, "doc"u8.ToArray(), null, [], CancellationToken.None));
}
