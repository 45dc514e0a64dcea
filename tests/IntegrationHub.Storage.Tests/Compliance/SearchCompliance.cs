using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every <see cref="IExchangeReader"/> finds. Each test has a party of its own.</summary>
public abstract class SearchCompliance
{
    private readonly Exchange.Parties.PartyId _party = Samples.NewParty();

    protected abstract IReceptionStore Reception { get; }

    protected abstract ISendingStore Sending { get; }

    protected abstract IExchangeReader Reader { get; }

    [Fact]
    public async Task Both_directions_come_as_one_list_newest_first_and_page_by_page_without_gap_or_repetition()
    {
        var made = new List<Guid>();
        for (var number = 0; number < 11; number++)
            made.Add(number % 3 == 0 ? await SendAsync() : await ReceiveAsync());

        made.Reverse();
        var filter = new ExchangeFilter(_party, Max: 4);
        Assert.Equal(made, await PagesAsync(filter));
        Assert.Equal(made[..2], (await FindAsync(filter with { Max = 2 })).Select(one => one.Id));
    }

    [Fact]
    public async Task Settled_exchanges_count_from_an_instant_and_open_ones_of_ours_always()
    {
        await ReceiveAsync();
        await SendAsync();

        var all = await Reader.CountAsync(Samples.Retailer, since: null, default);
        var sinceThen = await Reader.CountAsync(Samples.Retailer, DateTimeOffset.MaxValue, default);

        Assert.True(all.ByState.Values.Sum() > sinceThen.ByState.Values.Sum());
        Assert.True(sinceThen.OpenOutgoing > 0);
        Assert.All(sinceThen.ByState.Keys, static state => Assert.True(Enum.Parse<OutboundState>(state) is <= OutboundState.Delivered or OutboundState.Quarantined, state));
    }

    [Fact]
    public async Task A_series_is_found_in_both_directions_and_paged()
    {
        var series = $"S-{Guid.NewGuid():N}";
        await ReceiveAsync(exchange => exchange with { Series = Series("other", series) });
        await SendAsync(exchange => exchange with { Series = Series(series) });
        await ReceiveAsync(exchange => exchange with { Series = Series(series) });
        await ReceiveAsync(exchange => exchange with { Series = Series("other") });

        Assert.Equal(3, (await PagesAsync(new ExchangeFilter(Max: 1) { Series = series })).Count);
        Assert.Equal(2, (await PagesAsync(new ExchangeFilter(Direction: Direction.In) { Series = series })).Count);
        Assert.Empty(await FindAsync(new ExchangeFilter { Series = series + "x" }));
    }

    [Fact]
    public async Task A_metering_point_is_found_by_the_whole_of_it_only()
    {
        var point = $"57{Random.Shared.NextInt64(1_000_000_000_000_000, 9_999_999_999_999_999)}";
        var id = await ReceiveAsync(exchange => exchange with { Series = new SeriesKeys([], [point], IsCut: false) });

        Assert.Equal([id], (await FindAsync(new ExchangeFilter { MeteringPoint = point })).Select(one => one.Id));
        Assert.Empty(await FindAsync(new ExchangeFilter { MeteringPoint = point[..^1] }));
    }

    [Fact]
    public async Task A_metering_point_of_one_retailer_is_not_found_by_another()
    {
        var point = Guid.NewGuid().ToString("N");
        await ReceiveAsync(exchange => exchange with { Series = new SeriesKeys([], [point], IsCut: false) });
        Assert.Empty(await Reader.SearchAsync(new RetailerId(2), new ExchangeFilter { MeteringPoint = point }, default));
    }

    [Fact]
    public async Task What_was_rejected_is_found_by_the_markets_reason_and_by_the_hubs()
    {
        var id = await ReceiveAsync(exchange => exchange with { State = InboundState.Rejected, Rejections = [new Rejection("DOCUMENT_ID_WITH_OTHER_CONTENT", "A51", "x")] });
        await ReceiveAsync();

        Assert.Equal([id], (await FindAsync(new ExchangeFilter(_party) { Reason = "A51" })).Select(one => one.Id));
        Assert.Equal([id], (await FindAsync(new ExchangeFilter(_party) { Reason = "DOCUMENT_ID_WITH_OTHER_CONTENT" })).Select(one => one.Id));
        Assert.Equal([id], (await FindAsync(new ExchangeFilter(_party, State: "Rejected"))).Select(one => one.Id));
    }

