using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Packages;

namespace IntegrationHub.Market.Tests.Json;

/// <summary>What is wrong with a text is told all at once, by line, column and path.</summary>
public sealed class JsonFaultTests
{
    [Fact]
    public void Every_fault_of_a_contract_is_told_by_place_code_and_remedy()
    {
        var problems = ContractJson.ReadTerms("""
            {
              "mRid": "R-1", "version": "one", "kind": "retale",
              "seller": { "mRid": "10X1001A1001A450", "codingScheme": "A01" },
              "buyer": null, "buyr": {},
              "validFrom": "2026-02-30", "validTo": "2026-12-31", "currency": "CNY", "currency": "EUR",
              "quantity": 1.0000001, "months": { "2026-13": 1, "2026-02": "二", "2026-03": null },
              "accounts": [{ "accountNumber": "一", "voltageLevel": "10kV" }, { "accountNumber": 2 }, null],
              "clauses": {}, "template": "retail", "templateVersion": 1e9, "parameters": { "a": 1 }
            }
            """).Problems;

        Assert.Equal(
            [
                (ProblemCodes.JsonValueWrong, "line 2, column 29, $.version"), (ProblemCodes.JsonValueWrong, "line 2, column 44, $.kind"),
                (ProblemCodes.JsonMemberMissing, "line 3, column 13, $.seller.name"), (ProblemCodes.JsonValueNull, "line 4, column 12, $.buyer"), (ProblemCodes.JsonMemberUnexpected, "line 4, column 18, $.buyr"),
                (ProblemCodes.JsonValueWrong, "line 5, column 16, $.validFrom"), (ProblemCodes.JsonMemberTwice, "line 5, column 74, $.currency"),
                (ProblemCodes.JsonValueWrong, "line 6, column 15, $.quantity"), (ProblemCodes.JsonValueWrong, "line 6, column 38, $.months['2026-13']"),
                (ProblemCodes.JsonValueWrong, "line 6, column 63, $.months['2026-02']"), (ProblemCodes.JsonValueNull, "line 6, column 79, $.months['2026-03']"),
                (ProblemCodes.JsonValueWrong, "line 7, column 85, $.accounts[1].accountNumber"), (ProblemCodes.JsonMemberMissing, "line 7, column 66, $.accounts[1].voltageLevel"),
                (ProblemCodes.JsonValueNull, "line 7, column 90, $.accounts[2]"), (ProblemCodes.JsonValueWrong, "line 8, column 14, $.clauses"),
                (ProblemCodes.JsonValueWrong, "line 8, column 59, $.templateVersion"), (ProblemCodes.JsonValueWrong, "line 8, column 85, $.parameters.a"),
                (ProblemCodes.JsonMemberMissing, "line 1, column 1, $.type"), (ProblemCodes.JsonMemberMissing, "line 1, column 1, $.settlementMethod"),
            ],
            problems.Select(static problem => (problem.Code, problem.Where)));
        Assert.All(problems, static problem => Assert.True(problem.Text.Length > 0 && problem.Remedy.Length > 0));
        Assert.Equal("A whole number without quotation marks belongs here, not this text.", problems[0].Text);
        Assert.StartsWith("Use one of retail, generatorBilateral, ", problems[1].Remedy, StringComparison.Ordinal);
        Assert.Equal("A day is written like \"2026-01-31\".", problems[5].Text);
        Assert.Contains("not a whole number of watt-hours", problems[7].Text, StringComparison.Ordinal);
        Assert.EndsWith("What the contract says is judged once all of it can be read.", problems[^1].Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("IntegrationHub", string.Concat(problems), StringComparison.Ordinal);
        Assert.DoesNotContain("System.", string.Concat(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"lottery","price":"x"}""", "$.kind:JSON_VALUE_WRONG")]
    [InlineData("""{"price":1}""", "$.kind:JSON_MEMBER_MISSING")]
    [InlineData("""{"kind":null,"price":1}""", "$.kind:JSON_VALUE_WRONG")]
    [InlineData("""{"kind":"fixed","kind":"fixed","price":1}""", "$.kind:JSON_MEMBER_TWICE")]
    [InlineData("""{"price":"x","prise":1,"kind":"fixed"}""", "$.price:JSON_VALUE_WRONG $.prise:JSON_MEMBER_UNEXPECTED")]
    [InlineData("""{"kind":"mix","parts":[{"share":"x","price":{"kind":"tired","tiers":1}},{"price":{"kind":"fixed"}},5]}""",
        "$.parts[0].share:JSON_VALUE_WRONG $.parts[0].price.kind:JSON_VALUE_WRONG $.parts[1].price.price:JSON_MEMBER_MISSING $.parts[1].share:JSON_MEMBER_MISSING $.parts[2]:JSON_VALUE_WRONG")]
    [InlineData("""{"kind":"fixed","Price":1,"price":2}""", "$.price:JSON_MEMBER_TWICE")]
    [InlineData("""{"kind":"linked","reference":"\ud800","markup":1}""", "$.reference:JSON_VALUE_WRONG")]
    [InlineData("""{"kind":"fixed","price":1,"a\ud800":2,"it's\u0001":3}""", "$['\ufffd']:JSON_MEMBER_UNEXPECTED $['it\ufffds\ufffd']:JSON_MEMBER_UNEXPECTED")]
    [InlineData("""{"kind":"tiered","tiers":[{"price":"x"},{"price":1,}]}""", "$.tiers[0].price:JSON_VALUE_WRONG $.tiers[1]:JSON_UNREADABLE")]
    [InlineData("""{"kind":"fixed","price":1} {}""", "$:JSON_UNREADABLE")]
    [InlineData("[]", "$:JSON_VALUE_WRONG")]
    [InlineData("", "$:JSON_UNREADABLE")]
    public void What_stops_the_reading_is_told_with_all_that_stops_it_behind(string price, string faults) =>
        Assert.Equal(faults, string.Join(' ', PackageJson.Read(price).Problems.Select(static problem => $"{PathOf(problem)}:{problem.Code}")));

    [Fact]
    public void Half_a_character_is_told_by_where_it_stands() =>
        Assert.Equal((ProblemCodes.JsonUnreadable, "character 2"), PackageJson.Read("\"\ud800\"").Problems.Select(static problem => (problem.Code, problem.Where)).Single());

    [Theory]
    [InlineData(100, 100, null)]
    [InlineData(101, 101, "And 1 more.")]
    [InlineData(150, 101, "And 50 more.")]
    [InlineData(9_999, 101, "And 9899 more.")]
    [InlineData(30_000, 101, "And at least 9900 more.")]
    public void A_hundred_faults_are_told_and_how_many_more_there_are(int faults, int told, string? more)
    {
        var problems = ContractJson.ReadTerms($$"""{"clauses":[{{string.Join(',', Enumerable.Repeat("1", faults - 12))}}]}""").Problems;
        Assert.Equal(told, problems.Count);
        Assert.Equal(more is null ? ProblemCodes.JsonMemberMissing : ProblemCodes.JsonMore, problems[^1].Code);
        Assert.Equal(more ?? "\"templateVersion\" is missing.", problems[^1].Text);
    }

    [Fact]
    public void What_is_too_deep_is_one_fault()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"kind":"bounded","price":""", 70));
        var problem = Assert.Single(PackageJson.Read(deep).Problems);
        Assert.Equal(ProblemCodes.JsonUnreadable, problem.Code);
        Assert.Contains("64", problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_any_length_makes_a_short_place() =>
        Assert.InRange(PackageJson.Read($$"""{"kind":"fixed","price":1,"{{new string('n', 90_000)}}":1}""").Problems.Single().Where.Length, 40, 80);

    /// <summary>The path at the end of a place.</summary>
    internal static string PathOf(Problem problem) => problem.Where[problem.Where.IndexOf('$', StringComparison.Ordinal)..];
}
