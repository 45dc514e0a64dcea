using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Retail.Tests.Bids;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests;

/// <summary>What bids bought is on the purchase side of a month: once, at the clearing prices.</summary>
public sealed class AwardSettlementTests(SettlementSite site) : IClassFixture<SettlementSite>, IAsyncLifetime
{
    private SettledMonth _site = null!;

    private string Event => $"DA-{_site.Month}";

    private string Bid => $"B-{_site.Month}";

    public async Task InitializeAsync()
    {
        _site = await site.MonthAsync();
        await _site.ReadAllAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_result_is_a_purchase_of_the_month_without_a_contract_and_without_the_basis()
    {
        var before = await CalculateAsync();
        await BidAsync();
        await DecideAsync("RES-1", 1, (1, 2.5m, 350.10m), (24, 1m, 402m), (25, 9m, 1m));
        var settled = await CalculateAsync();

        // 2.5 × 350.10 + 1 × 402; the event has 24 intervals, the 25th is none of them.
        Assert.Equal(
            [($"P-1-{_site.Month}", 304_400.00m), (Event, 1_277.25m), ("spot", 4_999.88m), ("fee", 1000m)], settled.Purchases.Select(static purchase => (purchase.Item, purchase.Amount)));
        Assert.Equal(Energy.FromMegawattHours(3.5m), settled.Purchased - before.Purchased);
        Assert.Equal((before.Cost + 1_277.25m, before.Profit - 1_277.25m), (settled.Cost, settled.Profit));
        Assert.Equal(settled.Cost, (await BillsAsync(settled)).Sum(static bill => bill.Input.Cost));
        var line = Assert.Single(settled.Lines, line => line.Series == AccountDocument.TradeOf(Event));
        Assert.Equal((Energy.FromMegawattHours(3.5m), 1_277.25m), (line.Energy, line.Amount));

        // The same result again changes nothing.
        Assert.Equal(settled.Name, (await CalculateAsync()).Name);
        Assert.Equal(settled.Accounts, Good(await _site.Site.Get<SettlementProof>().VerifyAsync(_site.Month, settled.Version, default)).Bills);
    }

    [Fact]
    public async Task A_basis_that_does_not_leave_out_what_bids_bought_is_settled_as_before_and_says_so()
    {
        // The operator entered the auction by hand, under a name of his own.
        var stored = _site.BasisJson(2, withoutBids: false).Replace("\"item\": \"spot\"", "\"item\": \"auction-07\"", StringComparison.Ordinal);
        Good(await _site.Bases.ImportAsync(stored, "li", default));
        var before = await CalculateAsync();
        Assert.DoesNotContain("bids", SettlementText.Of(before).Text, StringComparison.Ordinal);
        Good(await _site.Settlements.ChangeAsync(_site.Month, before.Version, static one => Checked.Good(one with { State = SettlementState.Submitted }), "settlement.submitted", "li", default));
        await BidAsync();
        await DecideAsync("RES-1", 1, (1, 2.5m, 350m));
        var again = await CalculateAsync();
        Assert.Equal((before.Name, before.InputDigest, before.Cost), (again.Name, again.InputDigest, again.Cost));

        // Read anew it bears the same octets; computed anew it says what was left.
        var body = (await _site.Site.Records.FindAsync(RecordKind.Basis, _site.Month.ToString(), 2, default))!.Body;
        Assert.Equal(body.ToArray(), Market.Json.MarketJson.WriteUtf8((await _site.Bases.FindAsync(_site.Month, 2, default))!));
        await _site.ReadAsync("A1", 1, 1, "100.5");
        var later = await CalculateAsync();
        Assert.Equal((2, before.Cost), (later.Version, later.Cost));
        Assert.Equal(1, later.LeftToBasis);
        Assert.Contains("results of 1 bids are not added: the basis speaks for them\n", SettlementText.Of(later).Text, StringComparison.Ordinal);

        // A basis that leaves them out has them added.
        Good(await _site.Bases.ImportAsync(_site.BasisJson(3), "li", default));
        var added = await CalculateAsync();
        Assert.Equal((before.Cost + 875m, (int?)null), (added.Cost, added.LeftToBasis));
    }

    [Fact]
    public async Task A_corrected_result_takes_the_place_of_the_one_before()
    {
        await BidAsync();
        await DecideAsync("RES-1", 1, (1, 2.5m, 350m));
        Assert.Equal(875m, CostOf(await CalculateAsync()));
        await DecideAsync("RES-1", 2, (1, 2m, 351m), (2, 1m, 300m));
        var corrected = await CalculateAsync();
        Assert.Equal((2, 1002m), (corrected.Version, CostOf(corrected)));
        Assert.Single(corrected.Purchases, purchase => purchase.Item == Event);
    }

    [Fact]
    public async Task A_purchase_contract_of_the_auction_is_what_is_bought_and_its_result_is_not_a_second_time()
    {
        await BidAsync();
        await DecideAsync("RES-1", 1, (1, 2.5m, 350m));
        await _site.BuyAsync($"P-2-{_site.Month}", Event, 2.5m, 350m);
        var settled = await CalculateAsync();
        Assert.Equal([$"P-1-{_site.Month}", $"P-2-{_site.Month}", "spot", "fee"], settled.Purchases.Select(static purchase => purchase.Item));
        Assert.Equal((2.5m, 875m), settled.Purchases.Where(purchase => purchase.Item == $"P-2-{_site.Month}").Select(static purchase => (purchase.Energy.MegawattHours, purchase.Amount)).Single());

        // A contract that ends before the month does stays what was bought.
        await _site.EndAsync($"P-2-{_site.Month}", 10);
        Assert.DoesNotContain((await CalculateAsync()).Purchases, purchase => purchase.Item == Event);
    }

    [Fact]
    public async Task A_contract_of_one_bid_leaves_the_other_bids_of_the_auction_bought()
    {
        await BidAsync();
        await DecideAsync("RES-1", 1, (1, 100m, 350m));
        await BidAsync($"{Bid}-2");
        await DecideAsync("RES-2", 1, $"{Bid}-2", (1, 50m, 360m));
        await _site.BuyAsync(Bid, Event, 100m, 350m);
        var settled = await CalculateAsync();
        Assert.Equal(
            [new(Bid, Energy.FromMegawattHours(100m), 35_000m), new(Event, Energy.FromMegawattHours(50m), 18_000m) { OfBids = true }],
            settled.Purchases.Where(purchase => purchase.Item == Bid || purchase.Item == Event));
    }

    [Fact]
    public async Task A_contract_of_the_auction_is_counted_with_what_its_bids_bought_beyond_it()
    {
        await BidAsync();
        await DecideAsync("RES-1", 1, (1, 100m, 350m));
        await BidAsync($"{Bid}-2");
        await DecideAsync("RES-2", 1, $"{Bid}-2", (1, 50m, 350m));
        await _site.BuyAsync($"P-2-{_site.Month}", Event, 120m, 350m);
        Assert.Equal(new PurchaseCost(Event, Energy.FromMegawattHours(30m), 10_500m) { OfBids = true }, (await CalculateAsync()).Purchases.Single(purchase => purchase.Item == Event));

        // From its next version on its energy is that one's, of days on which the event delivers nothing: 10 of its 31 days are left to speak for the bids.
        await _site.AmendPurchaseAsync($"P-2-{_site.Month}", 10, 340m);
        Assert.Equal(new PurchaseCost(Event, new(150_000_000 - 38_709_680), 38_951.61m) { OfBids = true }, (await CalculateAsync()).Purchases.Single(purchase => purchase.Item == Event));
    }

    [Fact]
    public async Task Two_bids_of_an_event_are_one_line_and_a_refused_one_is_none()
    {
        await BidAsync();
        await DecideAsync("RES-1", 1, (1, 2.5m, 350m));
        await BidAsync($"{Bid}-X");
        await DecideAsync("RES-2", 1, $"{Bid}-X", (1, 1m, 350m));
        await BidAsync($"{Bid}-Y");
        Good(await _site.Site.Get<BidEntries>().StepAsync($"{Bid}-Y", null, BidAction.Refuse, "hub", Checked.Good, default));
        Assert.Equal(new PurchaseCost(Event, Energy.FromMegawattHours(3.5m), 1225m) { OfBids = true }, (await CalculateAsync()).Purchases.Single(purchase => purchase.Item == Event));
    }

    [Theory]
    [InlineData("DA")]
    [InlineData("B")]
    public async Task An_item_of_the_basis_that_is_called_like_the_result_is_refused(string prefix)
    {
        await BidAsync();
        await DecideAsync("RES-1", 1, (1, 2.5m, 350m));
        Good(await _site.Bases.ImportAsync(_site.BasisJson(2).Replace("\"item\": \"spot\"", $"\"item\": \"{prefix}-{_site.Month}\"", StringComparison.Ordinal), "li", default));
        var problem = (await _site.Settlements.CalculateAsync(_site.Month, "li", default)).Problems.Single();
        Assert.Equal((ProblemCodes.BasisTwice, "purchases[0].item"), (problem.Code, problem.Where));
    }

    [Fact]
    public async Task Energy_without_a_price_is_not_settled_until_a_corrected_result_has_one()
    {
        await BidAsync();
        await DecideAsync("RES-1", 1, (1, 10m, 400m), (2, 5m, null), (3, 0m, null));
        var problem = (await _site.Settlements.CalculateAsync(_site.Month, "li", default)).Problems.Single();
        Assert.Equal((ProblemCodes.ResultUnpriced, Bid), (problem.Code, problem.Where));
        await DecideAsync("RES-1", 2, (1, 10m, 400m), (2, 5m, 0m), (3, 0m, null));
        Assert.Equal(4000m, CostOf(await CalculateAsync()));
    }

    [Fact]
    public async Task A_zero_that_was_stored_before_missing_prices_were_told_apart_is_a_problem_until_its_price_is_entered()
    {
        await BidAsync();
        await DecideAsync("RES-1", 1, (1, 10m, 400m), (2, 5m, 0m));

        // As an earlier program kept it.
        Good(await _site.Site.Get<BidEntries>().StepAsync(Bid, null, BidAction.Decide, "hub", static entry => Checked.Good(entry with { ResultForm = null }), default));
        var problem = (await _site.Settlements.CalculateAsync(_site.Month, "li", default)).Problems.Single();
        Assert.Equal((ProblemCodes.ResultUnpriced, Bid), (problem.Code, problem.Where));
        Assert.Contains("ihub bid price", problem.Remedy, StringComparison.Ordinal);

        var prices = _site.Site.Get<BidPrices>();
        Assert.Equal(
            [ProblemCodes.ValueMissing, ProblemCodes.PriceOutOfLimits], (await prices.EnterAsync(Bid, new BidPriceDraft { Price = 601, Source = " " }, "li", default)).Problems.Select(static one => one.Code));
        Assert.Equal(ProblemCodes.ResultPriced, (await prices.EnterAsync(Bid, """{"price":380,"position":1,"source":"letter 12"}""", "li", default)).Problems.Single().Code);
        Good(await prices.EnterAsync(Bid, """{"price":380,"source":"letter 12"}""", "li", default));
        Good(await prices.ConfirmAsync(Bid, """{"price":380}""", "wang", default));
        Assert.Equal(5900m, CostOf(await CalculateAsync()));
        Assert.Equal(ProblemCodes.ResultPriced, (await prices.EnterAsync(Bid, new BidPriceDraft { Price = 1, Position = 1, Source = "letter 13" }, "li", default)).Problems.Single().Code);

        // The trading center's own word goes before it.
        await DecideAsync("RES-1", 2, (1, 10m, 400m), (2, 5m, 390m));
        Assert.Equal(5950m, CostOf(await CalculateAsync()));
    }

    [Fact]
    public async Task A_price_that_somebody_entered_counts_when_a_second_person_typed_the_same_and_a_wrong_one_is_entered_again()
    {
        await BidAsync();
        await DecideAsync("RES-1", 1, (1, 10m, null), (2, 4m, null));
        var prices = _site.Site.Get<BidPrices>();
        Assert.Equal(ProblemCodes.ResultPriced, (await prices.ConfirmAsync(Bid, new BidPriceConfirmation { Price = 1 }, "wang", default)).Problems.Single().Code);
        Good(await prices.EnterAsync(Bid, new BidPriceDraft { Price = 40.125m, Source = "letter 12" }, "li", default));
        await UnsettledAsync();
        Assert.Equal((ProblemCodes.BidFourEyes, "actor"), await RefusedAsync("li", 40.125m));
        Assert.Equal((ProblemCodes.ResultPriceDiffers, "price"), await RefusedAsync("wang", 401.25m));

        // Entered again, also by another person, and also once it was confirmed: then it waits again.
        Good(await prices.EnterAsync(Bid, new BidPriceDraft { Price = 401.2m, Source = "letter 12" }, "li", default));
        Good(await prices.ConfirmAsync(Bid, new BidPriceConfirmation { Price = 401.2m }, "wang", default));
        Assert.Equal(5616.8m, CostOf(await CalculateAsync()));
        Good(await prices.EnterAsync(Bid, new BidPriceDraft { Price = 401.25m, Position = 2, Source = "letter 13" }, "wang", default));
        await UnsettledAsync();
        Assert.Equal((ProblemCodes.BidFourEyes, "actor"), await RefusedAsync("wang", 401.25m));
        Good(await prices.ConfirmAsync(Bid, new BidPriceConfirmation { Price = 401.25m, Position = 2 }, "li", default));

        // The settlement names whose word its prices are.
        var settled = await CalculateAsync();
        Assert.Equal(5617m, CostOf(settled));
        Assert.Equal([new(Event, Bid, "1", "letter 12", "li", "wang"), new SettledPrice(Event, Bid, "2", "letter 13", "wang", "li")], settled.EnteredPrices!);
        Assert.Contains("prices that people entered for results without one, 2 lines, sha-256 ", SettlementText.Of(settled).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Bid, Market.Json.MarketJson.Write(settled.WithoutBids()), StringComparison.Ordinal);

        // And the ledger for what it was entered, from where, and by a digest that shows which price it was.
        var entered = (await _site.Site.EventsAsync("bid.price")).Where(item => item.Data.Contains($"\"{Bid}\"", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, entered.Count);
        Assert.All(entered, static item => Assert.All(new[] { "\"positions\":", "\"sha256\":" }, text => Assert.Contains(text, item.Data, StringComparison.Ordinal)));
        Assert.All(entered, static item => Assert.DoesNotContain("letter", item.Data, StringComparison.Ordinal));
        Assert.All(entered, static item => Assert.DoesNotContain("401", item.Data.Split("\"sha256\"")[0], StringComparison.Ordinal));
        Assert.Equal(2, (await _site.Site.EventsAsync("bid.confirmPrice")).Count(item => item.Data.Contains($"\"{Bid}\"", StringComparison.Ordinal) && item.Data.Contains("\"enteredBy\"", StringComparison.Ordinal)));

        async Task UnsettledAsync() => Assert.Equal(ProblemCodes.ResultUnpriced, (await _site.Settlements.CalculateAsync(_site.Month, "li", default)).Problems.Single().Code);

        async Task<(string, string)> RefusedAsync(string actor, decimal price)
        {
            var problem = (await prices.ConfirmAsync(Bid, new BidPriceConfirmation { Price = price }, actor, default)).Problems.Single();
            return (problem.Code, problem.Where);
        }
    }

    [Fact]
    public async Task A_price_is_entered_for_the_version_whose_result_counts_also_where_a_later_one_was_written()
    {
        await BidAsync();
        var entries = _site.Site.Get<BidEntries>();
        Good(await entries.WriteAsync(Bid, Event, [new(1, [new(Energy.FromMegawattHours(5), 410)])], "li", default));
        Good(await entries.StepAsync(Bid, 2, BidAction.Miss, "hub", Checked.Good, default));
        Good(await entries.StepAsync(Bid, 1, BidAction.Decide, "hub", static entry => Checked.Good(entry.With([new(1, Energy.FromMegawattHours(5))], "RES-1", 1, null)), default));

        var prices = _site.Site.Get<BidPrices>();
        Assert.Equal("version", (await prices.EnterAsync(Bid, new BidPriceDraft { Price = 401.25m, Source = "letter 12", Version = 2 }, "li", default)).Problems.Single().Where);
        Assert.Equal(1, Good(await prices.EnterAsync(Bid, new BidPriceDraft { Price = 401.25m, Source = "letter 12" }, "li", default)).Version);
        Good(await prices.ConfirmAsync(Bid, new BidPriceConfirmation { Price = 401.25m }, "wang", default));
        Assert.Equal(2006.25m, CostOf(await CalculateAsync()));
    }

    [Fact]
    public async Task An_auction_that_pays_as_bid_is_settled_step_by_step()
    {
        await BidAsync(pricing: "payAsBid", steps: [(3, 400), (2, 380)]);
        await DecideAsync("RES-1", 1, (1, 4m, null));
        Assert.Equal(1580m, CostOf(await CalculateAsync()));
    }

    [Fact]
    public async Task Of_a_month_with_two_auctions_a_contract_speaks_for_its_own_and_there_for_its_own_days()
    {
        // Days 1 to 10 of the monthly auction are contracted; its 20th and the hour of the other auction are bought by the bids alone.
        var monthly = $"MO-{_site.Month}";
        Good(await _site.Site.Get<MarketEventBook>().ImportAsync(
            BidSite.EventJson(monthly, _site.Month.FirstDay, "2022-12-01T12:00:00Z").Replace("\"dayAhead\"", "\"monthly\"", StringComparison.Ordinal).Replace("\"stepMinutes\":60,", "", StringComparison.Ordinal)
                .Replace($"\"to\":\"{_site.Month.FirstDay:uuuu-MM-dd}\"", $"\"to\":\"{_site.Month.LastDay:uuuu-MM-dd}\"", StringComparison.Ordinal), "li", default));
        await BidAsync();
        await DecideAsync("RES-1", 1, (1, 5m, 350m));
        await BidAsync($"{Bid}-M", market: monthly);
        await DecideAsync("RES-2", 1, $"{Bid}-M", (5, 100m, 300m), (20, 10m, 310m));
        await _site.BuyAsync($"P-2-{_site.Month}", monthly, 120m, 300m, lastDay: 10);
        var settled = await CalculateAsync();
        Assert.Equal(
            [new(Event, Energy.FromMegawattHours(5), 1750m) { OfBids = true }, new(monthly, Energy.FromMegawattHours(10), 3100m) { OfBids = true }],
            settled.Purchases.Where(static purchase => purchase.OfBids == true));
    }

    [Fact]
    public async Task A_contract_that_is_amended_after_the_days_of_the_event_speaks_for_no_more_than_its_own_days()
    {
        await BidAsync();
        await DecideAsync("RES-1", 1, (1, 20m, 350m));
        await _site.BuyAsync($"P-2-{_site.Month}", Event, 31m, 350m);
        await _site.AmendPurchaseAsync($"P-2-{_site.Month}", 15, 340m);

        // 15 of its 31 MWh lie in the days of the first version, 5 of 20 are bought beside them.
        Assert.Equal(new PurchaseCost(Event, Energy.FromMegawattHours(5m), 1750m) { OfBids = true }, (await CalculateAsync()).Purchases.Single(purchase => purchase.Item == Event));
    }

    [Fact]
    public async Task A_purchase_is_settled_at_what_was_frozen_of_its_contract_and_not_at_what_is_derived_today()
    {
        await _site.BuyAsync($"P-2-{_site.Month}", "ANOTHER", 31m, 350m);
        var derived = await CalculateAsync();
        Assert.Equal(31m, derived.Purchases.Single(purchase => purchase.Item == $"P-2-{_site.Month}").Energy.MegawattHours);
        var frozen = new Market.Decomposition.ContractDecomposition
        {
            Contract = $"P-2-{_site.Month}", Version = 1, ContractVersion = 1, Rule = 1, Source = "test", Spans = [new(1, _site.Month.FirstDay, _site.Month.LastDay, Energy.FromMegawattHours(30))],
        };
        var (record, fact) = Contracts.DecompositionBook.ToRecord(frozen);
        Assert.Equal(RecordResult.Saved, await _site.Site.Records.SaveAsync([record], [fact], "li", default));
        Assert.Equal(30m, (await CalculateAsync()).Purchases.Single(purchase => purchase.Item == $"P-2-{_site.Month}").Energy.MegawattHours);
    }

    [Fact]
    public async Task What_is_approved_has_what_bids_bought_as_one_total_with_the_digest_of_its_lines()
    {
        await BidAsync();
        await DecideAsync("RES-1", 1, (1, 2.5m, 350m));
        var one = await CalculateAsync();
        var text = SettlementText.Of(one).Text;
        Assert.DoesNotContain(Event, text, StringComparison.Ordinal);
        var line = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"purchase {Event} | 2.5 | 875.00\n")));
        Assert.Contains($"\nbought by bids | 2.5 | 875.00 | sha-256 of 1 lines {line}\n", text, StringComparison.Ordinal);
        Assert.Contains($"\npurchase spot | 12.5 | 4999.88\n", text, StringComparison.Ordinal);

