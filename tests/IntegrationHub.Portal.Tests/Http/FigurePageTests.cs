using System.Globalization;
using System.Net;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Processes.Deciding;
using IntegrationHub.Retail.Processes.Settling;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Bids, accounts and facts as people read them: with units, in the market's time, in words.</summary>
[Collection(PortalCollection.Name)]
public sealed class FigurePageTests(PortalSite site)
{
    [Fact]
    public async Task Prices_credit_and_steps_of_an_event_say_what_they_are_of()
    {
        await MarketBooks.DecideAsync(site);
        using var trader = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Bidder));

        var page = WebUtility.HtmlDecode(await trader.ReadAsync("/bids/events/" + MarketBooks.Event));
        Assert.All(new[] { "0.00 – 600.00 CNY/MWh", "0.01 CNY/MWh; 0.1 MWh; 10", "1,000,000.00 CNY", "Steps (MWh × CNY/MWh)", "Ceiling CNY/MWh" }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.DoesNotContain("1000000", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bid_is_a_table_in_the_markets_time_above_the_record_that_the_digest_is_of()
    {
        await MarketBooks.DecideAsync(site);
        using var trader = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Bidder));
        var bid = (await site.Get<BidEntries>().FindAsync(MarketBooks.Bid, 1, default))!;
        var document = Assert.Single((await site.Get<CaseDocuments>().OfAsync("two-eyes", ContextValue.Of(("bid", Value.Of(MarketBooks.Bid))), new HashSet<Permission> { Permission.ReadBids }, default)).Found);
        Assert.Equal((bid.Number, MarketBooks.Event, document.Digest), (document.Bid?.Bid.Number, document.Bid?.Market.Code, site.Get<BidEntries>().TextOf(bid, document.Bid!.Value.Market).Digest));

        await trader.PostAsync("/", "/settings/language/zh");
        var page = WebUtility.HtmlDecode(await trader.ReadAsync($"/bids/{MarketBooks.Bid}/1"));
        await trader.PostAsync("/", "/settings/language/en");
        var (table, record) = (page.IndexOf("申报内容", StringComparison.Ordinal), page.IndexOf("存档原文", StringComparison.Ordinal));
        Assert.True(table >= 0 && table < record, "the table stands above the record");
        var shown = page[table..record];
        foreach (var interval in bid.Intervals.Where(static one => one.Steps.Count > 0))
        {
            var start = MarketBooks.Day.ToDateTimeUnspecified().AddHours(interval.Position - 1);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{start:yyyy-MM-dd HH:mm} – {start.AddHours(1):HH:mm}"), shown, StringComparison.Ordinal);
            Assert.All(interval.Steps, step => Assert.Contains(string.Create(CultureInfo.InvariantCulture, $">{step.Price:#,##0.00######}</td>"), shown, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(" at ", shown, StringComparison.Ordinal);
        Assert.Contains(site.Get<BidEntries>().TextOf(bid, document.Bid.Value.Market).Text, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_in_dispute_are_said_in_words_with_their_day_and_lead_to_the_statement()
    {
        var settled = await MarketBooks.SettleAsync(site);
        var month = new BillingMonth(2024, 4);
        var (ours, theirs) = (Energy.FromMegawattHours(12.12m), Energy.FromMegawattHours(12m));
        AccountLine Day(int day, Energy energy) => new(AccountDocument.Consumption, day, energy, null);
        var trade = new AccountLine(AccountDocument.TradeOf("spot"), 1, theirs, 1234.5m);
        var disputed = settled with
        {
            Month = month, Version = 1, Corrects = null, State = SettlementState.Disputed, Lines = [Day(1, ours), Day(2, ours), trade],
            Comparison = new("ACC-1", "A12", TimeProvider.System.GetUtcNow(), [new(AccountDocument.Consumption, 1, Day(1, ours), Day(1, ours), LineFinding.Agreed), new(AccountDocument.Consumption, 2, Day(2, ours), Day(2, theirs), LineFinding.EnergyDiffers), new(trade.Series, 1, trade, trade, LineFinding.Agreed)]),
        };
        Assert.Equal(RecordResult.Saved, await site.Get<IBusinessRecords>().SaveAsync([new(RecordKind.Settlement, $"{month}", 1, $"{disputed.State}", new(2024, 4, 1), new(2024, 4, 30), Market.Json.MarketJson.WriteUtf8(disputed))], [], "wu.xia", default));
        using var finance = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Finance));
        var address = $"/settlements/{month}/1";

        Assert.Contains("No problem statement was made yet", await finance.ReadAsync(address), StringComparison.Ordinal);
        var (mRID, partner) = (SettlementDispute.IdOf(disputed.Name, AccountDocument.Consumption, 2, 1), site.Get<IPartyRegistry>().Current.Parties[0]);
        await site.Get<SubmissionBook>().MakeAsync(new SubmissionOrder(mRID, 1, "wu.xia", static _ => "<statement/>"u8.ToArray()), partner, default);

        var page = WebUtility.HtmlDecode(await finance.ReadAsync(address));
        Assert.All(
            new[] { "consumption (A04)", "internal trade (A02) · spot", "2024-04-02", "−0.12 MWh", "1,234.50 CNY", "theirs less ours", $"/exchanges?mrid={mRID}", "of these with a problem statement: 1" },
            text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.DoesNotContain(">A04<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("-0.12", page, StringComparison.Ordinal);
        // One chart of either side, one of what lies between them.
        Assert.Equal(2, page.Split("<svg class=\"curves\"").Length - 1);
    }

    [Fact]
    public async Task Facts_of_a_case_are_for_people_and_digests_fold_away()
    {
        var (digest, at) = (new string('b', 64), new DateTimeOffset(2026, 12, 3, 9, 45, 43, 86, TimeSpan.Zero));
        var instance = await site.StartCaseAsync(
            "T-FACTS", ("ceiling", Value.Of(digest)), ("customer", Value.Of("东方纺织厂")), ("gateClosure", Value.Of(at)), ("until", Value.Of("2026-12-03T09:45:43.0862464Z")), ("large", Value.True), ("annualMwh", Value.Of(7140m)),
            ("deviations", ContextValue.Of(("accounts", Value.Of(2m)), ("beyondBand", Value.False))), ("legalDecision", Value.Of("amend")), ("problem", Value.Null));
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        var page = WebUtility.HtmlDecode(await sales.ReadAsync(await site.TaskAsync(instance, "draft")));

        var local = at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        Assert.Equal(2, page.Split(local).Length - 1);
        Assert.All(new[] { "7,140 MWh", "<dt>large customer</dt><dd><span>yes</span>", "<dt>beyond the free band</dt><dd><span>no</span>", "send back for changes" }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.All(new[] { "09:45:43.08", "✓", "beyondBand" }, text => Assert.DoesNotContain(text, page, StringComparison.Ordinal));
        Assert.True(page.IndexOf("东方纺织厂", StringComparison.Ordinal) < page.IndexOf("7,140 MWh", StringComparison.Ordinal), "names stand before figures");
        Assert.Matches($"<details>\\s*<summary>Digests and ids</summary>[^$]*{digest}", page);
        Assert.True(page.IndexOf("send back for changes", StringComparison.Ordinal) < page.IndexOf(digest, StringComparison.Ordinal), "digests come last");
    }

    [Fact]
    public async Task The_history_names_steps_and_folds_what_proves_them()
    {
        var instance = await site.StartCaseAsync("T-MARKS");
        var engine = site.Get<ProcessEngine>();
        var shown = new string('c', 64);
        Assert.Empty(await engine.CompleteAsync(
            instance, await StepAsync(instance, "draft"), ContextValue.Of(("paper", Value.Of("C-1")), ("version", Value.Of(1m)), ("begins", Value.Of("2027-01-01"))), (await site.Get<IActorDirectory>().FindAsync("liu.yang", default))!, default,
            new ShownTask($"shown={shown} text={new string('d', 64)} until 2026-12-03T09:45:43Z", static _ => true)));
        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));

        var page = WebUtility.HtmlDecode(await legal.ReadAsync(await site.TaskAsync(instance, "review")));
        Assert.DoesNotContain("shown=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("T09:45:43Z", page, StringComparison.Ordinal);
        Assert.Contains($"<dt>what was shown</dt><dd class=\"mono digest\">{shown}</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>text that was decided</dt>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<span class=\"mono\">draft</span>", page, StringComparison.Ordinal);
    }

    /// <summary>Waits until a case stands at a step; its token.</summary>
    private async Task<int> StepAsync(Guid instance, string node)
    {
        for (var i = 0; ; i++)
        {
            var row = (await site.Get<IProcessStore>().FindInstanceAsync(instance, default))!;
            if (row.State.Tokens.Values.SingleOrDefault(token => token.Node == node) is { } token)
                return token.Id;

            Assert.True(i < 600, $"The case has not come to {node}: {string.Join(", ", row.State.Tokens.Values.Select(static token => token.Node))}; {string.Join(", ", row.State.Incidents.Values.Select(static incident => incident.Text))}");
            await Task.Delay(100);
        }
    }
}
