using System.Text;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.Contracts;
using IntegrationHub.Retail.Processes.Signing;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Tasks;
using IntegrationHub.Workflows.Values;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests.Processes;

/// <summary>Contracts through their process, on the real books; every service is called twice.</summary>
[Collection(RetailTests.Name)]
public sealed class ContractCaseTests(RetailSite site) : IDisposable
{
    private readonly CaseStage _stage = new(site);

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task A_contract_goes_from_draft_to_in_force_and_everything_happens_once()
    {
        var (id, terms, digest) = await FiledAsync();
        var filing = Assert.Single(await site.Get<FilingBook>().ListAsync(terms.MRid, default));
        Assert.Equal(ContractState.Filed, await StateAsync(terms));

        await AcknowledgeAsync(filing.MRid, accepted: true);

        Assert.Equal("inForce", await _stage.PlaceAsync(id));
        Assert.Equal(ContractState.InForce, await StateAsync(terms));
        foreach (var kind in (string[])["contract.submit", "contract.offer", "contract.agree", "contract.sign", "contract.file", "contract.acceptFiling", "consent.asked"])
            Assert.Single(await site.EventsAsync(kind), item => item.Data.Contains($"\"{terms.MRid}", StringComparison.Ordinal));

        var document = Encoding.UTF8.GetString(Assert.Single(_stage.Partner.Sent).Bytes);
        Assert.Contains($"<marketAgreement.mRID>{terms.MRid}</marketAgreement.mRID>", document, StringComparison.Ordinal);
        Assert.Contains("<quantity>1000</quantity>", document, StringComparison.Ordinal);
        Assert.DoesNotContain("C-0001", document, StringComparison.Ordinal);
        Assert.Equal("queued", ((TextValue)(await _stage.StateAsync(id)).Variables["timestamp"]).Text);
        Assert.Equal(digest, (await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.Digest);
    }

    [Fact]
    public async Task The_hubs_key_signs_the_very_text_and_states_for_whom()
    {
        var (_, terms, digest) = await FiledAsync();

        var signature = Assert.Single(await site.Get<SignatureBook>().ListAsync(terms.MRid, default));
        Assert.Equal(("zhao", SignatureWay.HubKey, digest), (signature.Person, signature.Way, signature.Digest));
        Assert.Equal("zhao", ClaimedSigner.Of(signature.Cms));
        var text = (await site.Contracts.TextAsync((await site.Contracts.FindAsync(terms.MRid, 1, default))!, default)).Required.ToBytes();
        var verdict = new CmsVerifier(CmsPolicy.Trusting(_stage.Keys.Trust)).VerifyDetached(signature.Cms, text, _stage.Clock.Now);
        Assert.Empty(verdict.Refusals);
        text[^2] ^= 1;
        Assert.NotEmpty(new CmsVerifier(CmsPolicy.Trusting(_stage.Keys.Trust)).VerifyDetached(signature.Cms, text, _stage.Clock.Now).Refusals);
    }

    [Fact]
    public async Task An_uploaded_signature_counts_only_from_the_certificate_of_the_person()
    {
        var (id, terms, digest) = await _stage.AgreedAsync();
        using var mine = _stage.Keys.Issue("zhao");
        using var another = _stage.Keys.Issue("zhao");
        using var strange = new TestKeys(_stage.Clock.Now);
        using var outside = strange.Issue("zhao");
        _stage.Holders[SignerBinding.ThumbprintOf(mine.Certificate)] = "zhao";
        _stage.Holders[SignerBinding.ThumbprintOf(outside.Certificate)] = "zhao";
        var text = (await site.Contracts.TextAsync((await site.Contracts.FindAsync(terms.MRid, 1, default))!, default)).Required.ToBytes();

        foreach (var (cms, code) in new (byte[], string)[]
        {
            ([1, 2, 3], UploadedSignature.NotValid),
            (new CadesSigner(mine.ForCms).SignDetached("another text"u8, _stage.Clock.Now, []), UploadedSignature.NotValid),
            (new CadesSigner(outside.ForCms).SignDetached(text, _stage.Clock.Now, []), UploadedSignature.NotValid),
            (new CadesSigner(another.ForCms).SignDetached(text, _stage.Clock.Now, []), UploadedSignature.NotTheirs),
        })
        {
            await SignAsync(id, digest, await AttachedAsync(terms, cms));
            Assert.Equal("companySignature", await _stage.PlaceAsync(id));
            Assert.StartsWith(code, await ProblemAsync(id), StringComparison.Ordinal);
        }

        await SignAsync(id, digest, "00000000-0000-0000-0000-000000000077");
        Assert.StartsWith(RetailProblems.Unknown, await ProblemAsync(id), StringComparison.Ordinal);
        Assert.Empty(await site.Get<SignatureBook>().ListAsync(terms.MRid, default));

        // As a page does it: the file comes with the answer and lies in the archive.
        var upload = Guid.CreateVersion7();
        await _stage.Archive.StoreAsync(RetailerId.Default, upload, default, new CadesSigner(mine.ForCms).SignDetached(text, _stage.Clock.Now, []), _stage.Clock.Now, default);
        await SignAsync(id, digest, $"{upload:D}");
        Assert.Equal("acknowledged", await _stage.PlaceAsync(id));
        Assert.Equal(SignatureWay.OwnCertificate, Assert.Single(await site.Get<SignatureBook>().ListAsync(terms.MRid, default)).Way);
    }

    [Fact]
    public async Task Signing_another_digest_gives_the_contract_back()
    {
        var (id, terms, _) = await _stage.AgreedAsync();

        await SignAsync(id, new string('a', 64), null);

        Assert.Equal(("draft", ContractState.Draft), (await _stage.PlaceAsync(id), await StateAsync(terms)));
    }

    [Fact]
    public async Task A_refused_filing_is_filed_again_as_another_document()
    {
        _stage.Partner.Refuses = new Rejection("GATE_CLOSED", "A57", "The gate closed.", "", "File earlier.");
        var (id, terms, _) = await FiledAsync();
        Assert.Equal(("mend", ContractState.Signed), (await _stage.PlaceAsync(id), await StateAsync(terms)));
        Assert.Contains("GATE_CLOSED", ((TextValue)(await _stage.StateAsync(id)).Variables["filingReason"]).Text, StringComparison.Ordinal);

        _stage.Partner.Refuses = null;
        await _stage.DoAsync(id, "mend", "sun", """{"action": "again"}""");

        var filings = await site.Get<FilingBook>().ListAsync(terms.MRid, default);
        Assert.Equal([false, true], filings.Select(static filing => filing.Refused is null));
        Assert.Equal(2, filings.Select(static filing => filing.MRid).Distinct().Count());
        await AcknowledgeAsync(filings[1].MRid, accepted: true);
        Assert.Equal(("inForce", ContractState.InForce), (await _stage.PlaceAsync(id), await StateAsync(terms)));
    }

    [Theory]
    [InlineData("again", "acknowledged", ContractState.Filed)]
    [InlineData("amend", "draft", ContractState.Draft)]
    [InlineData("reject", "rejected", ContractState.Rejected)]
    public async Task What_the_trading_center_turns_down_goes_on_as_operations_decides(string action, string place, ContractState state)
    {
        var (id, terms, _) = await FiledAsync();
        await AcknowledgeAsync(Assert.Single(await site.Get<FilingBook>().ListAsync(terms.MRid, default)).MRid, accepted: false);
        Assert.Equal("mend", await _stage.PlaceAsync(id));

        await _stage.DoAsync(id, "mend", "sun", $$"""{"action": "{{action}}"}""");

        Assert.Equal((place, state), (await _stage.PlaceAsync(id), await StateAsync(terms)));
    }

    [Fact]
    public async Task A_filing_without_a_trading_center_waits_for_operations_with_the_remedy()
    {
        _stage.Partner.Parties = [];
        var (id, terms, _) = await FiledAsync();

        Assert.Equal(("mend", ContractState.Signed), (await _stage.PlaceAsync(id), await StateAsync(terms)));
        Assert.Contains("Register one", ((TextValue)(await _stage.StateAsync(id)).Variables["filingReason"]).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reject", "rejected", ContractState.Rejected)]
    [InlineData("amend", "draft", ContractState.Draft)]
    public async Task A_review_ends_it_or_gives_it_back(string decision, string place, ContractState state)
    {
        var terms = await site.ContractAsync();
        Good(await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        var id = await _stage.StartAsync("contract-signing", terms.MRid);
        await _stage.DoAsync(id, "draft", "li", $$"""{"contract": "{{terms.MRid}}", "version": 1, "offerDays": 14}""");

        // While others read it, nobody rewrites it.
        Assert.NotEmpty((await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default)).Problems);
        await _stage.DoAsync(id, "legalReview", "wang", $$"""{"decision": "{{decision}}"}""");
        await _stage.DoAsync(id, "riskReview", "zhao", """{"decision": "approve"}""");

        Assert.Equal((place, state), (await _stage.PlaceAsync(id), await StateAsync(terms)));
    }

    [Fact]
    public async Task A_contract_that_is_not_there_or_wrong_goes_back_to_who_named_it()
    {
        var terms = await site.ContractAsync() with { PackageVersion = 7 };
        Good(await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        var id = await _stage.StartAsync("contract-signing", terms.MRid);
        foreach (var (number, code) in new[] { ("R-NOWHERE", RetailProblems.Unknown), (terms.MRid, "CONTRACT_PACKAGE") })
        {
            await _stage.DoAsync(id, "draft", "li", $$"""{"contract": "{{number}}", "version": 1, "offerDays": 14}""");

            Assert.Equal("draft", await _stage.PlaceAsync(id));
            Assert.StartsWith(code, await ProblemAsync(id), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_author_does_not_release_his_own_text()
    {
        var terms = await site.ContractAsync();
        Good(await site.Contracts.DraftAsync(ContractJson.Write(terms), "wang", default));
        var id = await _stage.StartAsync("contract-signing", terms.MRid);

        // Reviewers are others than who completed the task: it has to be the author, or he could review his own text.
        await _stage.DoAsync(id, "draft", "li", $$"""{"contract": "{{terms.MRid}}", "version": 1, "offerDays": 14}""");

        Assert.Equal(("draft", ContractState.Draft), (await _stage.PlaceAsync(id), await StateAsync(terms)));
        Assert.StartsWith("CONTRACT_FOUR_EYES", await ProblemAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_that_nobody_takes_up_lapses()
    {
        var (id, terms, _) = await _stage.OfferedAsync();

        _stage.Clock.Now += TimeSpan.FromDays(15);
        await _stage.WorkAsync();

        Assert.Equal(("expired", ContractState.Lapsed), (await _stage.PlaceAsync(id), await StateAsync(terms)));
    }

    [Fact]
    public async Task An_amendment_in_force_ends_the_version_before_it()
    {
        var (_, terms, _) = await FiledAsync();
        await AcknowledgeAsync((await site.Get<FilingBook>().ListAsync(terms.MRid, default))[^1].MRid, accepted: true);
        var amended = terms with { Version = 2, ValidFrom = new(2027, 1, 11), Type = "A06", Months = new Dictionary<Market.Time.BillingMonth, decimal> { [new(2027, 1)] = 1 } };
        Good(await site.Contracts.DraftAsync(ContractJson.Write(amended), "li", default));
        var id = await _stage.StartAsync("contract-signing", terms.MRid + "/2");
        await _stage.DoAsync(id, "draft", "li", $$"""{"contract": "{{terms.MRid}}", "version": 2, "offerDays": 14}""");
        await _stage.DoAsync(id, "legalReview", "wang", """{"decision": "approve"}""");
        await _stage.DoAsync(id, "riskReview", "zhao", """{"decision": "approve"}""");
        await AgreeAsync(terms.MRid);
        await SignAsync(id, (await site.Contracts.FindAsync(terms.MRid, 2, default))!.Contract.Digest!, null);
        await AcknowledgeAsync((await site.Get<FilingBook>().ListAsync(terms.MRid, default))[^1].MRid, accepted: true);

        Assert.Equal("inForce", await _stage.PlaceAsync(id));
        var earlier = (await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract;
        Assert.Equal((ContractState.Amended, new NodaTime.LocalDate(2027, 1, 10)), (earlier.State, earlier.EndedOn));
    }

    private async Task<(Guid Id, ContractTerms Terms, string Digest)> FiledAsync()
    {
        var (id, terms, digest) = await _stage.AgreedAsync();
        await SignAsync(id, digest, null);
        return (id, terms, digest);
    }

    private async Task AgreeAsync(string contract)
    {
        Good(await _stage.Consents.AskForContractAsync(contract, CaseStage.Session, CaseStage.Phone, default));
        Good(await _stage.Consents.AgreeToContractAsync(contract, CaseStage.Session, _stage.LastCode, default));
        await _stage.WorkAsync();
    }

    private Task SignAsync(Guid id, string digest, string? signature) =>
        _stage.DoAsync(id, "companySignature", "zhao", signature is null ? $$"""{"digest": "{{digest}}"}""" : $$"""{"digest": "{{digest}}", "signature": "{{signature}}"}""");

    private Task AcknowledgeAsync(string filing, bool accepted)
    {
        _stage.Partner.Becomes(filing, accepted ? OutboundState.Accepted : OutboundState.Rejected);
        return _stage.TellAsync("filing-acknowledged", filing, ("accepted", Value.Of(accepted)), ("reason", accepted ? Value.Null : Value.Of("A05")));
    }

    private async Task<string> AttachedAsync(ContractTerms terms, byte[] cms) =>
        Good(await site.Attachments.AddAsync(terms.MRid, site.Fresh("signature") + ".p7s", cms, "zhao", default)).Id.ToString("D");

    [Fact]
    public async Task What_brought_a_draft_back_is_not_told_to_the_reviewers_of_the_next()
    {
        var terms = await site.ContractAsync();
        RetailSite.Good(await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        var id = await _stage.StartAsync("contract-signing", terms.MRid);
        await _stage.DoAsync(id, "draft", "li", $$"""{"contract": "{{terms.MRid}}", "version": 2, "offerDays": 14}""");
        Assert.StartsWith(RetailProblems.Unknown, await ProblemAsync(id), StringComparison.Ordinal);

        await _stage.DoAsync(id, "draft", "li", $$"""{"contract": "{{terms.MRid}}", "version": 1, "offerDays": 14}""");

        Assert.True((await _stage.StateAsync(id)).Variables["problem"].IsNull);
        Assert.Contains((await _stage.StateAsync(id)).Tokens.Values, static token => token.Node == "legalReview");
    }

    [Fact]
    public async Task The_task_that_hands_a_draft_in_is_told_at_once_what_its_reviewers_cannot_be_given()
    {
        var terms = await site.ContractAsync();
        RetailSite.Good(await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        var check = new ContractDraftCheck(site.Contracts);

        Assert.Empty(await AskAsync(terms.MRid, 1, "li"));
        Assert.Equal((ContractDraftCheck.NotThere, "version"), await OneAsync(terms.MRid, 2, "li"));
        Assert.Equal((ContractDraftCheck.NotThere, "contract"), await OneAsync("NOBODYS", 1, "li"));
        Assert.Equal((ProblemCodes.ContractFourEyes, "contract"), await OneAsync(terms.MRid, 1, "wang"));
        RetailSite.Good(await site.Contracts.GiveUpAsync(terms.MRid, 1, "moved", "wang", default));
        Assert.Equal((ProblemCodes.ContractTransition, "version"), await OneAsync(terms.MRid, 1, "li"));
        Assert.Equal(("moved", "wang"), ((await site.Contracts.FindAsync(terms.MRid, 1, default))!.GivenUp is { } gone) ? (gone.Reason, gone.By) : ("", ""));

        Task<IReadOnlyList<Finding>> AskAsync(string number, decimal version, string person) =>
            check.CheckAsync(Guid.NewGuid(), ContextValue.Of(("contract", Value.Of(number)), ("version", Value.Of(version))), new Actor(person, ["sales"], []), default);

        async Task<(string, string)> OneAsync(string number, decimal version, string person) => Assert.Single(await AskAsync(number, version, person)) is var one ? (one.Code, one.Element) : default;
    }

    private async Task<string> ProblemAsync(Guid id) => ((TextValue)(await _stage.StateAsync(id)).Variables["problem"]).Text;

    private async Task<ContractState> StateAsync(ContractTerms terms) => (await site.Contracts.FindAsync(terms.MRid, terms.Version, default))!.Contract.State;
}
