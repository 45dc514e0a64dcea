using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Quantities;
using static IntegrationHub.Market.Tests.Contracts.SampleContracts;

namespace IntegrationHub.Market.Tests.Contracts;

public sealed class ContractRulesTests
{
    public static TheoryData<ContractTerms> Good => [Retail, Purchase, Centralized, Transfer, Service, Noticed("0"), Noticed("3650")];

    public static TheoryData<ContractTerms, string, string> Spoilt => new()
    {
        { Retail with { MRid = "" }, ProblemCodes.ContractNumber, "mRid" },
        { Retail with { MRid = "合同一" }, ProblemCodes.ContractNumber, "mRid" },
        { Retail with { MRid = new('A', 36) }, ProblemCodes.ContractNumber, "mRid" },
        { Retail with { Version = 0 }, ProblemCodes.ContractVersion, "version" },
        { Retail with { Seller = Retail.Seller with { MRid = "10X1001A1001A451" } }, ProblemCodes.ContractParty, "seller.mRid" },
        { Retail with { Buyer = Retail.Buyer with { CodingScheme = "X" } }, ProblemCodes.ContractParty, "buyer.codingScheme" },
        { Retail with { Buyer = Retail.Buyer with { Name = " " } }, ProblemCodes.ContractParty, "buyer.name" },
        { Retail with { Buyer = Retail.Seller }, ProblemCodes.ContractParty, "buyer.mRid" },
        { Retail with { ValidTo = new(2026, 12, 31) }, ProblemCodes.ValidityReversed, "validTo" },
        { Retail with { Type = "A03" }, ProblemCodes.ContractType, "type" },
        { Retail with { Type = "Z9" }, ProblemCodes.ContractType, "type" },
        { Retail with { Currency = "yuan" }, ProblemCodes.ValueUnreadable, "currency" },
        { Retail with { Area = "10YCB-GERMANY--9" }, ProblemCodes.ValueUnreadable, "area" },
        { Retail with { Quantity = null }, ProblemCodes.ContractField, "quantity" },
        { Retail with { Quantity = Energy.Zero }, ProblemCodes.QuantityNegative, "quantity" },
        { Retail with { Months = Retail.Months.Skip(1).ToDictionary() }, ProblemCodes.MonthMissing, "months.2027-01" },
        { Retail with { Accounts = [] }, ProblemCodes.ContractAccounts, "accounts" },
        { Retail with { Accounts = [new("1", "10kV"), new("1", "10kV")] }, ProblemCodes.ContractAccounts, "accounts[1]" },
        { Retail with { Package = null }, ProblemCodes.ContractPackage, "package" },
        { Retail with { Price = 400 }, ProblemCodes.ContractPrice, "price" },
        { Retail with { Auction = "A" }, ProblemCodes.ContractField, "auction" },
        { Retail with { Buyer = Retail.Buyer with { Name = "东方\u202E纺织厂" } }, ProblemCodes.ContractText, "buyer.name" },
        { Retail with { Parameters = new Dictionary<string, string> { ["a"] = "b\nc" } }, ProblemCodes.ContractText, "parameters.a" },
        { Retail with { Parameters = new Dictionary<string, string> { ["a"] = "\ud800" } }, ProblemCodes.ContractText, "parameters.a" },
        { Noticed("30天"), ProblemCodes.ValueUnreadable, "parameters.noticeDays" },
        { Noticed(""), ProblemCodes.ValueUnreadable, "parameters.noticeDays" },
        { Noticed("-1"), ProblemCodes.ValueUnreadable, "parameters.noticeDays" },
        { Noticed("3651"), ProblemCodes.ValueUnreadable, "parameters.noticeDays" },
        { Noticed("2147483647"), ProblemCodes.ValueUnreadable, "parameters.noticeDays" },
        { Purchase with { Price = null }, ProblemCodes.ContractPrice, "price" },
        { Purchase with { Area = null }, ProblemCodes.ContractField, "area" },
        { Purchase with { Accounts = [new("1", "10kV")] }, ProblemCodes.ContractAccounts, "accounts" },
        { Purchase with { Package = "P1", PackageVersion = 1 }, ProblemCodes.ContractPackage, "package" },
        { Centralized with { Auction = null }, ProblemCodes.ContractField, "auction" },
        { Transfer with { Original = null }, ProblemCodes.ContractField, "original" },
        { Transfer with { Original = Transfer.MRid }, ProblemCodes.ContractField, "original" },
        { Service with { Quantity = Energy.FromMegawattHours(1) }, ProblemCodes.ContractField, "quantity" },
        { Service with { Price = 1 }, ProblemCodes.ContractPrice, "price" },
    };

