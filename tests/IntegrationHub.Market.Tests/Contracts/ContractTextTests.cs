using System.Text;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Time;
using static IntegrationHub.Market.Tests.Contracts.SampleContracts;

namespace IntegrationHub.Market.Tests.Contracts;

public sealed class ContractTextTests
{
    [Fact]
    public void The_wording_is_filled_in_and_clauses_are_numbered()
    {
        var lines = Text.Text.Split('\n');
        Assert.Equal(ContractText.Form, lines[0]);
        Assert.Contains("甲方（售电方）：星河售电有限公司", lines);
        Assert.Contains("合同电量 12000 MWh，自 2027-01-01 至 2027-12-31。", lines);
        Assert.Contains("2027-03: 1000", lines);
        Assert.Contains("3. 电价", lines);
        Assert.Contains("按套餐 P1/1 结算，提前 30 日通知。{附件}", lines);
        Assert.DoesNotContain("绿电条款。", lines);
    }

    [Fact]
    public void A_chosen_clause_is_part_of_it() => Assert.Contains("4. 绿电\n绿电条款。\n", ContractText.Render(Retail with { Clauses = ["green"] }, Template).Required.Text, StringComparison.Ordinal);

    [Fact]
    public void It_is_one_octet_sequence_in_whatever_order_the_fields_were_entered()
    {
        var shuffled = Retail with { Months = Retail.Months.Reverse().ToDictionary(), Parameters = Retail.Parameters.ToDictionary() };
        Assert.Equal(Text.ToBytes(), ContractText.Render(shuffled, Template).Required.ToBytes());
        Assert.Equal(Text.Text, Encoding.UTF8.GetString(Text.ToBytes()));
        Assert.Matches("^[0-9a-f]{64}$", Text.Digest);
    }

    [Fact]
    public void Whatever_the_contract_says_changes_the_digest_also_where_the_wording_does_not_say_it()
    {
        ContractTerms[] changed =
        [
            Retail with { SettlementMethod = "daily" }, Retail with { PackageVersion = 2 }, Retail with { Accounts = [new("0001", "10kV")] },
            Retail with { Parameters = new Dictionary<string, string> { ["noticeDays"] = "30", ["x"] = "1" } }, Retail with { Version = 2 },
        ];
        var digests = changed.Select(static terms => ContractText.Render(terms, Template).Required.Digest).Append(Text.Digest).ToList();
        Assert.Equal(digests.Count, digests.Distinct().Count());
    }

    [Fact]
    public void A_value_that_looks_like_a_placeholder_stays_what_it_is()
    {
        var sly = Retail with { Buyer = Retail.Buyer with { Name = "{seller.name}" } };
        Assert.Contains("乙方（购电方）：{seller.name}\n", ContractText.Render(sly, Template).Required.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_wording_needs_and_the_contract_lacks_is_told_by_field()
    {
        var problems = ContractText.Render(Retail with { Parameters = new Dictionary<string, string>(), Clauses = ["red"] }, Template).Problems;
        Assert.Equal(["clauses[0]", "parameters.noticeDays"], problems.Select(static problem => problem.Where).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Another_template_or_one_of_another_kind_is_refused()
    {
        Assert.Equal(ProblemCodes.TemplateMissing, ContractText.Render(Retail, Template with { Version = 2 }).Problems.Single().Code);
        Assert.Equal(ProblemCodes.TemplateKind, ContractText.Render(Retail, Template with { Kind = ContractKind.Transfer }).Problems.Single().Code);
    }

    [Theory]
    [InlineData("{sellerr.name}", ProblemCodes.TemplatePlaceholder)]
    [InlineData("{number", ProblemCodes.TemplatePlaceholder)]
    [InlineData("number}", ProblemCodes.TemplatePlaceholder)]
    [InlineData("{parameter.}", ProblemCodes.TemplatePlaceholder)]
    [InlineData("a\u200Bb", ProblemCodes.ContractText)]
    [InlineData("a\r\nb", ProblemCodes.ContractText)]
    public void A_template_with_a_fault_is_told_where(string text, string code)
    {
        var problem = Assert.Single((Template with { Clauses = [new("a", "", text)] }).Check());
        Assert.Equal((code, "clauses[0].text"), (problem.Code, problem.Where));
    }

    [Theory]
    [InlineData("zh-CN", "- 固定电价（尖峰，08:00–11:00，工作日）：1,420.50 元/MWh\n", "电量偏差费用由双方分担，零售用户承担 40 %。", "按月结算")]
    [InlineData("en", "- Fixed price (peak, 08:00–11:00, working days): 1,420.50 CNY/MWh\n", "Both sides bear deviation; the customer's share is 40 %.", "monthly")]
    public void The_packages_prices_stand_in_figures_and_in_the_language_of_the_text(string language, string price, string deviation, string settlement)
    {
        var template = Template with { Language = language, Record = "Annex", Clauses = [new("price", "", "{prices}\n{settlement}")] };
        var package = new PricePackage
        {
            Code = "P1", Version = 1, Names = new Dictionary<string, string> { ["zh"] = "分时", ["en"] = "By time" }, Currency = "CNY", ValidFrom = new(2026, 1, 1), Deviation = new(DeviationBearer.Shared, 0.4m),
            Price = new TimeDivided([new(language == "en" ? "peak" : "尖峰", [new(480, 660)], new FixedPrice(1420.5m), DayTypes: [DayType.Working])]),
        };
        var terms = Retail with { Parameters = new Dictionary<string, string>() };

        var text = ContractText.Render(terms, template, package).Required;

        Assert.All(new[] { price, deviation, settlement }, said => Assert.Contains(said, text.Wording, StringComparison.Ordinal));
        Assert.StartsWith("Annex\n{\"mRid\":", text.Record, StringComparison.Ordinal);
        Assert.Equal(text.Text, $"{text.Wording}\n---\n{text.Record}\n");
        Assert.Equal((ProblemCodes.ContractPackage, "package"), ContractText.Render(terms, template).Problems.Single() is var none ? (none.Code, none.Where) : default);
    }

    [Fact]
    public void A_value_for_which_the_template_has_a_clause_needs_that_clause()
    {
        var template = Template with { Clauses = [new("a", "", "{number}"), new("notice", "", "{parameter.noticeDays}", Optional: true)] };

        Assert.Equal((ProblemCodes.TemplateClause, "clauses"), ContractText.Render(Retail, template).Problems.Single() is var unsaid ? (unsaid.Code, unsaid.Where) : default);
        Assert.Contains("\n30\n", ContractText.Render(Retail with { Clauses = ["notice"] }, template).Required.Wording + "\n", StringComparison.Ordinal);
        Assert.Equal(["notice"], template.ClausesOf("noticeDays"));
    }

    [Fact]
    public void A_template_survives_its_JSON()
    {
        var json = ContractJson.Write(Template);
        Assert.Contains("购售电合同", json, StringComparison.Ordinal);
        Assert.Equal(json, ContractJson.Write(ContractJson.ReadTemplate(json).Required));
    }
}
