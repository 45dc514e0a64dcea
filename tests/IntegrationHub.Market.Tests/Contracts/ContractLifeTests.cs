using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Market.Contracts;
using NodaTime;
using static IntegrationHub.Market.Tests.Contracts.SampleContracts;

namespace IntegrationHub.Market.Tests.Contracts;

public sealed class ContractLifeTests
{
    private static readonly LocalDate Today = new(2026, 12, 1);
    private static readonly ContractLife Draft = new(Retail, ContractState.Draft, "li");

    private static readonly (ContractAction Action, string Actor)[] WayIntoForce =
    [
        (ContractAction.Submit, "li"), (ContractAction.Offer, "wang"), (ContractAction.Agree, "customer"), (ContractAction.Sign, "zhao"), (ContractAction.File, "hub"), (ContractAction.AcceptFiling, "center"),
    ];

    [Fact]
    public void A_contract_goes_from_draft_into_force_with_one_digest_all_the_way()
    {
        var contract = Draft;
        foreach (var (action, actor) in WayIntoForce)
            contract = Done(contract, Command(action, actor));

        Assert.Equal((ContractState.InForce, Text.Digest), (contract.State, contract.Digest));
        Assert.True(contract.BindsOn(new(2027, 6, 1)));
        Assert.False(contract.BindsOn(new(2028, 1, 1)));
    }

