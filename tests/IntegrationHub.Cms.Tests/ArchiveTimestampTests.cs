using System.Security.Cryptography;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Cms.Tests;

/// <summary>Timestamps inside signatures over years: the signer's certificate runs for one, each timestamp service's for two.</summary>
public sealed class ArchiveTimestampTests : IDisposable
{
    private static readonly byte[] Contract = "100 MWh at 400 CNY"u8.ToArray();
    private readonly TestPki pki = new();
    private readonly SigningKey key;
    private readonly List<SimulatedAuthority> services = [];

    public ArchiveTimestampTests() => key = pki.Issue("trader");

    public void Dispose()
    {
        services.ForEach(s => s.Dispose());
        key.Dispose();
        pki.Dispose();
    }

    [Fact]
    public void Without_a_renewal_a_signature_ends_with_the_certificate_of_its_timestamp_service()
    {
        var signed = Stamped();
        Assert.True(Verify(signed, TestPki.Now.AddMonths(23)).Accepted);
        Assert.Equal("signature.certificate_expired", Assert.Single(Verify(signed, TestPki.Now.AddMonths(25)).Refusals).Id);
    }

    [Theory]
    [InlineData("SHA256")]
    [InlineData("SHA512")]
    public async Task Renewed_in_time_it_proves_the_first_time_eight_years_later(string hash)
    {
        var renewed = Stamped();
        foreach (var year in (int[])[1, 3, 5, 7])
            renewed = await RenewAsync(renewed, TestPki.Now.AddYears(year), new HashAlgorithmName(hash));
        var verdict = Verify(renewed, TestPki.Now.AddYears(8));
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Refusals));
        var signer = Assert.Single(verdict.Signers);
        Assert.Equal((TestPki.Now, 4), (signer.ProvenTime!.Value, signer.Renewals));
        Assert.Equal(TestPki.Now.AddYears(7), signer.CarriedBy!.Time);
        Assert.False(Verify(renewed, TestPki.Now.AddYears(9).AddDays(1)).Accepted);
    }

    [Fact]
    public async Task A_signature_that_carries_its_content_is_renewed_as_well()
    {
        var signed = new CadesSigner(new Evidence.Algorithms.FrameworkMessageKey(key)).SignAttached(Contract, TestPki.Now, []);
        signed = CmsTimestamps.Attach(signed, Token(CmsTimestamps.SignatureValueOf(signed)));
        At(TestPki.Now.AddYears(1));
        var renewal = await CmsRenewal.PrepareAsync(signed, null, HashAlgorithmName.SHA256, default);
        var renewed = renewal.Attach(Token(renewal.ToTimestamp.Span));
        var verdict = new CmsVerifier(CmsPolicy.Trusting(pki.Trust, pki.Trust)).VerifyAttached(renewed, TestPki.Now.AddMonths(30));
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Refusals));
    }

    [Fact]
    public async Task A_renewal_that_came_too_late_does_not_bring_the_first_time_back()
    {
        var late = await RenewAsync(Stamped(), TestPki.Now.AddYears(3));
        Assert.Equal("signature.certificate_expired", Assert.Single(Verify(late, TestPki.Now.AddYears(4)).Refusals).Id);
    }

    [Fact]
    public async Task A_renewal_speaks_for_the_content()
    {
        var renewed = await RenewAsync(Stamped(), TestPki.Now.AddYears(1));
        var verdict = new CmsVerifier(CmsPolicy.Trusting(pki.Trust, pki.Trust)).VerifyDetached(renewed, "900 MWh at 400 CNY"u8, TestPki.Now.AddMonths(30));
        Assert.Equal("cms.digest_mismatch", Assert.Single(verdict.Refusals).Id);
    }

    [Fact]
    public async Task A_renewal_of_another_signature_carries_nothing_on()
    {
        // The second contract's renewal is cut out and put into the first one's signature.
        var other = await CmsRenewal.PrepareAsync(Stamped("another contract"u8.ToArray()), new MemoryStream("another contract"u8.ToArray()), HashAlgorithmName.SHA256, default);
        At(TestPki.Now.AddYears(1));
        var foreign = Token(other.ToTimestamp.Span);
        var own = await CmsRenewal.PrepareAsync(Stamped(), new MemoryStream(Contract), HashAlgorithmName.SHA256, default);
        var spoiled = own.Attach(foreign);
        Assert.False(Verify(spoiled, TestPki.Now.AddMonths(30)).Accepted);
        Assert.Contains(Verify(spoiled, TestPki.Now.AddMonths(30)).Warnings, w => w.Id == "timestamp.imprint_mismatch");
    }

    [Fact]
    public async Task A_timestamp_that_was_added_after_the_renewal_is_not_carried_by_it()
    {
        var unstamped = new CadesSigner(new Evidence.Algorithms.FrameworkMessageKey(key)).SignDetached(Contract, TestPki.Now, []);
        var value = CmsTimestamps.SignatureValueOf(unstamped);
        // Made at the start, kept back, and added behind the renewal's back: the renewal does not name it.
        var first = Token(value);
        var renewed = await RenewAsync(unstamped, TestPki.Now.AddMonths(6));
        Assert.Equal(TestPki.Now.AddMonths(6), Verify(CmsTimestamps.Attach(renewed, first), TestPki.Now.AddMonths(27)).Signers[0].ProvenTime);
    }

    [Fact]
    public async Task A_renewal_of_an_authority_that_nobody_trusts_leaves_the_rest_as_it_was()
    {
        using var strangers = new TestPki("Other CA");
        var renewal = await CmsRenewal.PrepareAsync(Stamped(), new MemoryStream(Contract), HashAlgorithmName.SHA256, default);
        var spoiled = renewal.Attach(Token(renewal.ToTimestamp.Span, strangers.Services));
        var verdict = Verify(spoiled, TestPki.Now.AddMonths(20));
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Refusals));
        Assert.Contains(verdict.Warnings, w => w.Id == "timestamp.authority_untrusted");
    }

    [Fact]
    public async Task No_changed_octet_of_a_renewed_signature_moves_the_proven_time_back()
    {
        var renewed = await RenewAsync(Stamped(), TestPki.Now.AddYears(1));
        for (var i = 0; i < renewed.Length; i += 7)
        {
            renewed[i] ^= 1;
            Assert.DoesNotContain(Verify(renewed, TestPki.Now.AddMonths(30)).Signers, s => s.ProvenTime < TestPki.Now);
            renewed[i] ^= 1;
        }
    }

    [Fact]
    public async Task openssl_still_verifies_the_signature_and_the_renewals_token_over_its_octets()
    {
        if (!OpenSslTool.IsInstalled())
            return;
        using var openssl = new OpenSslTool();
        var signed = Stamped();
        At(TestPki.Now.AddMonths(6));
        var renewal = await CmsRenewal.PrepareAsync(signed, new MemoryStream(Contract), HashAlgorithmName.SHA256, default);
        var token = Token(renewal.ToTimestamp.Span);
        openssl.Write("ca.pem", pki.Authority.ExportCertificatePem());
        openssl.Write("contract", Contract);
        openssl.Write("contract.p7s", renewal.Attach(token));
        openssl.Write("octets", renewal.ToTimestamp.ToArray());
        openssl.Write("token", token);
        var at = TestPki.Now.AddMonths(6).ToUnixTimeSeconds().ToString();
        var (code, output) = openssl.Run(
            "cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", "contract.p7s", "-content", "contract", "-CAfile", "ca.pem", "-purpose", "any",
            "-attime", at, "-out", "out");
        Assert.True(code == 0, output);
        (code, output) = openssl.Run("ts", "-verify", "-token_in", "-in", "token", "-data", "octets", "-CAfile", "ca.pem", "-attime", at);
        Assert.True(code == 0, output);
        // The attribute is there under its name in the standard, and openssl walks the whole structure.
        (code, output) = openssl.Run("asn1parse", "-inform", "DER", "-in", "contract.p7s");
        Assert.True(code == 0 && output.Contains("0.4.0.1733.2.4", StringComparison.Ordinal) && output.Contains("0.4.0.19122.1.5", StringComparison.Ordinal), output);
    }

    private byte[] Stamped(byte[]? content = null)
    {
        var signed = new CadesSigner(new Evidence.Algorithms.FrameworkMessageKey(key)).SignDetached(content ?? Contract, TestPki.Now, []);
        return CmsTimestamps.Attach(signed, Token(CmsTimestamps.SignatureValueOf(signed)));
    }

    private async Task<byte[]> RenewAsync(byte[] cms, DateTimeOffset at, HashAlgorithmName? hash = null)
    {
        At(at);
        var renewal = await CmsRenewal.PrepareAsync(cms, new MemoryStream(Contract), hash ?? HashAlgorithmName.SHA256, default);
        return renewal.Attach(Token(renewal.ToTimestamp.Span, hash: hash));
    }

    /// <summary>Moves the clock, and gives the authority a service whose certificate begins then.</summary>
    private void At(DateTimeOffset time)
    {
        pki.Clock.Now = time;
        services.Add(new SimulatedAuthority(pki.Authority, pki.Clock));
    }

    private byte[] Token(ReadOnlySpan<byte> data, SimulatedAuthority? service = null, HashAlgorithmName? hash = null)
    {
        var request = TimestampRequest.For(data, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, hash ?? HashAlgorithmName.SHA256, null);
        var (token, refusal) = request.Accept(new TimestampService(service ?? services.LastOrDefault() ?? pki.Services).Answer(request.Encoded));
        Assert.True(refusal is null, refusal?.ToString());
        return token!;
    }

    private CmsVerdict Verify(byte[] cms, DateTimeOffset at) => new CmsVerifier(CmsPolicy.Trusting(pki.Trust, pki.Trust)).VerifyDetached(cms, Contract, at);
}
