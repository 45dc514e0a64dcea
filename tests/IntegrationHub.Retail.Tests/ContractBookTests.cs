using System.Text;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Tests.Support;
using NodaTime;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests;

[Collection(RetailTests.Name)]
public sealed class ContractBookTests(RetailSite site)
{
    [Fact]
    public async Task A_contract_goes_into_force_and_keeps_the_text_that_was_signed()
    {
        var terms = await site.ContractAsync();
        var contract = await site.InForceAsync(terms);
        Assert.Equal(ContractState.InForce, contract.Contract.State);
        Assert.Contains("甲方（售电公司）：星河售电有限公司（10X1001A1001A450）", contract.Text, StringComparison.Ordinal);
        var again = Good(await site.Contracts.TextAsync((await site.Contracts.FindAsync(terms.MRid, 1, default))!, default));
        Assert.Equal(contract.Contract.Digest, again.Digest);
        Assert.Contains(await site.Contracts.ListAsync(ContractState.InForce, new(2027, 1, 15), default), other => other.Contract.Terms.MRid == terms.MRid);

        // Every step is in the ledger, with the digest and nothing of what the contract says.
        foreach (var kind in (string[])["contract.drafted", "contract.submit", "contract.offer", "contract.agree", "contract.sign", "contract.file", "contract.acceptFiling"])
        {
            var item = Assert.Single(await site.EventsAsync(kind), item => item.Data.Contains($"\"{terms.MRid}\"", StringComparison.Ordinal));
            Assert.DoesNotContain("纺织", item.Data, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_list_without_texts_says_at_once_what_the_one_with_texts_says()
    {
        var (first, second) = (await site.ContractAsync(), await site.ContractAsync());
        await site.InForceAsync(first);
        await SameAsync();
        Good(await site.Contracts.DraftAsync(ContractJson.Write(second), "li", default));
        await SameAsync();
        Good(await site.Contracts.StepAsync(second.MRid, null, new(ContractAction.Submit, "li"), default));
        await SameAsync();

        async Task SameAsync()
        {
            foreach (var (state, on) in ((ContractState?, LocalDate?)[])[(null, null), (ContractState.InForce, null), (ContractState.Draft, null), (null, first.ValidFrom), (null, first.ValidFrom.PlusDays(-1)), (ContractState.InForce, first.ValidTo)])
            {
                Assert.Equal(
                    (await site.Contracts.ListAsync(state, on, default)).Select(static one => (one.Contract.Terms.MRid, one.Contract.Terms.Version, one.Contract.State, one.Contract.Digest)),
                    (await site.Contracts.LivesAsync(state, on, default)).Select(static one => (one.Terms.MRid, one.Terms.Version, one.State, one.Digest)));
            }
        }
    }

    [Fact]
    public async Task A_wrong_contract_is_told_everything_and_nothing_is_stored()
    {
        var terms = await site.ContractAsync() with { Currency = "yuan", Package = null, Template = "none" };
        var refused = await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default);
        Assert.Equal(["currency", "package"], refused.Problems.Select(static problem => problem.Where));
        Assert.Null(await site.Contracts.FindAsync(terms.MRid, null, default));
        Assert.Equal("template", (await site.Contracts.DraftAsync(ContractJson.Write((await site.ContractAsync()) with { Template = "none" }), "li", default)).Problems.Single().Where);
    }

    [Fact]
    public async Task Beside_packages_customers_and_other_contracts_it_is_judged_when_it_is_submitted_and_again_when_it_is_signed()
    {
        var terms = await site.ContractAsync();
        var stranger = terms with { MRid = site.Fresh("R"), Accounts = [new("nobody", "10kV")], PackageVersion = 7 };
        Good(await site.Contracts.DraftAsync(ContractJson.Write(stranger), "li", default));
        var refused = await site.Contracts.StepAsync(stranger.MRid, null, new(ContractAction.Submit, "li"), default);
        Assert.Equal([ProblemCodes.ContractAccounts, ProblemCodes.ContractPackage], refused.Problems.Select(static problem => problem.Code).Order(StringComparer.Ordinal));

        // Two offers for one account: whoever signs first has it.
        var twin = terms with { MRid = site.Fresh("R") };
        var digest = await site.AgreedAsync(twin);
        await site.InForceAsync(terms);
        Assert.Equal(ProblemCodes.RetailerPeriodOverlaps, (await site.Contracts.StepAsync(twin.MRid, null, Shown.Sign(twin, digest), default)).Problems.Single().Code);
    }

    [Fact]
    public async Task An_account_stays_under_a_contract_that_was_terminated_until_its_last_day()
    {
        var terms = await site.ContractAsync();
        await site.InForceAsync(terms);
        Good(await site.Contracts.StepAsync(terms.MRid, 1, Terminate(new(2027, 1, 30)), default));
        Assert.Equal(ProblemCodes.RetailerPeriodOverlaps, (await SubmitAsync(terms with { MRid = site.Fresh("R"), ValidFrom = new(2027, 1, 30) })).Problems.Single().Code);
        Good(await SubmitAsync(terms with { MRid = site.Fresh("R"), ValidFrom = new(2027, 1, 31) }));
        Assert.Equal(ProblemCodes.ContractDay, (await SubmitAsync(terms with { Version = 2, ValidFrom = new(2027, 1, 30) })).Problems.Single().Code);

        // One that is terminated before its first day leaves the account free.
        var never = await site.ContractAsync();
        await site.InForceAsync(never);
        Good(await site.Contracts.StepAsync(never.MRid, 1, Terminate(new(2026, 12, 31)), default));
        Good(await SubmitAsync(never with { MRid = site.Fresh("R") }));
    }

    [Fact]
    public async Task While_a_later_version_is_signed_or_filed_none_is_terminated()
    {
        var terms = await site.ContractAsync();
        await site.InForceAsync(terms);
        var next = terms with { Version = 2, ValidFrom = new(2027, 1, 16) };
        var digest = await site.AgreedAsync(next);
        foreach (var step in (Func<Task<ContractStep>>[])[() => Task.FromResult(Shown.Sign(next, digest)), () => Shown.FileAsync(Filings, next)])
        {
            Good(await site.Contracts.StepAsync(next.MRid, 2, await step(), default));
            var problem = (await site.Contracts.StepAsync(terms.MRid, 1, Terminate(new(2027, 1, 20)), default)).Problems.Single();
            Assert.Equal((ProblemCodes.ContractLaterVersion, "version"), (problem.Code, problem.Where));
        }

        foreach (var back in (ContractAction[])[ContractAction.RefuseFiling, ContractAction.SendBack])
            Good(await site.Contracts.StepAsync(next.MRid, 2, new(back, "wang", Reason: "the customer moves"), default));

        Assert.Equal(ContractState.Terminated, Good(await site.Contracts.StepAsync(terms.MRid, 1, Terminate(new(2027, 1, 20)), default)).Contract.State);
    }

    [Fact]
    public async Task Days_of_notice_are_a_number_when_a_contract_is_drafted()
    {
        var terms = await site.ContractAsync() with { Parameters = new Dictionary<string, string> { ["noticeDays"] = "30天" } };
        var problem = (await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default)).Problems.Single();
        Assert.Equal("parameters.noticeDays", problem.Where);
        Assert.Contains("0 to 3650", problem.Remedy, StringComparison.Ordinal);
        Assert.Null(await site.Contracts.FindAsync(terms.MRid, null, default));
    }

    [Fact]
    public async Task Whoever_releases_a_text_names_the_one_that_was_read()
    {
        var terms = await site.ContractAsync();
        Good(await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        Good(await site.Contracts.StepAsync(terms.MRid, null, new(ContractAction.Submit, "li"), default));
        Assert.Equal(ProblemCodes.ContractDigest, (await site.Contracts.StepAsync(terms.MRid, null, new(ContractAction.Offer, "wang", new('0', 64)), default)).Problems.Single().Code);
        Assert.Equal(ContractState.InReview, (await site.Contracts.FindAsync(terms.MRid, null, default))!.Contract.State);
    }

    [Fact]
    public async Task An_amendment_is_the_next_version_and_takes_over()
    {
        var terms = await site.ContractAsync();
        await site.InForceAsync(terms);
        Assert.Equal(RetailProblems.Exists, (await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default)).Problems.Single().Code);
        Assert.Equal(RetailProblems.VersionOrder, (await site.Contracts.DraftAsync(ContractJson.Write(terms with { Version = 3 }), "li", default)).Problems.Single().Code);
        var next = terms with { Version = 2, ValidFrom = new(2027, 1, 16) };
        var digest = await site.AgreedAsync(next);
        Good(await site.Contracts.StepAsync(terms.MRid, 2, Shown.Sign(next, digest), default));
        var amended = Good(await site.Contracts.StepAsync(terms.MRid, 1, new(ContractAction.Amend, "wang"), default));
        Assert.Equal((ContractState.Amended, new NodaTime.LocalDate(2027, 1, 15)), (amended.Contract.State, amended.Contract.EndedOn));
    }

    [Fact]
    public async Task Of_two_steps_at_once_one_is_done()
    {
        var terms = await site.ContractAsync();
        Good(await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => site.Contracts.StepAsync(terms.MRid, null, new(ContractAction.Submit, "li"), default)));
        Assert.Single(results, static result => result.IsGood);
        Assert.All(results.Where(static result => !result.IsGood), static result => Assert.Contains(result.Problems.Single().Code, (string[])[RetailProblems.Changed, ProblemCodes.ContractTransition]));
        Assert.Single(await site.EventsAsync("contract.submit"), item => item.Data.Contains($"\"{terms.MRid}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_are_added_to_a_contract_and_stay()
    {
        var terms = await site.ContractAsync();
        Good(await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        var scan = Good(await site.Attachments.AddAsync(terms.MRid, "扫描件.pdf", Encoding.UTF8.GetBytes("one"), "li", default));
        Assert.Equal(scan.Number, Good(await site.Attachments.AddAsync(terms.MRid, "扫描件.pdf", Encoding.UTF8.GetBytes("one"), "li", default)).Number);
        Assert.Equal(2, Good(await site.Attachments.AddAsync(terms.MRid, "curve.csv", Encoding.UTF8.GetBytes("two"), "li", default)).Number);
        Assert.Equal(["one", "two"], (await site.Attachments.ListAsync(terms.MRid, default)).Select(static file => Encoding.UTF8.GetString(file.Content)));
        Assert.Equal(RetailProblems.AttachmentName, (await site.Attachments.AddAsync(terms.MRid, "../x", [1], "li", default)).Problems.Single().Code);
        Assert.Equal(RetailProblems.AttachmentTooLarge, (await site.Attachments.AddAsync(terms.MRid, "x", [], "li", default)).Problems.Single().Code);
        Assert.Equal(RetailProblems.Unknown, (await site.Attachments.AddAsync("nothing", "x", [1], "li", default)).Problems.Single().Code);
    }

    [Fact]
    public void Shipped_templates_are_good_and_cover_every_kind() =>
        Assert.Equal(Enum.GetValues<ContractKind>().Order(), TemplateBook.Shipped.Select(static template => template.Kind).Distinct().Order());

    [Fact]
    public async Task Nobodys_word_makes_a_contract_bind()
    {
        var terms = await site.ContractAsync();
        var draft = Good(await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        var digest = Good(await site.Contracts.TextAsync(draft, default)).Digest;
        Good(await site.Contracts.StepAsync(terms.MRid, 1, new(ContractAction.Submit, "li"), default));
        Good(await site.Contracts.StepAsync(terms.MRid, 1, new(ContractAction.Offer, "wang", digest), default));

        await RefusedAsync(new(ContractAction.Agree, "wang", digest), ContractState.Offered);
        await RefusedAsync(new(ContractAction.Agree, "wang", digest) { Proof = Shown.Sign(terms, digest).Proof }, ContractState.Offered);
        await RefusedAsync(Shown.Agree(terms with { Version = 2 }, digest), ContractState.Offered);
        await RefusedAsync(Shown.Agree(terms, new('0', 64)) with { Digest = digest }, ContractState.Offered);
        Good(await site.Contracts.StepAsync(terms.MRid, 1, Shown.Agree(terms, digest), default));
        await RefusedAsync(new(ContractAction.Sign, "zhao", digest), ContractState.Agreed);
        Good(await site.Contracts.StepAsync(terms.MRid, 1, Shown.Sign(terms, digest), default));
        await RefusedAsync(new(ContractAction.File, "zhao"), ContractState.Signed);
        Good(await site.Contracts.StepAsync(terms.MRid, 1, await Shown.FileAsync(Filings, terms), default));
        await RefusedAsync(new(ContractAction.AcceptFiling, "zhao"), ContractState.Filed);
        await RefusedAsync(new(ContractAction.AcceptFiling, "zhao") { Proof = (await Shown.FileAsync(Filings, terms)).Proof }, ContractState.Filed);
        Assert.Equal(ContractState.InForce, Good(await site.Contracts.StepAsync(terms.MRid, 1, await Shown.AcceptAsync(Filings, terms), default)).Contract.State);

        async Task RefusedAsync(ContractStep step, ContractState stays)
        {
            Assert.Equal((ProblemCodes.ContractEvidence, "evidence"), (await site.Contracts.StepAsync(terms.MRid, 1, step, default)).Problems.Select(static problem => (problem.Code, problem.Where)).Single());
            Assert.Equal(stays, (await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.State);
        }
    }

    [Fact]
    public async Task A_filing_by_hand_is_shown_by_the_files_that_are_attached()
    {
        var terms = await site.ContractAsync();
        var digest = await site.AgreedAsync(terms);
        Good(await site.Contracts.StepAsync(terms.MRid, 1, Shown.Sign(terms, digest), default));
        var hands = site.Get<HandSteps>();
        Assert.Equal(ProblemCodes.ContractEvidence, (await hands.StepAsync(terms.MRid, 1, new(ContractAction.File, "sun"), null, default)).Problems.Single().Code);
        Assert.Equal(RetailProblems.Unknown, (await hands.StepAsync(terms.MRid, 1, new(ContractAction.File, "sun"), $"{Guid.NewGuid():D}", default)).Problems.Single().Code);
        var receipt = Good(await site.Attachments.AddAsync(terms.MRid, "receipt.pdf", Encoding.UTF8.GetBytes("stamped"), "sun", default));
        var letter = Good(await site.Attachments.AddAsync(terms.MRid, "letter.pdf", Encoding.UTF8.GetBytes("accepted"), "sun", default));
        Assert.Equal(ContractState.Filed, Good(await hands.StepAsync(terms.MRid, 1, new(ContractAction.File, "sun"), $"{receipt.Id:D}", default)).Contract.State);
        Assert.Equal(ContractState.InForce, Good(await hands.StepAsync(terms.MRid, 1, new(ContractAction.AcceptFiling, "sun"), $"{letter.Id:D}", default)).Contract.State);
        var filing = Assert.Single(await Filings.ListAsync(terms.MRid, default));
        Assert.Equal((HandSteps.ByHand, receipt.Sha256, letter.Sha256), (filing.Party, filing.Receipt, filing.Accepted));
    }

    [Fact]
    public async Task An_amendment_that_is_accepted_by_hand_ends_the_earlier_version_at_once()
    {
        var terms = await site.ContractAsync();
        await site.InForceAsync(terms);
        var next = terms with { Version = 2, ValidFrom = new(2027, 1, 16) };
        var digest = await site.AgreedAsync(next);
        Good(await site.Contracts.StepAsync(next.MRid, 2, Shown.Sign(next, digest), default));
        foreach (var (action, file) in new[] { (ContractAction.File, "receipt.pdf"), (ContractAction.AcceptFiling, "letter.pdf") })
        {
            Assert.Equal(ContractState.InForce, (await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.State);
            var shown = Good(await site.Attachments.AddAsync(terms.MRid, file, Encoding.UTF8.GetBytes(file), "sun", default));
            Good(await site.Get<HandSteps>().StepAsync(terms.MRid, 2, new(action, "sun"), $"{shown.Id:D}", default));
        }

        var earlier = (await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract;
        Assert.Equal((ContractState.Amended, new NodaTime.LocalDate(2027, 1, 15)), (earlier.State, earlier.EndedOn));
        Assert.Equal(ContractState.InForce, (await site.Contracts.FindAsync(terms.MRid, 2, default))!.Contract.State);
    }

    [Fact]
    public async Task An_acceptance_and_the_amendment_that_it_brings_are_saved_together_or_not_at_all()
    {
        var terms = await site.ContractAsync();
        await site.InForceAsync(terms);
        var next = terms with { Version = 2, ValidFrom = new(2027, 1, 16) };
        var digest = await site.AgreedAsync(next);
        foreach (var step in (Func<Task<ContractStep>>[])[() => Task.FromResult(Shown.Sign(next, digest)), () => Shown.FileAsync(Filings, next)])
            Good(await site.Contracts.StepAsync(next.MRid, 2, await step(), default));

        var kept = new NotedRecords(site.Records) { Loses = RecordKind.Contract };
        Assert.Equal(RetailProblems.Changed, (await BookOf(kept).StepAsync(next.MRid, 2, await Shown.AcceptAsync(Filings, next), default)).Problems.Single().Code);
        Assert.Equal([ContractState.InForce, ContractState.Filed], (await site.Contracts.VersionsAsync(terms.MRid, default)).Select(static one => one.Contract.State));

        kept.Loses = null;
        Good(await BookOf(kept).StepAsync(next.MRid, 2, await Shown.AcceptAsync(Filings, next), default));
        Assert.Equal([ContractState.Amended, ContractState.InForce], (await site.Contracts.VersionsAsync(terms.MRid, default)).Select(static one => one.Contract.State));
        foreach (var kind in (string[])["contract.acceptFiling", "contract.amend"])
            Assert.Single(await site.EventsAsync(kind), item => item.Data.Contains($"\"{terms.MRid}\"", StringComparison.Ordinal) && item.Data.Contains(kind == "contract.amend" ? "\"1\"" : "\"2\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_looks_for_other_contracts_of_an_account_opens_those_of_its_days_and_no_other_account()
    {
        var terms = await site.ContractAsync();
        var later = await site.ContractAsync() with { ValidFrom = new(2028, 1, 1), ValidTo = new(2028, 1, 31), Months = new Dictionary<Market.Time.BillingMonth, decimal> { [new(2028, 1)] = 1 } };
        await site.InForceAsync(later);
        Good(await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        var noted = new NotedRecords(site.Records);
        Good(await BookOf(noted).StepAsync(terms.MRid, 1, new(ContractAction.Submit, "li"), default));
        Assert.Contains((RecordKind.Contract, terms.MRid), noted.Opened);
        Assert.DoesNotContain((RecordKind.Contract, later.MRid), noted.Opened);
        Assert.Single(noted.Opened, static one => one.Kind == RecordKind.Account);
    }

    [Fact]
    public void Whoever_came_second_to_guards_that_others_change_tries_again_and_nobodys_consent_is_given_back() =>
        Assert.IsType<Workflows.Engine.Running.ServiceAnswer.Failed>(Retail.Processes.ProcessAnswers.Refuse(Retail.Processes.Contracts.ContractHandler.Refused, [RetailProblems.SomebodyElse]));

    [Fact]
    public async Task Of_contracts_for_one_account_that_are_signed_at_the_same_moment_one_is()
    {
        for (var round = 0; round < 5; round++)
        {
            var terms = await site.ContractAsync();
            var twins = new List<(ContractTerms Terms, string Digest)>();
            for (var i = 0; i < 4; i++)
            {
                var twin = terms with { MRid = site.Fresh("R") };
                twins.Add((twin, await site.AgreedAsync(twin)));
            }

            var results = await Task.WhenAll(twins.Select(twin => Task.Run(() => site.Contracts.StepAsync(twin.Terms.MRid, 1, Shown.Sign(twin.Terms, twin.Digest), default))));
            Assert.Single(results, static result => result.IsGood);
            Assert.All(results.Where(static result => !result.IsGood), static result => Assert.Equal(ProblemCodes.RetailerPeriodOverlaps, result.Problems.Single().Code));
        }
    }

    [Fact]
    public async Task Contracts_for_different_accounts_that_are_signed_at_the_same_moment_all_are()
    {
        var agreed = new List<(ContractTerms Terms, string Digest)>();
        for (var i = 0; i < 6; i++)
        {
            var terms = await site.ContractAsync();
            agreed.Add((terms, await site.AgreedAsync(terms)));
        }

        Assert.All(await Task.WhenAll(agreed.Select(one => Task.Run(() => site.Contracts.StepAsync(one.Terms.MRid, 1, Shown.Sign(one.Terms, one.Digest), default)))), static result => Assert.True(result.IsGood));
    }

    private ContractBook BookOf(IBusinessRecords records) => new(records, new Processes.CaseStage.MovingClock { Now = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero) }, NodaTime.DateTimeZoneProviders.Tzdb["Asia/Shanghai"], site.Get<IPersonAccounts>());

    /// <summary>Notes what was opened in lists; somebody else comes before each change of more than one record of a kind.</summary>
    private sealed class NotedRecords(IBusinessRecords records) : IBusinessRecords
    {
        public HashSet<(RecordKind Kind, string Key)> Opened { get; } = [];

        public RecordKind? Loses { get; set; }

        public Task<BusinessRecord?> FindAsync(RecordKind kind, string key, int? version, CancellationToken cancellationToken) => records.FindAsync(kind, key, version, cancellationToken);

        public async Task<IReadOnlyList<BusinessRecord>> ListAsync(RecordQuery query, CancellationToken cancellationToken)
        {
            var found = await records.ListAsync(query, cancellationToken);
            Opened.UnionWith(found.Select(static record => (record.Kind, record.Key)));
            return found;
        }

        public Task<RecordResult> SaveAsync(IReadOnlyList<BusinessRecord> changed, IReadOnlyList<RecordFact> facts, string actor, CancellationToken cancellationToken) =>
            changed.Count(record => record.Kind == Loses) > 1 ? Task.FromResult(RecordResult.Conflict) : records.SaveAsync(changed, facts, actor, cancellationToken);

        public string BlindKey(string text) => records.BlindKey(text);
    }

    private static ContractStep Terminate(NodaTime.LocalDate last) => new(ContractAction.Terminate, "wang", Reason: "moved", On: last);

    private async Task<Checked<StoredContract>> SubmitAsync(ContractTerms terms)
    {
        Good(await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        return await site.Contracts.StepAsync(terms.MRid, terms.Version, new(ContractAction.Submit, "li"), default);
    }

    private FilingBook Filings => site.Get<FilingBook>();
}