    [Fact]
    public void What_is_not_in_the_table_cannot_happen_and_changes_nothing() => Prop.ForAll(
        (from state in Gen.Elements(Enum.GetValues<ContractState>()) from action in Gen.Elements(Enum.GetValues<ContractAction>()) select (state, action)).ToArbitrary(),
        static pair =>
        {
            var decision = ContractDecider.Decide(Draft with { State = pair.state, Digest = Text.Digest }, Command(pair.action, "wang"));
            var allowed = ContractTransitions.Table.Any(row => row.From == pair.state && row.Action == pair.action);
            return allowed
                ? decision.Problems.All(static problem => problem.Code != ProblemCodes.ContractTransition)
                : decision is { After: null, Event: null } && decision.Problems.Single().Code == ProblemCodes.ContractTransition;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_state_can_be_reached_and_none_twice_by_one_action()
    {
        Assert.Equal(ContractTransitions.Table.Count, ContractTransitions.Table.Select(static row => (row.From, row.Action)).Distinct().Count());
        var reached = new HashSet<ContractState> { ContractState.Draft };
        for (var i = 0; i < ContractTransitions.Table.Count; i++)
            reached.UnionWith(ContractTransitions.Table.Where(row => reached.Contains(row.From)).Select(static row => row.To));

        Assert.Equal(Enum.GetValues<ContractState>().Length, reached.Count);
    }

    [Theory]
    [InlineData(ContractState.InReview, ContractAction.Offer)]
    [InlineData(ContractState.Agreed, ContractAction.Sign)]
    public void Its_author_neither_releases_nor_signs_it(ContractState state, ContractAction action) =>
        Assert.Equal(ProblemCodes.ContractFourEyes, Refused(Draft with { State = state, Digest = Text.Digest }, Command(action, "li")).Code);

    [Theory]
    [InlineData(ContractState.Offered, ContractAction.Agree)]
    [InlineData(ContractState.Agreed, ContractAction.Sign)]
    public void What_is_signed_is_what_was_offered(ContractState state, ContractAction action)
    {
        var offered = Draft with { State = state, Digest = Text.Digest };
        var other = ContractText.Render(Retail with { PackageVersion = 2 }, Template).Required.Digest;
        Assert.Equal(ProblemCodes.ContractDigest, Refused(offered, Command(action, "wang") with { Digest = other }).Code);
        Assert.Equal(ProblemCodes.ContractDigest, Refused(offered, Command(action, "wang") with { Digest = null }).Code);
        Assert.Equal(ProblemCodes.ContractDigest, Refused(offered, Command(action, "wang") with { Digest = Text.Digest.ToUpperInvariant() }).Code);
    }

    [Fact]
    public void A_changed_draft_has_lost_its_digest() =>
        Assert.Null(Done(Draft with { State = ContractState.Offered, Digest = Text.Digest }, Command(ContractAction.AskForChanges, "customer")).Digest);

    [Fact]
    public void A_contract_with_problems_is_neither_submitted_nor_offered()
    {
        var problems = ContractRules.Check(Retail with { Currency = "" });
        Assert.Equal("currency", Refused(Draft, Command(ContractAction.Submit, "li") with { Problems = problems }).Where);
        Assert.Equal("currency", Refused(Draft with { State = ContractState.InReview }, Command(ContractAction.Offer, "wang") with { Problems = problems }).Where);
    }

    [Fact]
    public void A_refusal_says_why() => Assert.Equal(ProblemCodes.ContractReason, Refused(Draft with { State = ContractState.InReview }, Command(ContractAction.Reject, "wang") with { Reason = " " }).Code);

    [Fact]
    public void It_expires_after_its_last_day_and_is_terminated_before_it()
    {
        var inForce = Draft with { State = ContractState.InForce, Digest = Text.Digest };
        Assert.Equal(ProblemCodes.ContractDay, Refused(inForce, Command(ContractAction.Expire, "hub") with { Today = new(2027, 12, 31) }).Code);
        Assert.Equal(ContractState.Expired, Done(inForce, Command(ContractAction.Expire, "hub") with { Today = new(2028, 1, 1) }).State);
        Assert.Equal(ProblemCodes.ContractDay, Refused(inForce, Terminate(new(2027, 12, 31))).Code);
        Assert.Equal(ProblemCodes.ContractDay, Refused(inForce, Terminate(new(2027, 5, 1)) with { Today = new(2027, 6, 1) }).Code);
        var ended = Done(inForce, Terminate(new(2027, 6, 30)));
        Assert.True(ended.BindsOn(new(2027, 6, 30)));
        Assert.False(ended.BindsOn(new(2027, 7, 1)));
    }

    [Theory]
    [InlineData("2027-03-01", "2027-03-30", true)]
    [InlineData("2027-03-01", "2027-03-31", false)]
    [InlineData(null, "2027-06-30", true)]
    [InlineData("2027-03-02", "2027-06-30", true)]
    public void A_termination_waits_for_the_days_of_notice_that_the_contract_agrees_on(string? notice, string last, bool refused)
    {
        // 30 days; today is the first of March.
        var inForce = Draft with { State = ContractState.InForce, Digest = Text.Digest };
        var command = Terminate(NodaTime.Text.LocalDatePattern.Iso.Parse(last).Value, notice is null ? null : NodaTime.Text.LocalDatePattern.Iso.Parse(notice).Value) with { Today = new(2027, 3, 1) };
        if (refused)
            Assert.Equal(ProblemCodes.ContractNotice, Refused(inForce, command).Code);
        else
            Assert.Equal((ContractState.Terminated, command.Termination), (Done(inForce, command).State, Done(inForce, command).Termination));

        // One that agrees on none needs none.
        Assert.Equal(ContractState.Terminated, Done(inForce with { Terms = Retail with { Parameters = new Dictionary<string, string>() } }, command).State);
    }

    [Theory]
    [InlineData("30天")]
    [InlineData("2147483647")]
    public void A_stored_notice_that_is_no_number_of_days_is_not_taken_as_none(string days)
    {
        var terms = Retail with { Parameters = new Dictionary<string, string> { ["noticeDays"] = days } };
        var problem = Refused(new(terms, ContractState.InForce, "li", Text.Digest), Terminate(new(2027, 6, 30)));
        Assert.Equal((ProblemCodes.ContractNotice, "parameters.noticeDays"), (problem.Code, problem.Where));
        Assert.Contains(days, problem.Text, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Remedy);
    }

    [Theory]
    [InlineData(ContractState.Signed, "2027-07-01", true, true)]
    [InlineData(ContractState.Filed, "2027-07-01", true, true)]
    [InlineData(ContractState.InForce, "2027-07-01", true, true)]
    [InlineData(ContractState.Filed, "2028-01-01", true, false)]
    [InlineData(ContractState.InForce, "2028-01-01", false, false)]
    public void While_a_later_version_takes_its_place_it_does_not_end_in_another_way(ContractState state, string from, bool keepsFromTermination, bool keepsFromExpiry)
    {
        var inForce = Draft with { State = ContractState.InForce, Digest = Text.Digest };
        var first = NodaTime.Text.LocalDatePattern.Iso.Parse(from).Value;
        ContractLife later = new(Retail with { Version = 2, ValidFrom = first, ValidTo = first.PlusMonths(6) }, state, "li", Text.Digest);
        Check(Terminate(new(2027, 6, 30)) with { Successor = later }, keepsFromTermination);
        Check(Command(ContractAction.Expire, "hub") with { Today = new(2028, 1, 1), Successor = later }, keepsFromExpiry);

        void Check(ContractCommand command, bool refused)
        {
            if (refused)
                Assert.Equal(ProblemCodes.ContractLaterVersion, Refused(inForce, command).Code);
            else
                Done(inForce, command);
        }
    }

    [Fact]
    public void A_version_begins_after_one_that_was_terminated()
    {
        ContractLife ended = new(Retail, ContractState.Terminated, "li", Text.Digest, new(2027, 6, 30));
        var next = Retail with { Version = 2, ValidFrom = new(2027, 6, 30) };
        Assert.Equal((ProblemCodes.ContractDay, "Let it begin on 2027-07-01 or later."), ContractDecider.CheckFollows(next, [ended]) is { } problem ? (problem.Code, problem.Remedy) : default);
        Assert.Null(ContractDecider.CheckFollows(next with { ValidFrom = new(2027, 7, 1) }, [ended]));

        // One that was ended before it began binds nobody.
        Assert.Null(ContractDecider.CheckFollows(next, [ended with { EndedOn = new(2026, 12, 31) }]));
        Assert.NotNull(ContractDecider.CheckFollows(next with { ValidFrom = new(2026, 12, 31) }, [ended with { State = ContractState.Expired, EndedOn = null }]));
    }

    [Fact]
    public void An_amendment_that_comes_after_the_last_day_still_takes_over_on_its_first()
    {
        ContractLife next = new(Retail with { Version = 2, ValidFrom = new(2027, 12, 15), ValidTo = new(2028, 1, 31) }, ContractState.InForce, "li", Text.Digest);
        var amended = Done(Draft with { State = ContractState.Expired, Digest = Text.Digest }, Command(ContractAction.Amend, "hub") with { Today = new(2028, 1, 2), Successor = next });
        Assert.Equal((ContractState.Amended, new LocalDate(2027, 12, 14)), (amended.State, amended.EndedOn));
    }

    [Fact]
    public void An_amendment_takes_over_on_its_first_day()
    {
        var inForce = Draft with { State = ContractState.InForce, Digest = Text.Digest };
        var next = new ContractLife(Retail with { Version = 2, ValidFrom = new(2027, 7, 1), Type = "A09" }, ContractState.Signed, "li", Text.Digest);
        var amended = Done(inForce, Command(ContractAction.Amend, "wang") with { Successor = next });
        Assert.Equal(ContractState.Amended, amended.State);
        foreach (var day in (LocalDate[])[new(2027, 6, 30), new(2027, 7, 1)])
            Assert.Single((ContractLife[])[amended, next], contract => contract.BindsOn(day));

        Assert.Equal(ProblemCodes.ContractVersion, Refused(inForce, Command(ContractAction.Amend, "wang") with { Successor = next with { State = ContractState.Offered } }).Code);
        Assert.Equal(ProblemCodes.ContractVersion, Refused(inForce, Command(ContractAction.Amend, "wang")).Code);
    }

    [Theory]
    [InlineData(ContractState.Offered, ContractAction.Agree, EvidenceKind.Signature)]
    [InlineData(ContractState.Agreed, ContractAction.Sign, EvidenceKind.Consent)]
    [InlineData(ContractState.Signed, ContractAction.File, EvidenceKind.Acceptance)]
    [InlineData(ContractState.Filed, ContractAction.AcceptFiling, EvidenceKind.Filing)]
    public void What_others_did_is_shown(ContractState state, ContractAction action, EvidenceKind other)
    {
        var contract = Draft with { State = state, Digest = Text.Digest };
        var command = Command(action, "wang");
        Assert.Equal(ProblemCodes.ContractEvidence, Refused(contract, command with { Evidence = null }).Code);
        Assert.Equal(ProblemCodes.ContractEvidence, Refused(contract, command with { Evidence = command.Evidence! with { Kind = other } }).Code);
        Assert.Equal(ProblemCodes.ContractEvidence, Refused(contract, command with { Evidence = command.Evidence! with { Contract = "R-OTHER" } }).Code);
        Assert.Equal(ProblemCodes.ContractEvidence, Refused(contract, command with { Evidence = command.Evidence! with { Version = 2 } }).Code);
        Assert.Equal(action is ContractAction.Agree or ContractAction.Sign, ContractDecider.Decide(contract, command with { Evidence = command.Evidence! with { Digest = null } }).After is null);
        Done(contract, command);
    }

    /// <summary>A year and its next version from April to September, as the two stand; then the version that has the days before, within and after.</summary>
    [Theory]
    [InlineData(ContractState.InForce, ContractState.Signed, "111")]
    [InlineData(ContractState.Expired, ContractState.Filed, "111")]
    [InlineData(ContractState.InForce, ContractState.InForce, "12-")]
    [InlineData(ContractState.Expired, ContractState.Expired, "12-")]
    [InlineData(ContractState.InForce, ContractState.Terminated, "12-")]
    [InlineData(ContractState.InForce, ContractState.Agreed, "111")]
    [InlineData(ContractState.Agreed, ContractState.Signed, "-2-")]
    public void Each_day_is_under_the_newest_version_that_was_accepted_and_under_one_that_was_not_only_where_no_other_has_it(ContractState first, ContractState second, string has)
    {
        var later = Retail with { Version = 2, ValidFrom = new(2027, 4, 1), ValidTo = new(2027, 9, 30) };
        var versions = ContractLife.EachDayOnce([new(Retail, first, "li"), new(later, second, "li")]);
        Assert.Equal(has, string.Concat(new LocalDate[] { new(2027, 2, 1), new(2027, 5, 1), new(2027, 11, 1) }.Select(day => versions.SingleOrDefault(one => one.BindsOn(day))?.Terms.Version.ToString() ?? "-")));

        // What binds is what is there: nothing of it is kept.
        Assert.DoesNotContain("bindsAfter", IntegrationHub.Market.Json.MarketJson.Write(versions[1]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_version_that_is_not_accepted_yet_binds_beyond_the_days_of_the_one_before()
    {
        var later = Retail with { Version = 2, ValidFrom = new(2027, 10, 1), ValidTo = new(2028, 3, 31) };
        var versions = ContractLife.EachDayOnce([new(Retail, ContractState.InForce, "li"), new(later, ContractState.Signed, "li")]);
        Assert.Equal([1, 1, 2], new LocalDate[] { new(2027, 9, 30), new(2027, 12, 31), new(2028, 1, 1) }.Select(day => Assert.Single(versions, one => one.BindsOn(day)).Terms.Version));
    }

    private static ContractCommand Terminate(LocalDate last) => Terminate(last, Today);

    private static ContractCommand Terminate(LocalDate last, LocalDate? notice) => Command(ContractAction.Terminate, "wang") with { On = last, Termination = new("for a reason", notice, "li", "wang", null) };

    private static ContractCommand Command(ContractAction action, string actor) => new(action, actor, Today, Text.Digest, "for a reason")
    {
        Evidence = EvidenceRules.Of(action) is { } kind ? new(kind, Retail.MRid, Retail.Version, Text.Digest) : null,
    };

    private static ContractLife Done(ContractLife contract, ContractCommand command)
    {
        var decision = ContractDecider.Decide(contract, command);
        Assert.Empty(decision.Problems);
        Assert.Equal((contract.State, decision.After!.State), (decision.Event!.From, decision.Event.To));
        return decision.After;
    }

    private static Problem Refused(ContractLife contract, ContractCommand command)
    {
        var decision = ContractDecider.Decide(contract, command);
        Assert.Null(decision.After);
        return Assert.Single(decision.Problems);
    }
}
