using System.Text;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Processes.Customers;
using IntegrationHub.Retail.Records;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests.Processes;

/// <summary>The customer's code: for one text and one session, once, for ten minutes, in five tries.</summary>
[Collection(RetailTests.Name)]
public sealed class ConsentTests(RetailSite site) : IDisposable
{
    private readonly CaseStage _stage = new(site);

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task The_message_names_the_contract_and_stays_one_message()
    {
        var (_, terms, _) = await _stage.OfferedAsync();
        await AskAsync(terms);

        Assert.Contains(terms.MRid, _stage.Messages[^1], StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(ConsentTexts.Message(ConsentSubject.Contract, new string('R', ContractRules.LongestNumber), "123456")), 1, 140);
        Assert.InRange(Encoding.UTF8.GetByteCount(ConsentTexts.Message(ConsentSubject.Onboarding, "", "123456")), 1, 140);
    }

    [Fact]
    public async Task An_agreement_is_sealed_by_the_hub_and_says_to_what()
    {
        var (_, terms, digest) = await _stage.AgreedAsync();

        var consent = Assert.Single(await new ConsentBook(site.Records).ListAsync(terms.MRid, default)).Consent;
        var verdict = new CmsVerifier(CmsPolicy.Trusting(_stage.Keys.Trust)).VerifyAttached(consent.Sealed, _stage.Clock.Now);
        Assert.Empty(verdict.Refusals);
        var statement = Encoding.UTF8.GetString(CmsDocument.TryRead(consent.Sealed)!.Content!);
        Assert.Contains($"digest: {digest}\n", statement, StringComparison.Ordinal);
        Assert.Contains($"name: {terms.MRid}/1\n", statement, StringComparison.Ordinal);
        Assert.DoesNotContain(CaseStage.Phone, statement, StringComparison.Ordinal);
        Assert.DoesNotContain(CaseStage.Session, statement, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_code_nor_session_is_stored()
    {
        var (_, terms, _) = await _stage.OfferedAsync();
        await AskAsync(terms);

        var stored = Encoding.UTF8.GetString((await site.Records.FindAsync(RecordKind.Consent, terms.MRid, null, default))!.Body.Span);
        Assert.DoesNotContain($"\"{_stage.LastCode}\"", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(CaseStage.Session, stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_right_code_in_another_session_is_a_wrong_one()
    {
        var (_, terms, _) = await _stage.OfferedAsync();
        await AskAsync(terms);

        Assert.Equal(ConsentProblems.Wrong, await RefusedAsync(terms, "another session here", _stage.LastCode));
        Assert.Equal(ContractState.Offered, (await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.State);
    }

    [Fact]
    public async Task After_five_wrong_entries_the_right_code_is_worth_nothing()
    {
        var (_, terms, _) = await _stage.OfferedAsync();
        await AskAsync(terms);
        var wrong = _stage.LastCode == "000000" ? "000001" : "000000";
        for (var i = 0; i < ConsentCode.MostTries; i++)
            Assert.Equal(ConsentProblems.Wrong, await RefusedAsync(terms, CaseStage.Session, wrong));

        Assert.Equal(ConsentProblems.Used, await RefusedAsync(terms, CaseStage.Session, _stage.LastCode));
        Assert.Equal(ContractState.Offered, (await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.State);
    }

    [Fact]
    public async Task Every_entry_is_counted_before_it_is_judged()
    {
        var (_, terms, _) = await _stage.AgreedAsync();

        Assert.Equal(1, Assert.Single(await new ConsentBook(site.Records).ListAsync(terms.MRid, default)).Consent.Tries);
    }

    [Fact]
    public async Task Of_entries_at_once_none_is_free()
    {
        var (_, terms, _) = await _stage.OfferedAsync();
        await AskAsync(terms);
        var wrong = _stage.LastCode == "000000" ? "000001" : "000000";

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => RefusedAsync(terms, CaseStage.Session, wrong)));

        Assert.Equal(answers.Count(static code => code == ConsentProblems.Wrong), Assert.Single(await new ConsentBook(site.Records).ListAsync(terms.MRid, default)).Consent.Tries);
        Assert.InRange(answers.Count(static code => code == ConsentProblems.Wrong), 1, ConsentCode.MostTries);
    }

    [Fact]
    public async Task Words_are_no_agreement()
    {
        var (_, terms, _) = await _stage.OfferedAsync();

        Assert.Equal(ConsentProblems.Answer, (await _stage.Consents.AnswerContractAsync(terms.MRid, ConsentAnswer.Agreed, "yes", "li", default)).Problems.Single().Code);
        Assert.Empty(await new ConsentBook(site.Records).ListAsync(terms.MRid, default));
    }

    [Fact]
    public async Task A_code_ends_after_ten_minutes_to_the_second()
    {
        var (_, terms, _) = await _stage.OfferedAsync();
        await AskAsync(terms);

        _stage.Clock.Now += ConsentCode.Lifetime;
        Assert.Equal(ConsentProblems.Expired, await RefusedAsync(terms, CaseStage.Session, _stage.LastCode));
        _stage.Clock.Now -= TimeSpan.FromSeconds(1);
        Good(await _stage.Consents.AgreeToContractAsync(terms.MRid, CaseStage.Session, _stage.LastCode, default));
    }

    [Fact]
    public async Task What_somebody_of_the_company_enters_for_the_customer_is_logged_with_who_entered_it()
    {
        var (_, terms, _) = await _stage.OfferedAsync();
        await AskAsync(terms);
        var wrong = _stage.LastCode == "000000" ? "111111" : "000000";
        Assert.Equal(ConsentProblems.Wrong, (await _stage.Consents.AgreeToContractAsync(terms.MRid, CaseStage.Session, wrong, default, "otto")).Problems.Single().Code);
        Good(await _stage.Consents.AgreeToContractAsync(terms.MRid, CaseStage.Session, _stage.LastCode, default, "otto"));
        foreach (var kind in new[] { "consent.code-wrong", "contract.agree" })
        {
            var item = Assert.Single(await site.EventsAsync(kind), item => item.Data.Contains($"\"{terms.MRid}", StringComparison.Ordinal));
            Assert.Equal(("customer", true), (item.Actor, item.Data.Contains("\"enteredBy\":\"otto\"", StringComparison.Ordinal)));
        }

        // What the customer enters says nobody else.
        var (_, own, _) = await _stage.AgreedAsync();
        Assert.DoesNotContain("enteredBy", Assert.Single(await site.EventsAsync("contract.agree"), item => item.Data.Contains($"\"{own.MRid}\"", StringComparison.Ordinal)).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_code_takes_the_place_of_the_one_before()
    {
        var (_, terms, _) = await _stage.OfferedAsync();
        await AskAsync(terms);
        var first = _stage.LastCode;
        await AskAsync(terms);
        Assert.True(first == _stage.LastCode || await RefusedAsync(terms, CaseStage.Session, first) == ConsentProblems.Wrong);
        Good(await _stage.Consents.AgreeToContractAsync(terms.MRid, CaseStage.Session, _stage.LastCode, default));
    }

    [Fact]
    public async Task Entered_twice_it_is_one_agreement_and_entered_otherwise_nothing()
    {
        var (id, terms, _) = await _stage.AgreedAsync();

        var again = Good(await _stage.Consents.AgreeToContractAsync(terms.MRid, CaseStage.Session, _stage.LastCode, default));
        Assert.Equal($"{terms.MRid}/1", again.Name);
        Assert.Equal(ConsentProblems.NoCode, await RefusedAsync(terms, "another session here", _stage.LastCode));
        Assert.Single(await site.EventsAsync("contract.agree"), item => item.Data.Contains($"\"{terms.MRid}\"", StringComparison.Ordinal));
        Assert.Equal("companySignature", await _stage.PlaceAsync(id));
    }

    [Fact]
    public async Task No_more_than_five_codes_are_sent_within_an_hour()
    {
        var (_, terms, _) = await _stage.OfferedAsync();
        for (var i = 0; i < ConsentCode.MostCodes; i++)
            await AskAsync(terms);

        Assert.Equal(ConsentProblems.TooManyCodes, (await _stage.Consents.AskForContractAsync(terms.MRid, CaseStage.Session, CaseStage.Phone, default)).Problems.Single().Code);
        _stage.Clock.Now += ConsentCode.Window;
        await AskAsync(terms);
    }

    [Fact]
    public async Task Wrong_questions_are_refused_with_everything_at_once()
    {
        var (_, terms, _) = await _stage.OfferedAsync();

        var refused = await _stage.Consents.AskForContractAsync(terms.MRid, "short", "0138", default);
        Assert.Equal([ConsentProblems.Phone, ConsentProblems.Session], refused.Problems.Select(static problem => problem.Code));
        Assert.Equal(RetailProblems.Unknown, (await _stage.Consents.AskForContractAsync("R-NOWHERE", CaseStage.Session, CaseStage.Phone, default)).Problems.Single().Code);
        Assert.Equal(ConsentProblems.NoCode, await RefusedAsync(terms, CaseStage.Session, "123456"));
        Good(await site.Contracts.StepAsync(terms.MRid, 1, new(ContractAction.Lapse, "li"), default));
        Assert.Equal(ConsentProblems.NotOffered, (await _stage.Consents.AskForContractAsync(terms.MRid, CaseStage.Session, CaseStage.Phone, default)).Problems.Single().Code);
    }

    [Fact]
    public async Task A_code_that_never_left_is_worth_nothing()
    {
        var (_, terms, _) = await _stage.OfferedAsync();
        _stage.GatewayIsDown = true;

        Assert.Equal(ConsentProblems.NotSent, (await _stage.Consents.AskForContractAsync(terms.MRid, CaseStage.Session, CaseStage.Phone, default)).Problems.Single().Code);
        Assert.Equal(ConsentProblems.NoCode, await RefusedAsync(terms, CaseStage.Session, "123456"));
    }

    [Theory]
    [InlineData(ConsentAnswer.Declined, "declinedEnd", ContractState.Declined)]
    [InlineData(ConsentAnswer.AsksForChanges, "draft", ContractState.Draft)]
    public async Task The_customer_may_say_something_else_than_yes(ConsentAnswer answer, string place, ContractState state)
    {
        var (id, terms, _) = await _stage.OfferedAsync();
        Assert.Equal("CONTRACT_REASON", (await _stage.Consents.AnswerContractAsync(terms.MRid, answer, " ", "li", default)).Problems.Single().Code);

        Good(await _stage.Consents.AnswerContractAsync(terms.MRid, answer, "too dear", "li", default));
        await _stage.WorkAsync();

        Assert.Equal((place, state), (await _stage.PlaceAsync(id), (await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.State));
    }

    [Fact]
    public async Task An_answer_that_was_saved_and_never_told_is_told_later()
    {
        var (id, terms, digest) = await _stage.OfferedAsync();

        // As if the power had failed between the commit and the message.
        var consent = new Consent(ConsentSubject.Contract, terms.MRid, 1, 1, $"{terms.MRid}/{digest}", digest, CaseStage.Phone, [], _stage.Clock.Now) { Answer = ConsentAnswer.Agreed, AnsweredAt = _stage.Clock.Now };
        Good(await site.Contracts.StepAsync(terms.MRid, 1, new(ContractAction.Agree, "customer", digest) { Proof = consent.ToProof(0) }, default));
        Assert.Equal("answer", await _stage.PlaceAsync(id));

        Assert.True(await _stage.Delivery.DeliverAsync(default) >= 1);
        Assert.Equal(0, await _stage.Delivery.DeliverAsync(default));
        await _stage.WorkAsync();
        Assert.Equal("companySignature", await _stage.PlaceAsync(id));
    }

    [Fact]
    public async Task A_new_customer_is_onboarded_with_a_consent_of_its_own()
    {
        var account = site.Fresh("ACC");
        var customer = site.Fresh("纸业");
        Good(await site.Customers.ImportAsync($"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,contactName,contactPhone\n{account},10kV,{customer},500,2027-01-01,yes,paper,陈经理,{CaseStage.Phone}\n", "li", default));
        await site.ConfirmAsync(customer, CaseStage.Phone);
        var begins = new NodaTime.LocalDate(2027, 1, 1);
        var id = await _stage.StartAsync("customer-onboarding", account);
        await RegisterAsync(id, customer + "x");
        Assert.Equal("register", await _stage.PlaceAsync(id));
        Assert.Contains("customers import", ((TextValue)(await _stage.StateAsync(id)).Variables["problem"]).Text, StringComparison.Ordinal);
        await RegisterAsync(id, customer);
        await _stage.DoAsync(id, "documents", "wang", """{"decision": "approve"}""");
        Assert.Equal("answer", await _stage.PlaceAsync(id));
        Assert.Contains("we ask your consent to supply", Assert.Single(_stage.Messages), StringComparison.Ordinal);

        Good(await _stage.Consents.AskForOnboardingAsync(customer, begins, CaseStage.Session, CaseStage.Phone, default));
        Assert.DoesNotContain(customer, _stage.Messages[^1], StringComparison.Ordinal);
        Good(await _stage.Consents.AgreeToOnboardingAsync(customer, begins, CaseStage.Session, _stage.LastCode, default));
        await _stage.WorkAsync();

        Assert.Equal("onboarded", await _stage.PlaceAsync(id));
        Assert.Equal("自 2027-01-01 起由我公司供电 / we supply you from 2027-01-01", _stage.Messages[^1]);
        Assert.Equal("sent", ((TextValue)(await _stage.StateAsync(id)).Variables["told"]).Text);
        Assert.Equal(2, (await site.EventsAsync("customer.told")).Count(item => item.Data.Contains($"{id:D}", StringComparison.Ordinal)));
        var bound = Assert.Single(await site.Customers.ListAsync(begins, default), one => one.AccountNumber == account);
        Assert.Equal(new NodaTime.LocalDate(2026, 12, 1), bound.ConsentOn);
        var binding = ((TextValue)(await _stage.StateAsync(id)).Variables["binding"]).Text;
        Assert.Single(await site.EventsAsync("customer.bound"), item => item.Data.Contains(binding, StringComparison.Ordinal));
        Assert.DoesNotContain(customer, binding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_to_a_customer_is_sent_once_and_after_a_crash_in_the_middle_of_it_not_again()
    {
        var customer = site.Fresh("印染");
        await ImportAsync(site.Fresh("ACC"), customer);
        var sms = new DyingGateway();
        var tell = new CustomerTell(new ContactBook(site.Records, _stage.Clock, _stage.Persons), site.Records, sms, _stage.Clock);

        await Assert.ThrowsAsync<InvalidOperationException>(() => tell.CallAsync(Call(customer), default));
        Assert.Equal("unknown", Told(await tell.CallAsync(Call(customer), default)));
        Assert.Equal(("unknown", 1), (Told(await tell.CallAsync(Call(customer), default)), sms.Tries));
        Assert.Equal("nobody", Told(await tell.CallAsync(Call(site.Fresh("无人")), default)));
    }

    [Fact]
    public async Task A_gateway_that_takes_nothing_is_tried_again_and_holds_up_no_case_for_good()
    {
        var customer = site.Fresh("印染");
        await ImportAsync(site.Fresh("ACC"), customer);
        var tell = new CustomerTell(new ContactBook(site.Records, _stage.Clock, _stage.Persons), site.Records, new DeafGateway(), _stage.Clock);
        var call = Call(customer);

        for (var attempt = 1; attempt < CustomerTell.MostTries; attempt++)
            Assert.IsType<ServiceAnswer.Failed>(await tell.CallAsync(call with { Attempt = attempt }, default));

        Assert.Equal("failed", Told(await tell.CallAsync(call with { Attempt = CustomerTell.MostTries }, default)));
    }

    private static ServiceCall Call(string customer) =>
        new("tell-" + customer, Guid.CreateVersion7(), 1, ContextValue.Of(("customer", Value.Of(customer)), ("begins", Value.Of("2027-01-01")), ("about", Value.Of("consent"))));

    private static string Told(ServiceAnswer answer) => ((TextValue)Assert.IsType<ServiceAnswer.Done>(answer).Result["told"]).Text;

    /// <summary>The hub is killed while it hands a message over.</summary>
    private sealed class DyingGateway : Identity.Codes.ISmsSender
    {
        public int Tries { get; private set; }

        public Task SendAsync(string phone, string text, CancellationToken cancellationToken)
        {
            Tries++;
            throw new InvalidOperationException("killed");
        }
    }

    private sealed class DeafGateway : Identity.Codes.ISmsSender
    {
        public Task SendAsync(string phone, string text, CancellationToken cancellationToken) => throw new Identity.Codes.SmsException("takes nothing");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Accounts_that_the_customer_never_agreed_to_are_not_bound(bool beforeTheCode)
    {
        var (account, customer, begins) = (site.Fresh("ACC"), site.Fresh("化工"), new NodaTime.LocalDate(2027, 1, 1));
        await ImportAsync(account, customer);
        Good(await _stage.Consents.AskForOnboardingAsync(customer, begins, CaseStage.Session, CaseStage.Phone, default));
        if (beforeTheCode)
        {
            await ImportAsync(site.Fresh("ACC"), customer);
            Assert.Equal(ConsentProblems.OtherText, (await _stage.Consents.AgreeToOnboardingAsync(customer, begins, CaseStage.Session, _stage.LastCode, default)).Problems.Single().Code);
            return;
        }

        var consent = Good(await _stage.Consents.AgreeToOnboardingAsync(customer, begins, CaseStage.Session, _stage.LastCode, default));
        Assert.Equal((consent.Digest, true), (ConsentTexts.DigestOf(consent.Text!), consent.Text!.Contains(account, StringComparison.Ordinal)));
        await ImportAsync(site.Fresh("ACC"), customer);
        var call = new ServiceCall("bind", Guid.CreateVersion7(), 1, ContextValue.Of(("customer", Value.Of(customer)), ("begins", Value.Of("2027-01-01")), ("consent", Value.Of(consent.Name))));
        var refused = Assert.IsType<ServiceAnswer.Error>(await new CustomerBind(site.Customers, new ConsentBook(site.Records), site.Records, NodaTime.DateTimeZone.Utc).CallAsync(call, default));

        Assert.Equal((CustomerBind.Refused, true), (refused.Code, refused.Text.StartsWith(ConsentProblems.OtherText, StringComparison.Ordinal)));
        Assert.All((await site.Customers.ListAsync(begins, default)).Where(one => one.CustomerName == customer), static one => Assert.Null(one.ConsentOn));
    }

    [Theory]
    [InlineData("no", "turnedAway")]
    [InlineData("yes", "notOnboarded")]
    public async Task Who_is_not_admitted_or_refuses_is_not_onboarded(string eligible, string end)
    {
        var (account, customer, begins) = (site.Fresh("ACC"), site.Fresh("机械"), new NodaTime.LocalDate(2027, 1, 1));
        Good(await site.Customers.ImportAsync($"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry\n{account},10kV,{customer},500,2027-01-01,{eligible},paper\n", "li", default));
        var id = await _stage.StartAsync("customer-onboarding", account);
        await RegisterAsync(id, customer);
        if (eligible == "yes")
        {
            await _stage.DoAsync(id, "documents", "wang", """{"decision": "approve"}""");
            Assert.Equal(ConsentProblems.Reason, (await _stage.Consents.RefuseOnboardingAsync(customer, begins, "", "li", default)).Problems.Single().Code);
            Good(await _stage.Consents.RefuseOnboardingAsync(customer, begins, "stays where it is", "li", default));
            await _stage.WorkAsync();
        }

        Assert.Equal(end, await _stage.PlaceAsync(id));
        Assert.Null(Assert.Single(await site.Customers.ListAsync(begins, default), one => one.AccountNumber == account).ConsentOn);
    }

    private Task RegisterAsync(Guid id, string customer) =>
        _stage.DoAsync(id, "register", "li", $$"""{"customer": "{{customer}}", "accounts": 1, "annualMwh": 1200, "begins": "2027-01-01"}""");

    private async Task ImportAsync(string account, string customer)
    {
        Good(await site.Customers.ImportAsync(
            $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,contactName,contactPhone\n{account},10kV,{customer},500,2027-01-01,yes,paper,陈经理,{CaseStage.Phone}\n", "li", default));
        await site.ConfirmAsync(customer, CaseStage.Phone);
    }

    private async Task AskAsync(ContractTerms terms) => Good(await _stage.Consents.AskForContractAsync(terms.MRid, CaseStage.Session, CaseStage.Phone, default));

    private async Task<string> RefusedAsync(ContractTerms terms, string session, string code) =>
        (await _stage.Consents.AgreeToContractAsync(terms.MRid, session, code, default)).Problems.Single().Code;
}
