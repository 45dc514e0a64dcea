using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Tests.Doubles;

namespace IntegrationHub.Exchange.Tests.Parties;

public sealed class IdentifyCallerTests
{
    [Fact]
    public void The_certificate_names_the_party_in_either_case_of_its_thumbprint() =>
        Assert.Equal("center", Assert.IsType<Caller.Known>(IdentifyCaller.Of(TestParties.Directory, TestParties.CenterThumbprint.ToLowerInvariant())).Party.Name);

    [Theory]
    [InlineData(null, "CALLER_WITHOUT_CERTIFICATE", 401)]
    [InlineData("", "CALLER_WITHOUT_CERTIFICATE", 401)]
    [InlineData("BBBB", "CALLER_UNKNOWN", 401)]
    public void Nobody_else_gets_in(string? thumbprint, string code, int status)
    {
        var refused = Assert.IsType<Caller.Refused>(IdentifyCaller.Of(TestParties.Directory, thumbprint));
        Assert.Equal((code, status), (refused.Reason.Code, refused.HttpStatus));
    }

    [Fact]
    public void A_party_that_was_switched_off_is_answered_403()
    {
        var directory = TestParties.With(TestParties.Center with { Enabled = false });
        Assert.Equal(403, Assert.IsType<Caller.Refused>(IdentifyCaller.Of(directory, TestParties.CenterThumbprint)).HttpStatus);
    }
}
