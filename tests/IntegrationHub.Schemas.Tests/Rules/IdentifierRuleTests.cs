using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Rules;

namespace IntegrationHub.Schemas.Tests.Rules;

public sealed class IdentifierRuleTests
{
    [Fact]
    public void All_wrong_identifiers_are_reported_together_each_with_its_own_reason()
    {
        var wrong = new CodedId("10XFR-RTE------X", "A01");
        var findings = new RuleTestDocument
        {
            Sender = wrong,
            Receiver = wrong,
            Domain = wrong,
            Series = [new TimeSeries { ElementName = "TimeSeries", Ordinal = 2, MRid = "ts", InDomain = wrong, OutDomain = wrong, InParty = wrong, OutParty = wrong, MeteringPoint = wrong }],
        }.Check();
        Assert.Equal(["A78", "A53", "A80", "A23", "A23", "A22", "A22", "A64"], findings.Select(f => f.ReasonCode));
        Assert.Equal("sender_MarketParticipant.mRID", findings[0].Path);
        Assert.Equal("TimeSeries[2]/in_Domain.mRID", findings[3].Path);
        Assert.All(findings, f => Assert.Contains("is Q, not X", f.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_GS1_party_is_a_GLN_and_a_GS1_metering_point_a_GSRN()
    {
        var point = new TimeSeries { ElementName = "TimeSeries", Ordinal = 1, MeteringPoint = new("571313000000002000", "A10") };
        Assert.Empty(new RuleTestDocument { Sender = new("5790001330552", "A10"), Series = [point] }.Check());

        var swapped = new TimeSeries { ElementName = "TimeSeries", Ordinal = 1, MeteringPoint = new("5790001330552", "A10") };
        var findings = new RuleTestDocument { Sender = new("571313000000002000", "A10"), Series = [swapped] }.Check();
        Assert.Equal([("gs1-check", "A78"), ("gs1-check", "A64")], findings.Select(f => (f.Rule, f.ReasonCode)));
    }

    [Theory]
    [InlineData("NFR")]
    [InlineData(null)]
    public void Identifiers_of_other_schemes_are_left_alone(string? scheme) =>
        Assert.Empty(new RuleTestDocument { Sender = new("anything", scheme) }.Check());

    [Theory]
    [InlineData("X")]
    [InlineData("\U0001D11E")]
    [InlineData("X\U0001D11E")]
    public void A_text_never_is_longer_than_a_reason_may_be_nor_cut_through_a_character(string part)
    {
        var finding = Assert.Single(new RuleTestDocument { Sender = new(string.Concat(Enumerable.Repeat(part, 2000)), "A01") }.Check());
        Assert.InRange(finding.Text.Length, ReasonText.MaxLength - 1, ReasonText.MaxLength);
        Assert.Equal(finding.Text, string.Concat(finding.Text.EnumerateRunes()));
    }
}
