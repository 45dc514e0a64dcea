using IntegrationHub.Exchange.Sending;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Processes.Contracts;
using IntegrationHub.Retail.Tests.Support;
using IntegrationHub.Workflows.Engine.Memory;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests.Processes;

/// <summary>What one case cannot do to the contract of another, and what neither clock nor crash undoes.</summary>
[Collection(RetailTests.Name)]
public sealed class ContractGuardTests(RetailSite site) : IDisposable
{
    private readonly CaseStage _stage = new(site);
    private string _filed = "";

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task A_wrong_number_in_the_form_leaves_the_contract_of_another_case_where_it_stands()
    {
        var (id, terms, digest) = await _stage.AgreedAsync();
        var other = await _stage.StartAsync("contract-signing", terms.MRid + "/other");

        await _stage.DoAsync(other, "draft", "li", $$"""{"contract": "{{terms.MRid}}", "version": 1, "offerDays": 14}""");

        Assert.Equal("draft", await _stage.PlaceAsync(other));
        var contract = (await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract;
        Assert.Equal((ContractState.Agreed, digest), (contract.State, contract.Digest));
        Assert.Equal("companySignature", await _stage.PlaceAsync(id));
    }

    [Fact]
    public async Task Every_service_leaves_the_contract_of_another_case_alone()
    {
        var (id, terms, _) = await _stage.OfferedAsync();
        var actors = new CaseActors(new InMemoryProcessStore());
        foreach (var service in (IServiceHandler[])[new ContractSubmit(site.Contracts, actors), new ContractReturn(site.Contracts), new ContractReject(site.Contracts), new ContractRender(site.Contracts, actors), new ContractExpire(site.Contracts), _stage.Activate])
        {
            var refused = Assert.IsType<ServiceAnswer.Error>(await service.CallAsync(CallOf(Guid.CreateVersion7(), service.Name, terms), default));
            Assert.StartsWith(ContractHandler.OtherCase, refused.Text, StringComparison.Ordinal);
        }

        Assert.Equal(ContractState.Offered, (await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.State);
        Assert.IsType<ServiceAnswer.Done>(await new ContractReturn(site.Contracts).CallAsync(CallOf(id, "contract.return", terms), default));
        Assert.Equal(ContractState.Draft, (await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.State);
    }

    [Fact]
    public async Task Two_cases_do_not_run_one_contract()
    {
        var terms = await site.ContractAsync();
        Good(await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        var first = await _stage.StartAsync("contract-signing", terms.MRid);
        var second = await _stage.StartAsync("contract-signing", terms.MRid + "/second");
        foreach (var id in new[] { first, second })
            await _stage.DoAsync(id, "draft", "li", $$"""{"contract": "{{terms.MRid}}", "version": 1, "offerDays": 14}""");

        Assert.Equal("draft", await _stage.PlaceAsync(second));
        Assert.Equal(first, (await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.Case);
    }

    [Fact]
    public async Task Only_the_text_that_was_reviewed_is_offered()
    {
        var terms = await site.ContractAsync();
        Good(await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        var id = Guid.CreateVersion7();
        Good(await site.Contracts.StepAsync(terms.MRid, 1, new(ContractAction.Submit, "li") { Case = id }, default));
        var render = new ContractRender(site.Contracts, new CaseActors(new InMemoryProcessStore()));

        var refused = Assert.IsType<ServiceAnswer.Error>(await render.CallAsync(CallOf(id, "contract.render", terms, ("reviewDigest", Value.Of(new string('a', 64)))), default));

        Assert.Equal((ContractHandler.Refused, true), (refused.Code, refused.Text.StartsWith(ProblemCodes.ContractDigest, StringComparison.Ordinal)));
        Assert.Equal(ContractState.InReview, (await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.State);
    }

    [Fact]
    public async Task A_draft_is_its_authors_and_one_version_is_on_its_way_at_a_time()
    {
        var (_, terms, _) = await _stage.OfferedAsync();
        Assert.Equal(RetailProblems.VersionOrder, (await site.Contracts.DraftAsync(ContractJson.Write(terms with { Version = 2 }), "li", default)).Problems.Single().Code);

        var mine = await site.ContractAsync();
        Good(await site.Contracts.DraftAsync(ContractJson.Write(mine), "li", default));
        Assert.Equal(ProblemCodes.ContractFourEyes, (await site.Contracts.DraftAsync(ContractJson.Write(mine), "wang", default)).Problems.Single().Code);
        Assert.Equal("li", (await site.Contracts.FindAsync(mine.MRid, 1, default))!.Contract.Author);
    }

    [Fact]
    public async Task An_agreement_of_the_last_moment_counts_when_the_case_hears_of_it_after_the_offer_ended()
    {
        var (id, terms, digest) = await _stage.OfferedAsync();
        var consent = new Consent(ConsentSubject.Contract, terms.MRid, 1, 1, $"{terms.MRid}/{digest}", digest, CaseStage.Phone, [], _stage.Clock.Now) { Answer = ConsentAnswer.Agreed, AnsweredAt = _stage.Clock.Now };
        Good(await site.Contracts.StepAsync(terms.MRid, 1, new(ContractAction.Agree, "customer", digest) { Proof = consent.ToProof(0) }, default));

        _stage.Clock.Now += TimeSpan.FromDays(15);
        await _stage.WorkAsync();
        Assert.Equal("answer", await _stage.PlaceAsync(id));
        await _stage.Delivery.DeliverAsync(default);
        await _stage.WorkAsync();

        Assert.Equal("companySignature", await _stage.PlaceAsync(id));
    }

    [Fact]
    public async Task An_offer_is_the_same_one_when_it_is_asked_for_again_after_the_answer()
    {
        var (id, terms, digest) = await _stage.AgreedAsync();
        var render = new ContractRender(site.Contracts, new CaseActors(new InMemoryProcessStore()));

        var again = Assert.IsType<ServiceAnswer.Done>(await render.CallAsync(CallOf(id, "contract.render", terms, ("reviewDigest", Value.Of(digest))), default));

        Assert.Equal(digest, ((TextValue)again.Result["digest"]).Text);
        Assert.Equal(ContractState.Agreed, (await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.State);
    }

    [Fact]
    public async Task An_amendment_takes_the_place_of_the_version_in_force_whatever_was_rejected_between_them()
    {
        var terms = await site.ContractAsync();
        await BookAsync(terms, ContractAction.AcceptFiling);
        var second = terms with { Version = 2, ValidFrom = new(2027, 1, 11) };
        Good(await site.Contracts.DraftAsync(ContractJson.Write(second), "li", default));
        Good(await site.Contracts.StepAsync(terms.MRid, 2, new(ContractAction.Reject, "wang", Reason: "no"), default));
        var id = Guid.CreateVersion7();
        await BookAsync(second with { Version = 3 }, ContractAction.File, id);

        Assert.IsType<ServiceAnswer.Done>(await _stage.Activate.CallAsync(CallOf(id, "contract.activate", second with { Version = 3 }, ("filing", Value.Of(_filed))), default));

        Assert.Equal(
            [ContractState.Amended, ContractState.Rejected, ContractState.InForce],
            [(await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.State, (await site.Contracts.FindAsync(terms.MRid, 2, default))!.Contract.State, (await site.Contracts.FindAsync(terms.MRid, 3, default))!.Contract.State]);
    }

    [Fact]
    public async Task The_hubs_key_signs_for_nobody_who_did_not_release_it_with_the_own_factors()
    {
        var (id, terms, digest) = await _stage.AgreedAsync();
        var consent = ((TextValue)(await _stage.StateAsync(id)).Variables["customerConsent"]).Text;
        ServiceCall Call() => CallOf(id, "contract.sign", terms, ("digest", Value.Of(digest)), ("consent", Value.Of(consent)), ("signature", Value.Null));

        // A history in which the task was completed without: as an older definition let it, whose task demands nothing.
        foreach (var record in (string[])["", "shown=0 text=0"])
        {
            var refused = Assert.IsType<ServiceAnswer.Error>(await (await _stage.SignAfterAsync(id, record)).CallAsync(Call(), default));
            Assert.Equal(ContractSign.SignatureRefused, refused.Code);
            Assert.StartsWith(ContractSign.NotConfirmed, refused.Text, StringComparison.Ordinal);
        }

        Assert.Equal(ContractState.Agreed, (await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.State);
        Assert.IsType<ServiceAnswer.Done>(await (await _stage.SignAfterAsync(id, "shown=0 act=0 text=0")).CallAsync(Call(), default));
    }

    [Fact]
    public async Task A_message_that_it_was_accepted_puts_nothing_in_force_that_the_trading_center_did_not_accept()
    {
        var terms = await site.ContractAsync();
        var id = Guid.CreateVersion7();
        await BookAsync(terms, ContractAction.File, id);
        foreach (var state in (OutboundState[])[OutboundState.Sent, OutboundState.Rejected])
        {
            _stage.Partner.Becomes(_filed, state);
            var refused = Assert.IsType<ServiceAnswer.Error>(await _stage.Activate.CallAsync(CallOf(id, "contract.activate", terms, ("filing", Value.Of(_filed))), default));
            Assert.StartsWith(ProblemCodes.ContractEvidence, refused.Text, StringComparison.Ordinal);
        }

        _stage.Partner.Becomes(_filed, OutboundState.Accepted);
        Assert.IsType<ServiceAnswer.Error>(await _stage.Activate.CallAsync(CallOf(id, "contract.activate", terms, ("filing", Value.Of("FILE-of-another"))), default));
        Assert.IsType<ServiceAnswer.Done>(await _stage.Activate.CallAsync(CallOf(id, "contract.activate", terms, ("filing", Value.Of(_filed))), default));
        Assert.Equal(_filed, Assert.Single(await site.Get<FilingBook>().ListAsync(terms.MRid, default)).Accepted);
    }

    [Fact]
    public async Task An_amendment_begins_no_earlier_than_the_version_in_force_and_may_begin_after_its_end()
    {
        var terms = await site.ContractAsync();
        await BookAsync(terms, ContractAction.AcceptFiling);
        var early = terms with { Version = 2, Type = "A06", ValidFrom = new(2026, 12, 1), Months = new Dictionary<Market.Time.BillingMonth, decimal> { [new(2026, 12)] = 0.5m, [new(2027, 1)] = 0.5m } };
        Good(await site.Contracts.DraftAsync(ContractJson.Write(early), "li", default));
        Assert.Contains((await site.Contracts.StepAsync(terms.MRid, 2, new(ContractAction.Submit, "li"), default)).Problems, static problem => problem is { Code: ProblemCodes.ContractDay, Where: "validFrom" });
        Good(await site.Contracts.StepAsync(terms.MRid, 2, new(ContractAction.Reject, "wang", Reason: "no"), default));

        var later = terms with { Version = 3, ValidFrom = new(2027, 2, 1), ValidTo = new(2027, 2, 28), Months = new Dictionary<Market.Time.BillingMonth, decimal> { [new(2027, 2)] = 1 } };
        var id = Guid.CreateVersion7();
        await BookAsync(later, ContractAction.File, id);
        Assert.IsType<ServiceAnswer.Done>(await _stage.Activate.CallAsync(CallOf(id, "contract.activate", later, ("filing", Value.Of(_filed))), default));

        Assert.Equal((ContractState.InForce, ContractState.InForce), ((await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.State, (await site.Contracts.FindAsync(terms.MRid, 3, default))!.Contract.State));
    }

    private static ServiceCall CallOf(Guid instance, string service, ContractTerms terms, params (string, Value)[] inputs) =>
        new($"{service} {Guid.CreateVersion7():N}", instance, 1, ContextValue.Of([("contract", Value.Of(terms.MRid)), ("version", Value.Of(terms.Version)), .. inputs]));

    /// <summary>A contract as far as a step, by hand and without a process.</summary>
    private async Task BookAsync(ContractTerms terms, ContractAction last, Guid? @case = null)
    {
        var draft = Good(await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        var digest = Good(await site.Contracts.TextAsync(draft, default)).Digest;
        foreach (var step in (ContractStep[])[new(ContractAction.Submit, "li") { Case = @case }, new(ContractAction.Offer, "wang", digest), Shown.Agree(terms, digest), Shown.Sign(terms, digest)])
            Good(await site.Contracts.StepAsync(terms.MRid, terms.Version, step, default));

        Good(await site.Contracts.StepAsync(terms.MRid, terms.Version, await Shown.FileAsync(site.Get<FilingBook>(), terms), default));
        _filed = await _stage.AcceptedAsync(terms);
        if (last == ContractAction.AcceptFiling)
            Good(await site.Contracts.StepAsync(terms.MRid, terms.Version, await Shown.AcceptAsync(site.Get<FilingBook>(), terms), default));
    }
}
