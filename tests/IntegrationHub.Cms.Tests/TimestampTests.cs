using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Cms.Tests;

public sealed class TimestampTests : IDisposable
{
    private static readonly byte[] Data = "a signature value"u8.ToArray();
    private readonly TestPki pki = new();

    public void Dispose() => pki.Dispose();

    [Fact]
    public void A_token_of_a_trusted_service_proves_the_time_the_data_existed()
    {
        var (facts, refusal) = TimestampVerifier.Verify(Token(Data), Data, pki.Trust, null, TestPki.Now.AddDays(1));
        Assert.Null(refusal);
        Assert.Equal(TestPki.Now, facts!.Time);
        Assert.Equal("CN=Simulated timestamp service", facts.Authority.Subject);
    }

    [Theory]
    [InlineData(TrustFault.WrongImprint, "timestamp.imprint_mismatch")]
    [InlineData(TrustFault.WrongNonce, "timestamp.nonce_mismatch")]
    [InlineData(TrustFault.Rejects, "timestamp.refused")]
    [InlineData(TrustFault.WrongPurpose, "timestamp.refused")]
    public void A_deceiving_or_refusing_service_gets_nothing_accepted(TrustFault fault, string reason)
    {
        var request = TimestampRequest.For(Data, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
        var (token, refusal) = request.Accept(new TimestampService(pki.Services).Answer(request.Encoded, fault));
        Assert.Null(token);
        Assert.Equal(reason, refusal!.Id);
    }

    [Fact]
    public void An_old_answer_to_another_request_is_not_taken_for_this_one()
    {
        var first = TimestampRequest.For(Data, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
        var second = TimestampRequest.For(Data, new byte[] { 8, 7, 6, 5, 4, 3, 2, 1 });
        Assert.Equal("timestamp.nonce_mismatch", second.Accept(new TimestampService(pki.Services).Answer(first.Encoded)).Refusal!.Id);
    }

    [Fact]
    public void A_token_for_other_data_of_an_unknown_service_or_of_the_future_proves_nothing()
    {
        using var other = new TestPki("Other CA");
        Assert.Equal("timestamp.imprint_mismatch", TimestampVerifier.Verify(Token(Data), "other"u8, pki.Trust, null, TestPki.Now).Refusal!.Id);
        Assert.Equal("timestamp.authority_untrusted", TimestampVerifier.Verify(Token(Data), Data, other.Trust, null, TestPki.Now).Refusal!.Id);
        Assert.Equal("timestamp.from_the_future", TimestampVerifier.Verify(Token(Data), Data, pki.Trust, null, TestPki.Now.AddDays(-1)).Refusal!.Id);
        Assert.Equal("timestamp.malformed", TimestampVerifier.Verify("junk"u8.ToArray(), Data, pki.Trust, null, TestPki.Now).Refusal!.Id);
    }

    [Fact]
    public void A_changed_token_is_refused_whichever_octet_was_changed()
    {
        var token = Token(Data);
        var accepted = 0;
        for (var i = 0; i < token.Length; i += 3)
        {
            token[i] ^= 4;
            var (facts, _) = TimestampVerifier.Verify(token, Data, pki.Trust, null, TestPki.Now.AddDays(1));
            // The certificates sent along are not signed by the service; the time and the imprint are.
            if (facts is not null && facts.Time != TestPki.Now)
                accepted++;
            token[i] ^= 4;
        }
        Assert.Equal(0, accepted);
    }

    [Fact]
    public void A_signature_made_while_its_certificate_was_valid_stays_accepted_with_a_timestamp_and_not_without()
    {
        using var key = pki.Issue("signer", to: TestPki.Now.AddDays(1));
        var plain = key.Cades().SignDetached(Data, TestPki.Now, []);
        var stamped = CmsTimestamps.Attach(plain, Token(CmsTimestamps.SignatureValueOf(plain)));
        var verifier = new CmsVerifier(CmsPolicy.Trusting(pki.Trust, pki.Trust));
        var years = TestPki.Now.AddYears(1);

        Assert.Equal("signature.certificate_expired", verifier.VerifyDetached(plain, Data, years).Refusals[0].Id);
        var verdict = verifier.VerifyDetached(stamped, Data, years);
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Refusals));
        Assert.Equal(TestPki.Now, verdict.Signers[0].ProvenTime);
    }

    [Fact]
    public void A_timestamp_of_another_signature_warns_and_proves_nothing()
    {
        using var key = pki.Issue("signer", to: TestPki.Now.AddDays(1));
        var cms = CmsTimestamps.Attach(key.Cades().SignDetached(Data, TestPki.Now, []), Token("another value"u8.ToArray()));
        var policy = CmsPolicy.Trusting(pki.Trust, pki.Trust);
        var verdict = new CmsVerifier(policy).VerifyDetached(cms, Data, TestPki.Now);
        Assert.True(verdict.Accepted);
        Assert.Equal("timestamp.imprint_mismatch", Assert.Single(verdict.Warnings).Id);
        Assert.Equal("cms.timestamp_missing", new CmsVerifier(policy with { RequireTimestamp = true }).VerifyDetached(cms, Data, TestPki.Now).Refusals[0].Id);
    }

