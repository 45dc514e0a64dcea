using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Tests.Doubles;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Tests.Parties;

public sealed class PartyRulesTests
{
    [Fact]
    public void Good_parties_pass_and_may_replace_themselves()
    {
        Assert.Empty(PartyRules.Check(TestParties.Center, TestParties.Directory.Parties));
        Assert.Empty(PartyRules.Check(TestParties.Distribution, TestParties.Directory.Parties));
    }

    [Theory]
    [InlineData("Center")]
    [InlineData("c")]
    [InlineData("a b")]
    [InlineData("center\n")]
    public void A_name_is_for_the_command_line(string name) =>
        Assert.Contains("PARTY_NAME", Codes(TestParties.Center with { Name = name, Code = new CodedId("X1", null), TlsCertificates = [] }));

    [Theory]
    [InlineData("10XTRADECENTER-Q", "A01", true)]
    [InlineData("10XTRADECENTER-R", "A01", false)]
    [InlineData("4006381333931", "A10", true)]
    [InlineData("4006381333932", "A10", false)]
    [InlineData("GD-CENTER", "NCN", true)]
    [InlineData("A-CODE-MUCH-TOO-LONG", "NCN", false)]
    [InlineData("", null, false)]
    public void The_check_character_of_its_code_is_verified(string code, string? scheme, bool right) =>
        Assert.Equal(!right, Codes(TestParties.Center with { Code = new CodedId(code, scheme) }).Contains("PARTY_CODE"));

    [Fact]
    public void A_service_has_two_https_addresses_of_different_names()
    {
        var one = TestParties.Center.Endpoints[0];
        Assert.Contains("PARTY_ENDPOINTS", Codes(TestParties.Center with { Endpoints = [one] }));
        Assert.Contains("PARTY_ENDPOINTS", Codes(TestParties.Center with { Endpoints = [one, one with { Name = "other" }] }));
        Assert.Contains("PARTY_ENDPOINTS", Codes(TestParties.Center with { Endpoints = [one, one with { Address = new Uri("https://127.0.0.1:9/x") }] }));
        Assert.Contains("PARTY_ENDPOINTS", Codes(TestParties.Center with { Endpoints = [one, one with { Name = "plain", Address = new Uri("http://127.0.0.1:9/x") }] }));
    }

    [Fact]
    public void One_code_and_one_certificate_name_one_party()
    {
        var twin = TestParties.Center with { Name = "twin" };
        Assert.Equal(["PARTY_CODE_TAKEN", "PARTY_CERTIFICATE_TAKEN"], Codes(twin));
    }

    [Fact]
    public void Limits_stay_in_their_ranges()
    {
        Assert.Contains("PARTY_LIMITS", Codes(TestParties.Center with { Limits = new() { MaxRequestBytes = 10 } }));
        Assert.Contains("PARTY_LIMITS", Codes(TestParties.Center with { Limits = new() { MaxListEntries = 0 } }));
        Assert.Contains("PARTY_LIMITS", Codes(TestParties.Center with { Limits = new() { MaxBytesPerDay = -1 } }));
    }

    [Fact]
    public void A_thumbprint_is_64_hexadecimal_digits() =>
        Assert.Equal(["PARTY_CERTIFICATE"], Codes(TestParties.Center with { TlsCertificates = ["12AB"] }));

    private static IEnumerable<string> Codes(Party party) => PartyRules.Check(party, TestParties.Directory.Parties).Select(one => one.Code);
}