        // The same total of other auctions is another text.
        Assert.NotEqual(SettlementText.Of(one).Digest, SettlementText.Of(one with { Purchases = [.. one.Purchases.Select(purchase => purchase.OfBids == true ? purchase with { Item = "DA-X" } : purchase)] }).Digest);
    }

    [Fact]
    public async Task Who_may_not_read_bids_sees_one_total_of_what_they_bought()
    {
        await BidAsync();
        await DecideAsync("RES-1", 1, (1, 2.5m, 350m));
        var one = await CalculateAsync();
        var other = new PurchaseCost("DA-X", Energy.FromMegawattHours(1.5m), 300m) { OfBids = true };
        var line = new AccountLine(AccountDocument.TradeOf("DA-X"), 1, other.Energy, other.Amount);
        var ours = one.Lines.Single(own => own.Series == AccountDocument.TradeOf(Event));
        one = one with
        {
            Purchases = [.. one.Purchases, other],
            Lines = [.. one.Lines, line],
            Comparison = new("EAC-1", "A12", default, [new(line.Series, 1, line, line, LineFinding.Agreed), new(ours.Series, 1, ours, null, LineFinding.MissingThere)]),
        };
        var seen = one.WithoutBids();
        Assert.Equal(new PurchaseCost("bids", Energy.FromMegawattHours(4m), 1175m) { OfBids = true }, seen.Purchases.Single(static purchase => purchase.OfBids == true));
        Assert.Equal((one.Purchased, one.Purchases.Sum(static purchase => purchase.Amount)), (seen.Purchased, seen.Purchases.Sum(static purchase => purchase.Amount)));
        Assert.Equal([(4m, (decimal?)1175m)], seen.Lines.Where(static own => own.Series.StartsWith(AccountDocument.TradeOf("bids"), StringComparison.Ordinal)).Select(static own => (own.Energy.MegawattHours, own.Amount)));
        Assert.Equal((4m, 1.5m, LineFinding.MissingThere), seen.Comparison!.Lines.Select(static both => (both.Ours!.Energy.MegawattHours, both.Theirs!.Energy.MegawattHours, both.Finding)).Single());
        Assert.All(new[] { Event, "DA-X" }, name => Assert.DoesNotContain(name, Market.Json.MarketJson.Write(seen), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_result_in_another_currency_than_the_month_is_refused()
    {
        await BidAsync(currency: "EUR");
        await DecideAsync("RES-1", 1, (1, 2.5m, 350m));
        var problem = (await _site.Settlements.CalculateAsync(_site.Month, "li", default)).Problems.Single();
        Assert.Equal((SettlementProblems.WrongCurrency, Event), (problem.Code, problem.Where));
    }

    private decimal CostOf(StoredSettlement settlement) => settlement.Purchases.Single(purchase => purchase.Item == Event).Amount;

    private async Task<StoredSettlement> CalculateAsync() => Good(await _site.Settlements.CalculateAsync(_site.Month, "li", default));

    private async Task<IReadOnlyList<StoredBill>> BillsAsync(StoredSettlement settlement) => (await _site.Settlements.BillsAsync(_site.Month, settlement.Version, null, 100, default)).Bills;

    /// <summary>A bid for the first day of the month that left in time.</summary>
    private async Task BidAsync(string? number = null, string currency = "CNY", string pricing = "uniform", string? market = null, params (decimal Quantity, decimal Price)[] steps)
    {
        Good(await _site.Site.Get<MarketEventBook>().ImportAsync(
            BidSite.EventJson(Event, _site.Month.FirstDay, "2022-12-01T12:00:00Z").Replace("\"CNY\"", $"\"{currency}\",\"pricing\":\"{pricing}\"", StringComparison.Ordinal), "li", default));
        var entries = _site.Site.Get<BidEntries>();
        IReadOnlyList<BidStep> bid = steps.Length == 0 ? [new(Energy.FromMegawattHours(5), 400)] : [.. steps.Select(static step => new BidStep(Energy.FromMegawattHours(step.Quantity), step.Price))];
        Good(await entries.WriteAsync(number ?? Bid, market ?? Event, [new(1, bid)], "li", default));
        foreach (var action in (BidAction[])[BidAction.Propose, BidAction.Sign, BidAction.Submit])
            Good(await entries.StepAsync(number ?? Bid, null, action, "li", Checked.Good, default));
    }

    private Task DecideAsync(string document, int revision, params (int Position, decimal Energy, decimal? Price)[] results) => DecideAsync(document, revision, Bid, results);

    private async Task DecideAsync(string document, int revision, string bid, params (int Position, decimal Energy, decimal? Price)[] results)
    {
        IReadOnlyList<IntervalResult> given = [.. results.Select(static result => new IntervalResult(result.Position, Energy.FromMegawattHours(result.Energy), result.Price))];
        Good(await _site.Site.Get<BidEntries>().StepAsync(bid, null, BidAction.Decide, "hub", entry => Checked.Good(entry.With(given, document, revision, null)), default));
    }
}