    [Fact]
    public void A_second_timestamp_is_added_to_the_first_and_the_earliest_counts()
    {
        using var key = pki.Issue("signer");
        var cms = key.Cades().SignDetached(Data, TestPki.Now, []);
        var value = CmsTimestamps.SignatureValueOf(cms);
        cms = CmsTimestamps.Attach(cms, Token(value));
        pki.Clock.Now = TestPki.Now.AddDays(200);
        cms = CmsTimestamps.Attach(cms, Token(value));
        var verdict = new CmsVerifier(CmsPolicy.Trusting(pki.Trust, pki.Trust)).VerifyDetached(cms, Data, TestPki.Now.AddDays(300));
        Assert.Equal(TestPki.Now, Assert.Single(verdict.Signers).ProvenTime);
        Assert.Empty(verdict.Warnings);
    }

    [Fact]
    public void openssl_accepts_our_requests_services_and_attached_tokens()
    {
        if (!OpenSslTool.IsInstalled())
            return;
        using var openssl = new OpenSslTool();
        var request = TimestampRequest.For(Data, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
        openssl.Write("data", Data);
        openssl.Write("ca.pem", pki.Authority.ExportCertificatePem());
        openssl.Write("request.tsq", request.Encoded);
        openssl.Write("response.tsr", new TimestampService(pki.Services).Answer(request.Encoded));
        openssl.Write("token.tst", Token(Data));
        string[] trust = ["-CAfile", "ca.pem", "-attime", TestPki.Now.ToUnixTimeSeconds().ToString()];

        var (code, output) = openssl.Run(["ts", "-verify", "-in", "response.tsr", "-queryfile", "request.tsq", .. trust]);
        Assert.True(code == 0 && output.Contains("Verification: OK", StringComparison.Ordinal), output);
        (code, output) = openssl.Run(["ts", "-verify", "-in", "token.tst", "-token_in", "-data", "data", .. trust]);
        Assert.True(code == 0, output);
        openssl.Write("data", "other");
        Assert.NotEqual(0, openssl.Run(["ts", "-verify", "-in", "token.tst", "-token_in", "-data", "data", .. trust]).Code);
    }

    [Fact]
    public void We_accept_a_token_that_openssl_made()
    {
        if (!OpenSslTool.IsInstalled())
            return;
        using var openssl = new OpenSslTool();
        using var key = Certified(openssl);
        var request = TimestampRequest.For(Data, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
        openssl.Write("request.tsq", request.Encoded);
        openssl.Write("serial", "01\n");
        openssl.Write("tsa.cnf", """
            [tsa]
            default_tsa = one
            [one]
            serial = serial
            default_policy = 1.2.3.4
            digests = sha256
            signer_digest = sha256
            ess_cert_id_alg = sha256
            """);
        var (code, output) = openssl.Run("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "request.tsq", "-signer", "tsa.pem", "-inkey", "tsa.key", "-out", "response.tsr");
        Assert.True(code == 0, output);
        var (token, refusal) = request.Accept(File.ReadAllBytes(openssl["response.tsr"]));
        Assert.True(refusal is null, refusal?.ToString());
        var (facts, problem) = TimestampVerifier.Verify(token, Data, new Evidence.Certificates.TrustAnchors([key]), null, TimeProvider.System.GetUtcNow().AddMinutes(5));
        Assert.True(problem is null, problem?.ToString());
        Assert.NotNull(facts);
    }

    /// <summary>A self-signed service certificate that is valid now, as openssl stamps with the machine's clock.</summary>
    private static System.Security.Cryptography.X509Certificates.X509Certificate2 Certified(OpenSslTool openssl)
    {
        openssl.Write("tsa-cert.cnf", """
            [req]
            distinguished_name = dn
            x509_extensions = ext
            prompt = no
            [dn]
            CN = openssl timestamp service
            [ext]
            basicConstraints = critical,CA:FALSE
            keyUsage = critical,digitalSignature
            extendedKeyUsage = critical,timeStamping
            """);
        var (code, output) = openssl.Run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.pem", "-days", "30", "-config", "tsa-cert.cnf");
        Assert.True(code == 0, output);
        return System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificateFromFile(openssl["tsa.pem"]);
    }

    private byte[] Token(byte[] data)
    {
        var request = TimestampRequest.For(data, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
        var (token, refusal) = request.Accept(new TimestampService(pki.Services).Answer(request.Encoded));
        Assert.True(refusal is null, refusal?.ToString());
        return token!;
    }
}