    [Fact]
    public async Task A_document_of_ours_is_found_by_the_reason_it_was_rejected_for_later()
    {
        var id = await SendAsync();
        await Sending.DecideAsync(
            Samples.Retailer, id, exchange => new OutboundDecision(exchange with { State = OutboundState.Rejected, Rejections = [new Rejection("A99", null, "x")] }, []), default);
        Assert.Equal([id], (await FindAsync(new ExchangeFilter(_party) { Reason = "A99" })).Select(one => one.Id));
    }

    [Fact]
    public async Task All_parts_of_a_question_must_fit()
    {
        var series = $"S-{Guid.NewGuid():N}";
        var key = Samples.NewKey();
        var id = await ReceiveAsync(exchange => exchange with { Series = Series(series), Type = "A37" }, key);
        await ReceiveAsync(exchange => exchange with { Series = Series(series), Type = "A01" });

        var all = new ExchangeFilter(_party, Direction.In, "Accepted", key.MRid) { Series = series, Type = "A37" };
        Assert.Equal([id], (await FindAsync(all)).Select(one => one.Id));
        Assert.Empty(await FindAsync(all with { Party = Samples.NewParty() }));
        Assert.Empty(await FindAsync(all with { Reason = "A51" }));
    }

    [Fact]
    public async Task A_span_of_time_is_half_open()
    {
        var id = await ReceiveAsync();
        var at = TimedId.At(id);
        Assert.Single(await FindAsync(new ExchangeFilter(_party) { From = at, To = at.AddMilliseconds(1) }));
        Assert.Empty(await FindAsync(new ExchangeFilter(_party) { From = at.AddMilliseconds(1) }));
        Assert.Empty(await FindAsync(new ExchangeFilter(_party) { To = at }));
    }

    [Fact]
    public async Task A_delivery_period_lists_both_directions_by_period_and_pages_through_equal_ones()
    {
        var day = new DateTimeOffset(2031, 5, 1, 0, 0, 0, TimeSpan.Zero).AddDays(Random.Shared.Next(300));
        var made = new List<Guid>();
        foreach (var offset in new[] { 0, 1, 1, 1, 2, 3 })
        {
            var period = new TimeInterval(day.AddHours(offset), day.AddHours(offset + 1));
            made.Add(offset == 2 ? await SendAsync(exchange => exchange with { Period = period }) : await ReceiveAsync(exchange => exchange with { Period = period }));
        }

        var filter = new ExchangeFilter(_party, Max: 2) { PeriodFrom = day.AddHours(1), PeriodTo = day.AddHours(3) };
        Assert.Equal([made[4], made[3], made[2], made[1]], await PagesAsync(filter));
    }

