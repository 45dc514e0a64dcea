using System.Globalization;
using System.Text;
using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.Absences;
using IntegrationHub.Retail.Processes.Comments;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Retail.Tracking;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Values;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace IntegrationHub.Acceptance.Tests.Secrets;

/// <summary>The retailer's work of a month with something planted in every field: customers, contracts, a bid, a settlement, what crosses to the customers' side.</summary>
internal sealed class BooksPlanting(RunningMarket market, Marks marks)
{
    private const string Account = "A417395162B";
    private const string Contract = "R-SECRETS-1";
    private const string Market = "SECRETS-DA";
    private const string Bid = "B-SECRETS-1";
    private static readonly string Login = Marks.OpenText("login");
    private static readonly string Customer = Marks.Text("customer");
    private static readonly CustomerContact Contact = new(Marks.Text("contact"), Marks.Phone(1));

    private readonly LocalDate _begins = LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).With(DateAdjusters.StartOfMonth).PlusMonths(2);
    private readonly CaseHands _hands = new(market.Hub.Services, TimeProvider.System);

    public async Task WorkAsync()
    {
        await CustomersAsync();
        await OnboardAsync();
        await SignContractAsync();
        await SettleAsync();
        await BidAsync();
        await TrackAsync();
        await CrossAsync();
        await RefusedAsync();
    }

    private async Task CustomersAsync()
    {
        Good(await Get<CustomerBook>().ImportAsync(
            $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,contactName,contactPhone\n{Account},10kV,{Customer},417395162,{_begins:uuuu-MM-dd},yes,{Marks.Text("industry")},{Contact.Name},{Contact.Phone}\n", "otto", default));
        Good(await Get<ContactChanges>().ConfirmAsync(Customer, Contact, Marks.Text("papers"), "anna", default));
        var other = Contact with { Phone = Marks.Phone(2) };
        Good(await Get<ContactChanges>().AddAsync(Customer, other, "otto", default));
        Good(await Get<ContactChanges>().WithdrawAsync(Customer, other, Marks.Text("withdrawn"), "otto", default));
        Good(await Get<PackageBook>().ImportAsync(
            string.Create(CultureInfo.InvariantCulture, $$$"""{"code":"SECRETS-FIX","version":1,"names":{"en":"{{{Marks.Text("package")}}}"},"currency":"CNY","validFrom":"2020-01-01","price":{"kind":"fixed","price":{{{Marks.Price}}}}}"""), "otto", default));
        var template = TemplateBook.Shipped.First(static one => one.Code == "retail-zh");
        Good(await Get<TemplateBook>().ImportAsync(ContractJson.Write(template with { Code = "SECRETS", Version = 1 }), "otto", default));
    }

    private async Task OnboardAsync()
    {
        var id = await _hands.StartAsync("customer-onboarding", "N-SECRETS-1", default);
        await DemoParameters.EnterAsync(market.Hub.Services, default);
        await _hands.DoAsync(id, "register", "otto", $$"""{"customer": "{{Customer}}", "accounts": 1, "annualMwh": 1200, "begins": "{{_begins:uuuu-MM-dd}}"}""", default);
        await _hands.DoAsync(id, "documents", "anna", $$"""{"decision": "approve", "note": "{{Marks.Text("note")}}"}""", default);
        await _hands.AtAsync(id, "answer", default);
        var (consents, session) = (Get<CustomerConsents>(), ConsentCode.MakeSession());
        Good(await consents.AskForOnboardingAsync(Customer, _begins, session, Contact.Phone, default));
        Good(await consents.AgreeToOnboardingAsync(Customer, _begins, session, Code(), default));
        await _hands.EndAsync(id, default);
    }

    private async Task SignContractAsync()
    {
        Good(await Get<ContractBook>().DraftAsync(Terms(), "otto", default));
        Good(await Get<AttachmentBook>().AddAsync(Contract, "scan.txt", Encoding.UTF8.GetBytes(Marks.Text("attachment")), "otto", default));
        var id = await _hands.StartAsync("contract-signing", Contract, default);
        await _hands.DoAsync(id, "draft", "otto", $$"""{"contract": "{{Contract}}", "version": 1, "offerDays": 14}""", default);
        var actor = (await Get<IActorDirectory>().FindAsync("anna", default))!;
        Assert.Empty((await Get<CaseComments>().SayAsync(actor, id, null, Marks.Text("comment"), default)).Findings);
        await _hands.DoAsync(id, "legalReview", "anna", """{"decision": "approve"}""", default);
        await _hands.DoAsync(id, "riskReview", "bert", """{"decision": "approve"}""", default);
        await _hands.AtAsync(id, "answer", default);
        var (consents, session) = (Get<CustomerConsents>(), ConsentCode.MakeSession());
        Good(await consents.AskForContractAsync(Contract, session, Contact.Phone, default));
        Good(await consents.AgreeToContractAsync(Contract, session, Code(), default));
        var offered = (await Get<ContractBook>().FindAsync(Contract, 1, default))!;
        await _hands.DoAsync(id, "companySignature", "bert", $$"""{"digest": "{{offered.Contract.Digest}}"}""", default);
        await _hands.EndAsync(id, default);
        Assert.Equal(ContractState.InForce, (await Get<ContractBook>().FindAsync(Contract, 1, default))!.Contract.State);
    }

    /// <summary>The month of the demo, whose names and amounts are looked for as they come to be.</summary>
    private async Task SettleAsync()
    {
        var month = BillingMonth.Of(LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusMonths(-1));
        await SettlementChapter.TakeOverAsync(market.Hub, month, default);
        Good(await Get<ReadingBook>().ImportAsync(SettlementChapter.Readings(month), ReadingSource.Meter, "otto", default));
        foreach (var name in new[] { "北山机械厂", "DEMO-S1", "DEMO-S2" })
            marks.Add(name);

        var id = await _hands.StartAsync("settlement-submission", month.ToString(), ContextValue.Of(("month", Value.Of(month.ToString()))), default);
        await _hands.DoAsync(id, "substitute", "anna", """{"action": "substitute"}""", default);
        await _hands.DoAsync(id, "review", "anna", $$"""{"decision": "ok", "note": "{{Marks.Text("review")}}"}""", default);
        await _hands.DoAsync(id, "approve", "bert", """{"decision": "approve"}""", default);
        await _hands.DoAsync(id, "argue", "anna", $$"""{"claim": "{{Marks.Text("claim")}}"}""", default);
        await _hands.EndAsync(id, default);
        var settled = (await Get<SettlementBook>().FindAsync(month, null, default))!;
        foreach (var amount in new[] { settled.Billed, settled.Profit, settled.Cost }.Where(static amount => Math.Abs(amount) >= 10_000 && amount % 1 != 0))
            marks.Add(amount);

        foreach (var account in new[] { "DEMO-S1", "DEMO-S2" })
            marks.Add((await Get<SettlementBook>().BillAsync(account, "10kV", month, settled.Version, default))!.Bill.Total);
    }

    private async Task BidAsync()
    {
        var day = LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusDays(3);
        var json = string.Create(CultureInfo.InvariantCulture, $$"""
            {"code":"{{Market}}","kind":"dayAhead","party":"{{CenterFolder.CenterName}}","area":"{{CenterFolder.Domain.Value}}","from":"{{day:uuuu-MM-dd}}","to":"{{day:uuuu-MM-dd}}","stepMinutes":60,
             "gateClosure":"{{TimeProvider.System.GetUtcNow().AddHours(4):O}}","currency":"CNY","lowestPrice":0,"highestPrice":600,"priceTick":0.01,"quantityStep":0.1,"mostSteps":10,
             "source":{"province":"Guangdong","document":"rules of the simulated market","article":"1"} }
            """);
        Good(await Get<MarketEventBook>().ImportAsync(json, "anna", default));
        Good(await Get<BidTermsBook>().ImportAsync(
            string.Create(CultureInfo.InvariantCulture, $$"""
            {"code":"SECRETS","version":1,"validFrom":"2020-01-01","sellingPrice":{{Marks.Price}},"fees":5,"operatingCosts":10,"expectedDeviation":0.05,"deviationPrice":100,"targetProfit":20,
             "creditLimit":417395162,"creditUsed":0,"sure":0.5,"winShare":0.8,"source":"{{Marks.Text("terms")}}"}
            """),
            "anna", default));
        var csv = new StringBuilder("accountNumber,voltageLevel,day,mwh\n");
        csv.Append(CultureInfo.InvariantCulture, $"{Account},10kV,{_begins:uuuu-MM-dd},{string.Join(' ', Enumerable.Repeat(Marks.MegawattHours, 24))}\n");
        foreach (var account in (await Get<CustomerBook>().ListAsync(day, default)))
            csv.Append(CultureInfo.InvariantCulture, $"{account.AccountNumber},{account.VoltageLevel},{day:uuuu-MM-dd},{string.Join(' ', Enumerable.Repeat(17.3951m, 24))}\n");

        // Somebody has to be served on the day of the market.
        Good(await Get<CustomerBook>().ImportAsync($"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible\nC417395162D,10kV,{Marks.Text("buyer")},417395162,{day.With(DateAdjusters.StartOfMonth):uuuu-MM-dd},yes\n", "anna", default));
        csv.Append(CultureInfo.InvariantCulture, $"C417395162D,10kV,{day:uuuu-MM-dd},{string.Join(' ', Enumerable.Repeat(17.3951m, 24))}\n");
        Good(await Get<DemandBook>().ImportAsync(csv.ToString(), "anna", default));

        var gate = (await Get<MarketEventBook>().FindAsync(Market, default))!.GateClosure;
        var id = await _hands.StartAsync("bid-submission", Market, ContextValue.Of(("event", Value.Of(Market)), ("gateClosure", Value.Of(gate))), default);
        await _hands.AtAsync(id, "propose", default);
        var bid = Good(await Get<BidPlanBook>().ProposeAsync(Market, Bid, "anna", default));
        await _hands.DoAsync(id, "propose", "anna", $$"""{"bid": "{{Bid}}", "comment": "{{Marks.Text("bid-comment")}}"}""", default);
        await _hands.DoAsync(id, "approve", "bert", """{"decision": "approve"}""", default);
        await _hands.EndAsync(id, default);
        Assert.Equal("Reconciled", BidState(bid.Number));

        // What the ceiling came to, as the document says it.
        foreach (var step in bid.Intervals.SelectMany(static interval => interval.Steps))
            marks.Add(string.Create(CultureInfo.InvariantCulture, $"<price.amount>{step.Price}"));
    }

    /// <summary>A contract under delivery in the month that is watched, by what it is judged, and its customer's calendar.</summary>
    private async Task TrackAsync()
    {
        var watch = Get<DeliveryWatch>();
        var month = DeliveryWatch.MonthOn(watch.Today);
        var tracked = Marks.Text("tracked");
        Good(await Get<CustomerBook>().ImportAsync($"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible\nC417395162T,10kV,{tracked},417395162,{month.FirstDay:uuuu-MM-dd},yes\n", "otto", default));
        Good(await Get<LoadCalendarBook>().ImportAsync(
            $"accountNumber,voltageLevel,from,to,kind,share,note\nC417395162T,10kV,{_begins:uuuu-MM-dd},{_begins.PlusDays(1):uuuu-MM-dd},maintenance,0.5,{Marks.Text("calendar")}\n", "otto", default));
        Good(await Get<TrackingTermsBook>().ImportAsync(
            string.Create(CultureInfo.InvariantCulture, $$"""
            {"version":1,"currency":"CNY","rules":[{"value":{"deviation":{"bandOver":0.02,"bandUnder":0.02,"coefficientOver":1,"coefficientUnder":1,"rounding":{"decimals":2,"mode":"awayFromZero"} },
             "deviationPrice":100,"warnAt":0.7,"daysNeeded":5,"daysWithoutReadings":3,"marketPrice":{{Marks.Price}},"priceMove":10,"contractCreditLimit":417395162,"poolCreditLimit":417395162,"unpaidMonths":1},
             "validFrom":"2020-01-01","validTo":null,"source":{"province":"Guangdong","document":"{{Marks.Text("tracking")}}","article":"1","checkedOn":null} }]}
            """),
            "otto", default));
        var terms = ContractJson.ReadTerms(Terms()).Required with
        {
            MRid = "R-SECRETS-2", Buyer = new("C-417395162", "NCN", tracked), ValidFrom = month.FirstDay, ValidTo = month.LastDay, Months = new Dictionary<BillingMonth, decimal> { [month] = 1 }, Accounts = [new("C417395162T", "10kV")],
        };
        var record = new BusinessRecord(
            RecordKind.Contract, terms.MRid, 1, nameof(ContractState.InForce), month.FirstDay.ToDateOnly(), month.LastDay.ToDateOnly(), MarketJson.WriteUtf8(new StoredContract(new ContractLife(terms, ContractState.InForce, "otto"))));
        Assert.Equal(RecordResult.Saved, await Get<IBusinessRecords>().SaveAsync([record], [], "otto", default));
        await watch.LookAsync("otto", default);
        Assert.Equal(tracked, (await Get<DeliveryBook>().FindAsync(terms.MRid, month, default))?.Customer);
    }

    private async Task CrossAsync()
    {
        const string Password = "orchard-417395162-lantern-tide";
        Good(await Get<LoginBook>().AddAsync(Login, Customer, Marks.Text("display"), Marks.Phone(3), Password, "otto", default));
        Good(await Get<ArticleBook>().DraftAsync(new Article("secrets", 1, ArticleKind.Announcement, "en", "Planned", "Nothing happens.", _begins), "otto", default));
        Good(await Get<ArticleBook>().ReleaseAsync("secrets", "anna", default));
        Assert.Empty((await Get<AbsenceDesk>().EnterAsync((await Get<IActorDirectory>().FindAsync("otto", default))!, "otto", "anna", _begins.ToDateOnly(), _begins.PlusDays(1).ToDateOnly(), default)).Findings);

        var subject = (await Get<LoginBook>().FindAsync(Login, default))!.Login.Customer;
        var crossings = Get<ICustomerCrossings>();
        await UntilAsync(async () => (await crossings.ReadOwnPublicationsAsync(RetailerId.Default, CustomerLogin.SubjectOf(Login), 0, 10, default)).Count > 0, "the login has crossed");
        var request = Guid.NewGuid();
        Assert.Empty(await crossings.RequestAsync(
            RetailerId.Default, subject,
            new CrossingItem(request, subject, CrossingKinds.Service, CrossingKinds.Version, MarketJson.Write(new ServiceRequest(Login, ServiceTopic.Complaint, Marks.Text("request"))), TimeProvider.System.GetUtcNow()), default));
        await UntilAsync(async () => (await Get<ServiceRequestBook>().ListAsync(openOnly: true, default)).Any(one => one.Id == request), "the request has crossed");
        Good(await Get<ServiceRequestDesk>().AnswerAsync(request, Marks.Text("answer"), (await Get<IActorDirectory>().FindAsync("otto", default))!, default));
        await _hands.DoAsync(ServiceRequestDesk.CaseOf(request), "approve", "anna", """{"decision": "approve"}""", default);
        var survey = Good(await Get<SurveyBook>().DraftAsync(new Survey("secrets", 1, "Planned", [new(SurveyQuestionKind.Text, Marks.Text("question"), [])], new(2099, 12, 31)), [Customer], "otto", default));
        Good(await Get<SurveyBook>().ReleaseAsync("secrets", survey.Digest(), "anna", default));
        Assert.Empty(await crossings.RequestAsync(
            RetailerId.Default, subject,
            new CrossingItem(Guid.NewGuid(), subject, CrossingKinds.SurveyAnswer, CrossingKinds.Version, MarketJson.Write(new SurveyAnswers(Login, "secrets", 1, [Marks.Text("survey-answer")])), TimeProvider.System.GetUtcNow()), default));
        await UntilAsync(async () => (await Get<SurveyBook>().AnswersAsync(survey, default)).Count > 0, "the survey was answered");
        Good(await Get<SubscriptionBook>().ChooseAsync(Login, SubscriptionChoices.Usual with { EndingDays = 7 }, default));
        await Get<CustomerShelves>().PublishAsync(withFigures: true, default);
        await UntilAsync(
            async () => (await crossings.ReadOwnPublicationsAsync(RetailerId.Default, subject, 0, 100, default)).Select(static one => one.Item.Kind).ToHashSet().IsSupersetOf([CrossingKinds.Contract, CrossingKinds.Answer]), "contract and answer have crossed");
    }

    /// <summary>What was refused is told to whoever handed it in, and stays nowhere.</summary>
    private async Task RefusedAsync()
    {
        var (row, number) = (Marks.Text("bad-row"), Marks.Phone(9));
        Bad(await Get<CustomerBook>().ImportAsync($"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,contactName,contactPhone\n{row},10kV,{row},{row},{row},{row},{row},{number}-{row}\n", "otto", default));
        Bad(await Get<ReadingBook>().ImportAsync($"accountNumber,voltageLevel,day,kwh\n{row},10kV,2026-07-03,{Marks.KilowattHours}\n", ReadingSource.Meter, "otto", default));
        Bad(await Get<DemandBook>().ImportAsync($"accountNumber,voltageLevel,day,mwh\n{row},10kV,{row},1\n", "otto", default));
        Bad(await Get<PackageBook>().ImportAsync($$"""{"code":"{{row}}","version":"{{row}}"}""", "otto", default));
        Bad(await Get<ContractBook>().DraftAsync(Terms().Replace("\"CNY\"", $"\"{row}\"", StringComparison.Ordinal), "otto", default));
        Bad(await Get<MarketEventBook>().ImportAsync($$"""{"code":"{{row}}"}""", "otto", default));
        Bad(await Get<BidTermsBook>().ImportAsync($$"""{"code":"{{row}}","sellingPrice":"{{row}}"}""", "otto", default));
        Bad(await Get<BasisBook>().ImportAsync($$"""{"month":"{{row}}"}""", "otto", default));
        Bad(await Get<LoginBook>().AddAsync(row, row, row, row, row, "otto", default));
    }

    private string Terms() => ContractJson.Write(new ContractTerms
    {
        MRid = Contract, Version = 1, Kind = ContractKind.Retail, Type = "A03", Seller = new(market.Hub.Parties.Current.Self.Code.Value, "A01", "星河售电有限公司"), Buyer = new(Account, "NCN", Customer),
        ValidFrom = _begins, ValidTo = _begins.PlusMonths(1).PlusDays(-1), Quantity = Energy.FromMegawattHours(Marks.MegawattHours), Months = new Dictionary<BillingMonth, decimal> { [BillingMonth.Of(_begins)] = 1 },
        Accounts = [new(Account, "10kV")], Currency = "CNY", Package = "SECRETS-FIX", PackageVersion = 1, SettlementMethod = "monthly", Template = "SECRETS", TemplateVersion = 1,
    });

    private string BidState(string number) => Get<BidEntries>().FindAsync(number, null, default).GetAwaiter().GetResult()!.State.ToString();

    /// <summary>The digits of the newest message to the contact.</summary>
    private string Code() => SmsOutbox.Read(PeopleOfNode.OutboxFile(Get<DataFolder>())).Last(static message => message.Phone == Contact.Phone).Text[..ConsentCode.Digits];

    private T Get<T>()
        where T : notnull => market.Hub.Services.GetRequiredService<T>();

    private static T Good<T>(Checked<T> result)
        where T : class
    {
        Assert.Empty(result.Problems);
        return result.Value!;
    }

    private static void Bad<T>(Checked<T> result)
        where T : class => Assert.NotEmpty(result.Problems);

    private static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        var deadline = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(90);
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"It never came to this: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }
}
