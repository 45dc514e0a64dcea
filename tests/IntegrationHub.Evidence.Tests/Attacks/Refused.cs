using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Tests.Material;

namespace IntegrationHub.Evidence.Tests.Attacks;

internal static class Refused
{
    /// <summary>Refused with the code, covering nothing.</summary>
    public static SignatureRefusal For(SignatureRefusalCode code, byte[] message, SignaturePolicy? policy = null, DateTimeOffset? at = null)
    {
        var verdict = TestKeys.Verifier.Verify(message, policy ?? TestKeys.Policy, at ?? TestKeys.Now);
        Assert.False(verdict.Accepted);
        Assert.Equal(code, verdict.Refusal.Code);
        Assert.Equal((0, 0), verdict.Covered);
        Assert.NotEmpty(verdict.Refusal.Detail);
        Assert.NotEmpty(verdict.Refusal.Remedy);
        return verdict.Refusal;
    }
}
