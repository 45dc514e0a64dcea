using System.Globalization;
using System.Text;
using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Identity.People;
using IntegrationHub.Lanes.Files;
using IntegrationHub.Lanes.Sending;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace IntegrationHub.Host.Bench.Portal;

/// <summary>One of everything that has a page of its own: documents of each outcome, a market event with a plan and a bid, a settled month, cases at a task.</summary>
internal sealed class PortalGoods(HubNode node, TimeProvider time)
{
    private const string Person = "bench";
    private const string Event = "BENCH-DA";
    private const string Bid = "BENCH-B-0001";

    private readonly CodedId _center = new(CenterFolder.CenterCode, "A01");

    /// <summary>Puts them into the books, through the same services that people use.</summary>
    public async Task StockAsync(CancellationToken cancellationToken)
    {
        var today = LocalDate.FromDateTime(time.GetUtcNow().UtcDateTime);
        var party = await RegisterAsync(cancellationToken);
        await SettleAsync(BillingMonth.Of(today.PlusMonths(-1)), cancellationToken);
        await ExchangeAsync(party, cancellationToken);
        await BidAsync(today.PlusDays(20), cancellationToken);
        var hands = new CaseHands(node.Services, time);
        await hands.StartAsync("contract-signing", "BENCH-R-0001", cancellationToken);
        var onboarding = await hands.StartAsync("customer-onboarding", "BENCH-0001", cancellationToken);
        await hands.AtAsync(onboarding, "register", cancellationToken);
        await TellCustomersAsync(today, cancellationToken);
        await AmendAsync(SettlementChapter.Sale, cancellationToken);
    }

    /// <summary>What goes to customers before anybody has released it, and what one of them turns to the retailer for.</summary>
    private async Task TellCustomersAsync(LocalDate today, CancellationToken cancellationToken)
    {
        OnboardingChapter.Must(await Get<ArticleBook>().DraftAsync(new Article("bench-news", 1, ArticleKind.Announcement, "zh", "冬季营业时间", "营业厅九点开门。", today), Person, cancellationToken));
        OnboardingChapter.Must(await Get<SurveyBook>().DraftAsync(new Survey("bench-survey", 1, "服务满意度", [new(SurveyQuestionKind.Scale, "对账单满意吗?", [])], today.PlusMonths(2)), [], Person, cancellationToken));
        var now = time.GetUtcNow();
        await Get<ServiceRequestBook>().OpenAsync(
            new StoredRequest(Guid.NewGuid(), Guid.CreateVersion7(now), "需求客户", new ServiceRequest("bench", ServiceTopic.Consultation, "请说明上月账单。"), now, now + TimeSpan.FromDays(5)), "customer:bench", cancellationToken);
    }

    /// <summary>Another version of a contract, which its author may still change, with a file.</summary>
    private async Task AmendAsync(string number, CancellationToken cancellationToken)
    {
        var first = (await Get<ContractBook>().FindAsync(number, 1, cancellationToken))!.Contract.Terms;
        OnboardingChapter.Must(await Get<ContractBook>().DraftAsync(
            ContractJson.Write(first with { Version = 2, Clauses = [.. first.Clauses, "green"] }), DemoPeople.All.First(static person => person.Role == Role.Sales).Name, cancellationToken));
        OnboardingChapter.Must(await Get<AttachmentBook>().AddAsync(number, "scan.txt", "paper"u8.ToArray(), Person, cancellationToken));
    }

    private async Task<Party> RegisterAsync(CancellationToken cancellationToken)
    {
        var refused = await node.Parties.SaveAsync(
            new Party
            {
                Id = new PartyId(Guid.CreateVersion7(time.GetUtcNow())), Name = CenterFolder.CenterName, DisplayName = "Trading center", Code = _center, Roles = [PartyRole.TradingCenter],
                Connection = PartyConnection.Files,
            },
            Person,
            cancellationToken);
        return refused.Count == 0 ? node.Parties.Current.FindByName(CenterFolder.CenterName)! : throw new InvalidOperationException($"The trading center was not registered: {refused[0].Text}");
    }

