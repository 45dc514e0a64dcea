using System.Globalization;
using System.Xml.Linq;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Decomposition;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Processes.Contracts;
using IntegrationHub.Retail.Processes.Submitting;
using NodaTime;

namespace IntegrationHub.Retail.Tests.Processes;

/// <summary>A contract as the schedule that files it.</summary>
public sealed class FilingDocumentTests
{
    private static readonly FilingOptions Options = new("10YIHUB-MARKET0N", DateTimeZoneProviders.Tzdb["Europe/Berlin"]);

    private static readonly SubmissionFrame Frame = new("FILE-1", 1, new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero), Party("10XIHUB-RETAILRZ", "A12"), Party("10XIHUB-TCENTERZ", "A11"));

    [Fact]
    public void The_months_sum_to_the_contract_to_the_watt_hour()
    {
        var document = Read(Terms() with { Quantity = Energy.FromMegawattHours(100.000001m) });

        var quantities = document.Descendants().Where(static element => element.Name.LocalName == "quantity").Select(static element => decimal.Parse(element.Value, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal((3, 100.000001m), (quantities.Count, quantities.Sum()));
    }

    [Fact]
    public void Months_that_the_contract_only_touches_have_the_days_that_belong_to_it()
    {
        var document = Read(Terms());

        Assert.Equal(["P17D", "P28D", "P31D"], document.Descendants().Where(static element => element.Name.LocalName == "resolution").Select(static element => element.Value));

        // Midnight in the market's zone, also behind the change to summer time.
        var ends = document.Descendants().Where(static element => element.Name.LocalName == "end").Select(static element => element.Value).Distinct();
        Assert.Equal(["2027-03-31T22:00Z", "2027-01-31T23:00Z", "2027-02-28T23:00Z"], ends);
    }

    [Theory]
    [InlineData("10X1001A1001A450", "A01", true)]
    [InlineData("C-0001", "NCN", false)]
    [InlineData("91110000123456789X", "A01", false)]
    public void A_code_that_no_schedule_carries_is_left_out(string code, string scheme, bool stands)
    {
        var document = Read(Terms() with { Buyer = new(code, scheme, "name") });

        Assert.Equal(stands, document.Descendants().Any(static element => element.Name.LocalName == "in_MarketParticipant.mRID"));
        Assert.DoesNotContain(document.Descendants(), static element => element.Value == "name");
    }

    [Fact]
    public void The_same_contract_makes_the_same_octets_and_one_without_quantity_none()
    {
        Assert.Equal(FilingDocument.Make(Life(Terms()), Frame, Options), FilingDocument.Make(Life(Terms()), Frame, Options));
        Assert.Null(FilingDocument.Make(Life(Terms() with { Quantity = null }), Frame, Options));
    }

    [Fact]
    public void What_is_filed_is_what_was_frozen_and_is_settled_also_where_days_of_an_amendment_are_over()
    {
        // 10 MWh of 1 to 10 February were over when the second version, 5 of February and 25 of March, was signed on the 11th.
        var first = Terms() with { ValidFrom = new(2027, 2, 1), ValidTo = new(2027, 2, 10), Type = "A03", Quantity = Energy.FromMegawattHours(10), Months = new Dictionary<BillingMonth, decimal> { [new(2027, 2)] = 1 } };
        var second = Terms() with { Version = 2, ValidFrom = new(2027, 2, 1), Quantity = Energy.FromMegawattHours(30), Months = new Dictionary<BillingMonth, decimal> { [new(2027, 2)] = 5, [new(2027, 3)] = 25 } };
        var frozen = ContractDecomposition.Freeze(second, Life(first), 2, "second", new(2027, 2, 11)).Required;
        var document = Read(Life(second) with { Frozen = frozen });
        Assert.Equal(["P10D", "P18D", "P31D"], Values(document, "resolution"));
        Assert.Equal(["10", "0", "20"], Values(document, "quantity"));
    }

    [Fact]
    public void Days_before_an_amendment_stand_in_the_filing_of_the_version_that_has_them()
    {
        var second = Terms() with { Version = 2, ValidFrom = new(2027, 2, 15), Months = new Dictionary<BillingMonth, decimal> { [new(2027, 2)] = 1, [new(2027, 3)] = 1 } };
        var document = Read(Life(second) with { Frozen = ContractDecomposition.Freeze(second, Life(Terms()), 2, "second", new(2027, 2, 1)).Required });
        Assert.Equal(["P14D", "P31D"], Values(document, "resolution"));
        Assert.Equal(100m, Values(document, "quantity").Sum(static text => decimal.Parse(text, CultureInfo.InvariantCulture)));
    }

    private static IEnumerable<string> Values(XDocument document, string name) => document.Descendants().Where(element => element.Name.LocalName == name).Select(static element => element.Value);

    private static ContractLife Life(ContractTerms terms) => new(terms, ContractState.Signed, "li");

    private static XDocument Read(ContractTerms terms) => Read(Life(terms));

    private static XDocument Read(ContractLife contract) => XDocument.Parse(System.Text.Encoding.UTF8.GetString(FilingDocument.Make(contract, Frame, Options)!));

    private static Party Party(string code, string role) => new() { Id = new(Guid.Empty), Name = "party", Code = new(code, "A01"), MarketRole = role };

    private static ContractTerms Terms() => new()
    {
        MRid = "R-1",
        Version = 1,
        Kind = ContractKind.Retail,
        Type = "A08",
        Seller = new("10XIHUB-RETAILRZ", "A01", "seller"),
        Buyer = new("10X1001A1001A450", "A01", "buyer"),
        ValidFrom = new(2027, 1, 15),
        ValidTo = new(2027, 3, 31),
        Quantity = Energy.FromMegawattHours(100),
        Months = new Dictionary<BillingMonth, decimal> { [new(2027, 1)] = 1, [new(2027, 2)] = 1, [new(2027, 3)] = 1 },
        Currency = "CNY",
        SettlementMethod = "monthly",
        Template = "retail-zh",
        TemplateVersion = 1,
    };
}