    [Theory]
    [MemberData(nameof(Good), DisableDiscoveryEnumeration = true)]
    public void Each_kind_of_contract_passes_as_it_should_be(ContractTerms terms) => Assert.Empty(ContractRules.Check(terms));

    [Theory]
    [MemberData(nameof(Spoilt), DisableDiscoveryEnumeration = true)]
    public void What_is_wrong_is_told_by_field_with_a_remedy(ContractTerms terms, string code, string where)
    {
        var problem = Assert.Single(ContractRules.Check(terms), problem => problem.Code == code && problem.Where == where);
        Assert.NotEmpty(problem.Text);
        Assert.NotEmpty(problem.Remedy);
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var bad = Retail with { Currency = "", Package = null, Accounts = [], Type = "B", Version = -1 };
        Assert.Equal(
            ["accounts", "currency", "package", "type", "version"],
            ContractRules.Check(bad).Select(static problem => problem.Where).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_account_is_under_one_contract_at_a_time()
    {
        var other = Retail with { MRid = "R-2026-9", Accounts = [new("0002", "10kV")], ValidFrom = new(2026, 7, 1), ValidTo = new(2027, 6, 30) };
        var problem = Assert.Single(Beside(Retail, other));
        Assert.Equal((ProblemCodes.RetailerPeriodOverlaps, "accounts[1]"), (problem.Code, problem.Where));
        Assert.Empty(Beside(Retail, other with { ValidTo = new(2026, 12, 31) }));
        Assert.Empty(Beside(Retail with { Version = 2 }, Retail));
    }

    [Fact]
    public void The_package_must_be_open_to_the_customer_on_the_day()
    {
        var package = Support.Package(new FixedPrice(400)) with { OpenTo = ["industry"] };
        Assert.Empty(ContractRules.CheckBeside(Retail, package, "industry", new(2026, 12, 1), []));
        Assert.Equal(ProblemCodes.ContractPackage, ContractRules.CheckBeside(Retail, package, "commerce", new(2026, 12, 1), []).Single().Code);
        Assert.Equal(ProblemCodes.ContractPackage, ContractRules.CheckBeside(Retail, null, "industry", new(2026, 12, 1), []).Single().Code);
        Assert.Equal("currency", ContractRules.CheckBeside(Retail, package with { Currency = "EUR" }, "industry", new(2026, 12, 1), []).Single().Where);
    }

    [Fact]
    public void No_more_is_transferred_than_a_binding_contract_has()
    {
        Assert.Empty(Beside(Transfer, Purchase));
        Assert.Equal("original", Beside(Transfer).Single().Where);
        Assert.Equal("quantity", Beside(Transfer with { Quantity = Energy.FromMegawattHours(12_001) }, Purchase).Single().Where);
        Assert.Equal("validFrom", Beside(Transfer, Purchase with { ValidFrom = new(2027, 2, 1) }).Single().Where);
    }

    [Fact]
    public void A_contract_survives_its_JSON_and_a_misspelt_field_does_not()
    {
        foreach (var terms in (ContractTerms[])[Retail, Purchase, Centralized, Transfer, Service])
        {
            var json = ContractJson.Write(terms);
            Assert.Equal(json, ContractJson.Write(ContractJson.ReadTerms(json).Required));
        }

        var misspelt = ContractJson.Write(Retail).Replace("\"currency\"", "\"curency\"", StringComparison.Ordinal);
        Assert.Equal([ProblemCodes.JsonMemberUnexpected, ProblemCodes.JsonMemberMissing], ContractJson.ReadTerms(misspelt).Problems.Select(static problem => problem.Code));
        Assert.Equal(ProblemCodes.JsonUnreadable, ContractJson.ReadTerms("{").Problems.Single().Code);
        Assert.Equal(ProblemCodes.ValueMissing, ContractJson.ReadTerms("null").Problems.Single().Code);
    }

    private static ContractTerms Noticed(string days) => Retail with { Parameters = new Dictionary<string, string> { ["noticeDays"] = days } };

    private static IReadOnlyList<Problem> Beside(ContractTerms terms, params ContractTerms[] others) =>
        ContractRules.CheckBeside(terms, Support.Package(new FixedPrice(400)), "industry", new(2026, 12, 1), others);
}