    private async Task ExchangeAsync(Party party, CancellationToken cancellationToken)
    {
        var self = node.Parties.Current.Self;
        var market = new MarketSetting(new PartyInRole(self.Code, "A08"), new PartyInRole(_center, "A11"), CenterFolder.Domain, DateTimeZoneProviders.Tzdb["Asia/Shanghai"]);
        var (now, inbox) = (time.GetUtcNow(), node.Services.GetRequiredService<FileInbox>());
        var prices = SampleDocuments.Publication(market, "BENCH-PRICES-2", 1, market.Day(now, 1), now);
        var broken = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(prices).Replace("<type>A44</type>", "<type>price list</type>", StringComparison.Ordinal));
        foreach (var document in new[] { SampleDocuments.Publication(market, "BENCH-PRICES-1", 1, market.Day(now, 1), now), broken, "<not-of-a-market/>"u8.ToArray() })
        {
            await inbox.ImportAsync(party, document, cancellationToken);
        }

        await node.Services.GetRequiredService<IDocumentSender>().SendAsync(
            party, SampleDocuments.ReserveBid(market, "BENCH-BID", 1, market.Day(now, 2), now), new SendOptions(Person), cancellationToken);
    }

    private async Task SettleAsync(BillingMonth month, CancellationToken cancellationToken)
    {
        await SettlementChapter.TakeOverAsync(node, month, cancellationToken);
        OnboardingChapter.Must(await Get<ReadingBook>().ImportAsync(SettlementChapter.Readings(month), ReadingSource.Meter, Person, cancellationToken));
        OnboardingChapter.Must(await Get<ReadingSubstitution>().FillAsync(month, Person, cancellationToken));
        OnboardingChapter.Must(await Get<SettlementBook>().CalculateAsync(month, Person, cancellationToken));
    }

    private async Task BidAsync(LocalDate day, CancellationToken cancellationToken)
    {
        var market = string.Create(CultureInfo.InvariantCulture, $$"""
            {"code":"{{Event}}","kind":"dayAhead","party":"{{CenterFolder.CenterName}}","area":"{{CenterFolder.Domain.Value}}","from":"{{day:uuuu-MM-dd}}","to":"{{day:uuuu-MM-dd}}","stepMinutes":60,
             "gateClosure":"{{time.GetUtcNow().AddHours(5):O}}","currency":"CNY","lowestPrice":0,"highestPrice":600,"priceTick":0.01,"quantityStep":0.1,"mostSteps":10,
             "source":{"province":"Guangdong","document":"rules of the simulated market","article":"1"} }
            """);
        const string Terms =
            """
            {"code":"BENCH","version":1,"validFrom":"2020-01-01","sellingPrice":420,"fees":2,"operatingCosts":5,"expectedDeviation":0.03,"deviationPrice":100,"targetProfit":10,
             "creditLimit":1000000,"creditUsed":0,"sure":0.6,"winShare":0.8,"source":"bench"}
            """;
        OnboardingChapter.Must(await Get<CustomerBook>().ImportAsync(
            string.Create(CultureInfo.InvariantCulture, $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry\nBENCH-D1,10kV,需求客户,500,{day.PlusMonths(-1):uuuu-MM-dd},yes,industry\n"), Person, cancellationToken));
        OnboardingChapter.Must(await Get<MarketEventBook>().ImportAsync(market, Person, cancellationToken));
        OnboardingChapter.Must(await Get<BidTermsBook>().ImportAsync(Terms, Person, cancellationToken));
        var load = string.Join(' ', Enumerable.Range(0, 24).Select(static hour => hour is >= 8 and < 20 ? "0.9" : "0.4"));
        var rows = (await Get<CustomerBook>().ListAsync(day, cancellationToken))
            .Select(account => string.Create(CultureInfo.InvariantCulture, $"{account.AccountNumber},{account.VoltageLevel},{day:uuuu-MM-dd},{load}\n"));
        OnboardingChapter.Must(await Get<DemandBook>().ImportAsync("accountNumber,voltageLevel,day,mwh\n" + string.Concat(rows), Person, cancellationToken));
        var plans = Get<BidPlanBook>();
        OnboardingChapter.Must(await plans.GapAsync(Event, "gap", Person, cancellationToken));
        OnboardingChapter.Must(await plans.CeilingAsync(Event, "ceiling", Person, cancellationToken));
        OnboardingChapter.Must(await plans.ProposeAsync(Event, Bid, Person, cancellationToken));
    }

    private T Get<T>()
        where T : notnull => node.Services.GetRequiredService<T>();
}
