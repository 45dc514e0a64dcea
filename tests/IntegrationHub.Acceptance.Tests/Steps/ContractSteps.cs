using IntegrationHub.Acceptance.Tests.Gherkin;
using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Node;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.Consents;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace IntegrationHub.Acceptance.Tests.Steps;

/// <summary>The customer and the contract of a scenario; names are new for every one.</summary>
public sealed class CurrentContract
{
    private static int _last;

    private readonly int _number = Interlocked.Increment(ref _last);

    public string Account => $"ACC-{_number}";

    public string Customer => $"东方纺织厂 {_number}";

    public string Number => $"ACC-R-{_number}";

    public string Phone => $"+861380001{_number:0000}";

    public string Digest { get; set; } = "";

    public Guid Onboarding { get; set; }

    public Guid Signing { get; set; }
}

[Binding]
internal sealed class ContractSteps(MarketFixture fixture, CurrentContract current)
{
    /// <summary>Far enough ahead for every gate.</summary>
    private static LocalDate Begins { get; } = LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).With(DateAdjusters.StartOfMonth).PlusMonths(2);

    [Given("a new customer with a metering account")]
    [Given("有一位带计量户的新客户")]
    public async Task ImportAsync()
    {
        Good(await (await GetAsync<CustomerBook>()).ImportAsync(
            $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,contactName,contactPhone\n{current.Account},10kV,{current.Customer},500,{Begins:uuuu-MM-dd},yes,textile,陈经理,{current.Phone}\n", "otto", default));
        // A number counts when a second person found it in the customer's papers.
        Good(await (await GetAsync<ContactChanges>()).ConfirmAsync(current.Customer, new("陈经理", current.Phone), "signed papers", "anna", default));
    }

    [When("sales registers the customer and the back office approves its papers")]
    public async Task RegisterAsync()
    {
        var hands = await HandsAsync();
        Good(await (await GetAsync<ParameterBook>()).ImportAsync(DemoParameters.Json, "otto", default));
        current.Onboarding = await hands.StartAsync("customer-onboarding", current.Account, default);
        await hands.DoAsync(current.Onboarding, "register", "otto", $$"""{"customer": "{{current.Customer}}", "accounts": 1, "annualMwh": 1200, "begins": "{{Begins:uuuu-MM-dd}}"}""", default);
        await hands.DoAsync(current.Onboarding, "documents", "anna", """{"decision": "approve"}""", default);
        await hands.AtAsync(current.Onboarding, "answer", default);
    }

    [When("the customer agrees to be supplied with the code from the text message")]
    public async Task AgreeToSupplyAsync()
    {
        var (consents, session) = (await GetAsync<CustomerConsents>(), ConsentCode.MakeSession());
        Good(await consents.AskForOnboardingAsync(current.Customer, Begins, session, current.Phone, default));
        Good(await consents.AgreeToOnboardingAsync(current.Customer, Begins, session, await CodeAsync(), default));
    }

    [Then("the customer is onboarded")]
    public async Task ThenOnboardedAsync()
    {
        var hands = await HandsAsync();
        await hands.EndAsync(current.Onboarding, default);
        Assert.Equal("onboarded", await hands.EndOfAsync(current.Onboarding, default));
    }

    [When("a contract for the customer is drafted and approved by two others")]
    [When("起草客户合同并由另外两人审核通过")]
    public async Task OfferAsync()
    {
        Good(await (await GetAsync<PackageBook>()).ImportAsync(
            """{"code":"ACC-FIX","version":1,"names":{"en":"Fixed"},"currency":"CNY","validFrom":"2026-01-01","price":{"kind":"fixed","price":420}}""", "otto", default));
        Good(await (await GetAsync<ContractBook>()).DraftAsync(await TermsAsync(), "otto", default));
        var hands = await HandsAsync();
        current.Signing = await hands.StartAsync("contract-signing", current.Number, default);
        await hands.DoAsync(current.Signing, "draft", "otto", $$"""{"contract": "{{current.Number}}", "version": 1, "offerDays": 14}""", default);
        await hands.DoAsync(current.Signing, "legalReview", "anna", """{"decision": "approve"}""", default);
        await hands.DoAsync(current.Signing, "riskReview", "bert", """{"decision": "approve"}""", default);
        await hands.AtAsync(current.Signing, "answer", default);
        current.Digest = (await ContractAsync()).Digest!;
    }

    [When("the customer agrees to the contract with the code from the text message")]
    [When("客户用短信验证码同意合同")]
    public async Task AgreeAsync()
    {
        var (consents, session) = (await GetAsync<CustomerConsents>(), ConsentCode.MakeSession());
        Good(await consents.AskForContractAsync(current.Number, session, current.Phone, default));
        Good(await consents.AgreeToContractAsync(current.Number, session, await CodeAsync(), default));
    }

    [When("the customer declines the contract")]
    public async Task DeclineAsync() => Good(await (await GetAsync<CustomerConsents>()).AnswerContractAsync(current.Number, ConsentAnswer.Declined, "too dear", "otto", default));

    [When("a signatory signs for the company")]
    [When("签字人代表公司签署")]
    public Task SignAsync() => SignAsync(current.Digest);

    [When("a signatory signs another text")]
    public Task SignAnotherAsync() => SignAsync(new string('0', 64));

    [Then("the trading center received the contract once")]
    [Then("交易中心只收到一次合同")]
    public async Task ThenReceivedOnceAsync()
    {
        await (await HandsAsync()).EndAsync(current.Signing, default);
        var filing = Assert.Single(await (await GetAsync<FilingBook>()).ListAsync(current.Number, default));

        // A hub that was killed before it knew the answer asks again; the trading center knows the repetition as one.
        Assert.Single(await (await fixture.StartedAsync()).CenterRecords.AllAsync(Direction.In, filing.MRid), static one => one.State != "Repeated");
    }

    [Then("the contract is in force")]
    [Then("合同生效")]
    public Task ThenInForceAsync() => ThenAsync(ContractState.InForce, "inForce");

    [Then("the contract is declined")]
    public Task ThenDeclinedAsync() => ThenAsync(ContractState.Declined, "declinedEnd");

    [Then("the contract is a draft again")]
    public async Task ThenDraftAsync()
    {
        await (await HandsAsync()).AtAsync(current.Signing, "draft", default);
        Assert.Equal(ContractState.Draft, (await ContractAsync()).State);
        Assert.Empty(await (await GetAsync<SignatureBook>()).ListAsync(current.Number, default));
    }

    [Then("nothing of the contract was filed")]
    public async Task ThenNothingFiledAsync() => Assert.Empty(await (await GetAsync<FilingBook>()).ListAsync(current.Number, default));

    [Then("its signature is that of the hub for the signatory")]
    public async Task ThenSignedAsync()
    {
        var signature = Assert.Single(await (await GetAsync<SignatureBook>()).ListAsync(current.Number, default));
        var book = await GetAsync<ContractBook>();
        var text = (await book.TextAsync((await book.FindAsync(current.Number, 1, default))!, default)).Required;
        var trust = (await GetAsync<NodeKeys>()).Trust;
        var verdict = new CmsVerifier(CmsPolicy.Trusting(trust)).VerifyDetached(signature.Cms, text.ToBytes(), TimeProvider.System.GetUtcNow());
        Assert.Empty(verdict.Refusals);
        Assert.Equal(("bert", "bert"), (signature.Person, ClaimedSigner.Of(signature.Cms)));
    }

    private async Task SignAsync(string digest) => await (await HandsAsync()).DoAsync(current.Signing, "companySignature", "bert", $$"""{"digest": "{{digest}}"}""", default);

    private async Task ThenAsync(ContractState state, string end)
    {
        var hands = await HandsAsync();
        await hands.EndAsync(current.Signing, default);
        Assert.Equal((end, state), (await hands.EndOfAsync(current.Signing, default), (await ContractAsync()).State));
    }

    private async Task<ContractLife> ContractAsync() => (await (await GetAsync<ContractBook>()).FindAsync(current.Number, 1, default))!.Contract;

    private async Task<string> CodeAsync() =>
        SmsOutbox.Read(PeopleOfNode.OutboxFile(await GetAsync<DataFolder>())).Last(message => message.Phone == current.Phone).Text[..ConsentCode.Digits];

    private async Task<CaseHands> HandsAsync() => new((await fixture.StartedAsync()).Hub.Services, TimeProvider.System);

    private async Task<T> GetAsync<T>()
        where T : notnull => (await fixture.StartedAsync()).Hub.Services.GetRequiredService<T>();

    private async Task<string> TermsAsync()
    {
        var self = (await fixture.StartedAsync()).Hub.Parties.Current.Self;
        return ContractJson.Write(new ContractTerms
        {
            MRid = current.Number,
            Version = 1,
            Kind = ContractKind.Retail,
            Type = "A03",
            Seller = new(self.Code.Value, "A01", "星河售电有限公司"),
            Buyer = new(current.Account, "NCN", current.Customer),
            ValidFrom = Begins,
            ValidTo = Begins.PlusMonths(1).PlusDays(-1),
            Quantity = IntegrationHub.Market.Quantities.Energy.FromMegawattHours(100),
            Months = new Dictionary<IntegrationHub.Market.Time.BillingMonth, decimal> { [IntegrationHub.Market.Time.BillingMonth.Of(Begins)] = 1 },
            Accounts = [new(current.Account, "10kV")],
            Currency = "CNY",
            Package = "ACC-FIX",
            PackageVersion = 1,
            SettlementMethod = "monthly",
            Template = "retail-zh",
            TemplateVersion = 1,
        });
    }

    private static void Good<T>(Checked<T> result)
        where T : class => Assert.Empty(result.Problems);
}