    [Fact]
    public async Task Entries_of_the_ledger_are_found_by_kind_actor_subject_and_time_and_paged_by_their_ids()
    {
        var (who, start) = ($"user:{Guid.NewGuid():N}", Samples.Noon.AddDays(-Random.Shared.Next(1000, 15_000)));
        var exchange = Guid.CreateVersion7();
        var made = new List<ExchangeEvent>();
        for (var number = 0; number < 7; number++)
        {
            var at = start.AddMinutes(number);
            made.Add(new ExchangeEvent(
                Guid.CreateVersion7(at), at, number % 2 == 0 ? "entry.even" : "entry.odd", number < 2 ? exchange : null, number is 1 or 4 ? _party.Value : null, number == 6 ? who[5..] : who, $$"""{"number":"{{number}}"}"""));
        }

        await Reception.RecordEventsAsync(Samples.Retailer, made, default);
        made.Reverse();
        var mine = new EventFilter(Max: 3) { Actors = [who] };
        var first = await Reader.SearchEventsAsync(Samples.Retailer, mine, default);
        Assert.Equal(made[1..4], first);
        Assert.Equal(made[4..], await Reader.SearchEventsAsync(Samples.Retailer, mine with { Before = first[^1].Id }, default));
        Assert.Equal(made[..3], await Reader.SearchEventsAsync(Samples.Retailer, mine with { Actors = [who, who[5..]] }, default));
        Assert.Equal([made[1], made[3], made[5]], await Reader.SearchEventsAsync(Samples.Retailer, mine with { Kind = "entry.o" }, default));
        Assert.Equal([made[5], made[6]], await Reader.SearchEventsAsync(Samples.Retailer, new EventFilter { Exchange = exchange }, default));
        Assert.Equal([made[2], made[5]], await Reader.SearchEventsAsync(Samples.Retailer, new EventFilter { Party = _party, Kind = "entry." }, default));
        // From the second of them on, and before the fourth.
        Assert.Equal([made[4], made[5]], await Reader.SearchEventsAsync(Samples.Retailer, mine with { From = start.AddMinutes(1), To = start.AddMinutes(3) }, default));
        Assert.Empty(await Reader.SearchEventsAsync(Samples.Retailer, new EventFilter("entry.other") { Actors = [who] }, default));
        Assert.Equal([made[1], made[3], made[5]], await Reader.SearchEventsAsync(Samples.Retailer, new EventFilter("entry.odd") { From = start, To = start.AddMinutes(7) }, default));
        Assert.Equal(made, await Reader.SearchEventsAsync(Samples.Retailer, new EventFilter("entry.") { From = start, To = start.AddMinutes(7) }, default));
        Assert.Equal(made[1..3], await Reader.SearchEventsAsync(Samples.Retailer, new EventFilter("entry.", 2) { From = start, To = start.AddMinutes(7), Before = made[0].Id }, default));
        Assert.Empty(await Reader.SearchEventsAsync(Samples.Retailer, new EventFilter("entry.odder") { From = start }, default));
        Assert.Empty(await Reader.SearchEventsAsync(new RetailerId(2), mine, default));

        Assert.Equal(made[3], await Reader.FindEventAsync(Samples.Retailer, made[3].Id, default));
        Assert.Null(await Reader.FindEventAsync(new RetailerId(2), made[3].Id, default));
        Assert.Null(await Reader.FindEventAsync(Samples.Retailer, Guid.CreateVersion7(), default));
    }

    [Fact]
    public async Task Root_elements_of_many_exchanges_are_told_in_one_look()
    {
        var (received, unread, sent) = (await ReceiveAsync(), await ReceiveAsync(static exchange => exchange with { RootElement = null }), await SendAsync());
        var roots = await Reader.RootElementsAsync(Samples.Retailer, [received, unread, sent, Guid.CreateVersion7()], default);
        Assert.Equal(3, roots.Count);
        Assert.Equal(("Schedule_MarketDocument", null, "ReserveBid_MarketDocument"), (roots[received], roots[unread], roots[sent]));
        Assert.Empty(await Reader.RootElementsAsync(new RetailerId(2), [received], default));
    }

    private static SeriesKeys Series(params string[] series) => new(series, [], IsCut: false);

    private async Task<IReadOnlyList<ExchangeSummary>> FindAsync(ExchangeFilter filter) => await Reader.SearchAsync(Samples.Retailer, filter, default);

    /// <summary>All pages, with each cursor as it is handed out and read back.</summary>
    private async Task<List<Guid>> PagesAsync(ExchangeFilter filter)
    {
        var found = new List<Guid>();
        while (true)
        {
            var page = await FindAsync(filter);
            found.AddRange(page.Select(one => one.Id));
            if (page.Count < filter.Max)
                return found;

            filter = filter with { After = ExchangeCursor.Parse(filter.CursorAfter(page[^1]).ToText(filter), filter) };
            Assert.NotNull(filter.After);
        }
    }

    private async Task<Guid> ReceiveAsync(Func<InboundExchange, InboundExchange>? change = null, DocumentKey? key = null)
    {
        var commit = Samples.Commit(_party, key);
        commit = commit with { Exchange = change?.Invoke(commit.Exchange) ?? commit.Exchange };
        Assert.IsType<CommitOutcome.Committed>(await Reception.CommitAsync(commit, default));
        return commit.Exchange.Id;
    }

    private async Task<Guid> SendAsync(Func<OutboundExchange, OutboundExchange>? change = null)
    {
        var exchange = Samples.Outbound(_party);
        exchange = change?.Invoke(exchange) ?? exchange;
        Assert.Null(await Sending.QueueAsync(exchange, "doc"u8.ToArray(), null, [], default));
        return exchange.Id;
    }
}
