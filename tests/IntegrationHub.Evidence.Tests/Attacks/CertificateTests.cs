using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Tests.Material;

namespace IntegrationHub.Evidence.Tests.Attacks;

public sealed class CertificateTests
{
    private static readonly byte[] Message = Messages.Put();
    private static readonly byte[] Signed = TestKeys.Signer.Sign(Message, TestKeys.Rsa);

    [Fact]
    public void A_certificate_of_the_attacker_is_refused_also_under_a_name_that_is_trusted()
    {
        var rogue = new TestAuthority();
        Assert.Equal(TestAuthority.Shared.Certificate.Subject, rogue.Certificate.Subject);
        using var sameName = SigningKey.FromCertificate(rogue.Issue(RSA.Create(2048), "rsa"));
        Refused.For(SignatureRefusalCode.CertificateUntrusted, TestKeys.Signer.Sign(Message, sameName));

        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=self, O=Test", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var selfSigned = SigningKey.FromCertificate(request.CreateSelfSigned(TestKeys.Now.AddDays(-1), TestKeys.Now.AddDays(1)));
        Refused.For(SignatureRefusalCode.CertificateUntrusted, TestKeys.Signer.Sign(Message, selfSigned));
    }

    [Fact]
    public void The_attackers_own_authority_in_KeyInfo_earns_no_trust()
    {
        var rogue = new TestAuthority("Rogue CA");
        using var key = SigningKey.FromCertificate(rogue.Issue(RSA.Create(2048), "rogue"));
        var chain = Forge.Certificate(key).Replace("</X509Data>", $"<X509Certificate>{Convert.ToBase64String(rogue.Certificate.RawData)}</X509Certificate></X509Data>", StringComparison.Ordinal);
        Refused.For(SignatureRefusalCode.CertificateUntrusted, new Forge { KeyInfo = chain }.Sign(Message, key));
    }

    [Fact]
    public void An_end_entity_certificate_cannot_issue_others()
    {
        using var issuerKey = RSA.Create(2048);
        using var leaf = TestAuthority.Shared.Issue(issuerKey, "leaf");
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=victim, O=Test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var forged = request.Create(leaf.SubjectName, X509SignatureGenerator.CreateForRSA(issuerKey, RSASignaturePadding.Pkcs1), TestKeys.Now.AddDays(-1), TestKeys.Now.AddDays(1), [7]).CopyWithPrivateKey(key);
        using var signer = SigningKey.FromCertificate(forged);
        var chain = Forge.Certificate(signer).Replace("</X509Data>", $"<X509Certificate>{Convert.ToBase64String(leaf.RawData)}</X509Certificate></X509Data>", StringComparison.Ordinal);
        Refused.For(SignatureRefusalCode.CertificateUntrusted, new Forge { KeyInfo = chain }.Sign(Message, signer));
    }

    [Fact]
    public void An_intermediate_authority_may_come_with_the_message_or_be_configured()
    {
        var intermediate = new TestAuthority("Intermediate CA", TestAuthority.Shared);
        using var key = SigningKey.FromCertificate(intermediate.Issue(RSA.Create(2048), "below"));
        var alone = TestKeys.Signer.Sign(Message, key);
        Refused.For(SignatureRefusalCode.CertificateUntrusted, alone, TestKeys.Policy with { Trust = new TrustAnchors([TestAuthority.Shared.Certificate]) });
        Assert.Null(TestKeys.Verifier.Verify(alone, new() { Trust = new TrustAnchors([TestAuthority.Shared.Certificate, intermediate.Certificate]) }, TestKeys.Now).Refusal);
        var chain = Forge.Certificate(key).Replace("</X509Data>", $"<X509Certificate>{Convert.ToBase64String(intermediate.Certificate.RawData)}</X509Certificate></X509Data>", StringComparison.Ordinal);
        Assert.Null(TestKeys.Verifier.Verify(new Forge { KeyInfo = chain }.Sign(Message, key), TestKeys.Policy, TestKeys.Now).Refusal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_self_signed_certificate_is_trusted_when_it_is_itself_an_anchor(bool authority)
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var request = new CertificateRequest("CN=self", ecdsa, HashAlgorithmName.SHA256);
        if (authority)
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var key = SigningKey.FromCertificate(request.CreateSelfSigned(TestKeys.Now.AddDays(-1), TestKeys.Now.AddDays(1)));
        var signed = TestKeys.Signer.Sign(Message, key);
        Refused.For(SignatureRefusalCode.CertificateUntrusted, signed);
        var pinned = new SignaturePolicy { Trust = new TrustAnchors([X509CertificateLoader.LoadCertificate(key.Certificate.RawData)]) };
        Assert.Null(TestKeys.Verifier.Verify(signed, pinned, TestKeys.Now).Refusal);
    }

    [Fact]
    public void Another_partys_certificate_in_KeyInfo_does_not_fit_the_value() =>
        Refused.For(SignatureRefusalCode.SignatureInvalid, new Forge { KeyInfo = Forge.Certificate(TestKeys.Other) }.Sign(Message, TestKeys.Rsa));

    [Theory]
    [InlineData("<KeyInfo><RetrievalMethod URI=\"http://127.0.0.1:1/key\"/></KeyInfo>")]
    [InlineData("<KeyInfo><RetrievalMethod URI=\"file:///etc/passwd\" Type=\"http://www.w3.org/2000/09/xmldsig#rawX509Certificate\"/></KeyInfo>")]
    [InlineData("<KeyInfo><SecurityTokenReference xmlns=\"urn:wsse\"/></KeyInfo>")]
    [InlineData("<KeyInfo><PGPData/></KeyInfo>")]
    public void Keys_by_reference_are_refused_and_not_fetched(string keyInfo) =>
        Refused.For(SignatureRefusalCode.KeyInfoNotAllowed, new Forge { KeyInfo = keyInfo }.Sign(Message, TestKeys.Rsa));

    [Fact]
    public void A_key_value_beside_or_instead_of_the_certificate_is_not_used()
    {
        using var attacker = RSA.Create(2048);
        var keyValue = "<KeyInfo><KeyValue>" + attacker.ToXmlString(false) + "</KeyValue></KeyInfo>";
        Refused.For(SignatureRefusalCode.SignerUnknown, new Forge { KeyInfo = keyValue }.Sign(Message, TestKeys.Rsa));
        Refused.For(SignatureRefusalCode.SignerUnknown, new Forge { KeyInfo = " " }.Sign(Message, TestKeys.Rsa));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64")]
    public void What_is_no_certificate_is_refused(string content)
    {
        var refusal = TestKeys.Verifier.Verify(new Forge { KeyInfo = $"<KeyInfo><X509Data><X509Certificate>{content}</X509Certificate></X509Data></KeyInfo>" }.Sign(Message, TestKeys.Rsa), TestKeys.Policy, TestKeys.Now).Refusal!;
        Assert.Contains(refusal.Code, new[] { SignatureRefusalCode.CertificateUnreadable, SignatureRefusalCode.SignatureMalformed });
    }

    [Fact]
    public void Validity_is_judged_at_the_time_given_with_a_little_skew()
    {
        var end = new DateTimeOffset(TestKeys.Rsa.Certificate.NotAfter.ToUniversalTime());
        var start = new DateTimeOffset(TestKeys.Rsa.Certificate.NotBefore.ToUniversalTime());
        foreach (var good in new[] { start, end, start.AddMinutes(-5), end.AddMinutes(5) })
            Assert.Null(TestKeys.Verifier.Verify(Signed, TestKeys.Policy, good).Refusal);
        Refused.For(SignatureRefusalCode.CertificateNotYetValid, Signed, at: start.AddMinutes(-6));
        Refused.For(SignatureRefusalCode.CertificateExpired, Signed, at: end.AddMinutes(6));
        Assert.Null(TestKeys.Verifier.Verify(Signed, TestKeys.Policy, TestKeys.Now).Refusal);
    }

    [Fact]
    public void Usages_are_asked_for_as_the_policy_says()
    {
        using var wrong = SigningKey.FromCertificate(TestAuthority.Shared.Issue(RSA.Create(2048), "tls", usage: X509KeyUsageFlags.KeyEncipherment));
        using var silent = SigningKey.FromCertificate(TestAuthority.Shared.Issue(RSA.Create(2048), "silent", usage: null));
        using var extended = SigningKey.FromCertificate(TestAuthority.Shared.Issue(RSA.Create(2048), "extended", extendedUsage: "1.3.6.1.5.5.7.3.36"));
        Refused.For(SignatureRefusalCode.CertificateUsage, TestKeys.Signer.Sign(Message, wrong));
        Assert.Null(TestKeys.Verifier.Verify(TestKeys.Signer.Sign(Message, silent), TestKeys.Policy, TestKeys.Now).Refusal);
        Refused.For(SignatureRefusalCode.CertificateUsage, TestKeys.Signer.Sign(Message, silent), TestKeys.Policy with { RequireKeyUsage = true });
        var documents = TestKeys.Policy with { Rule = new() { Name = "documents", ExtendedKeyUsages = ["1.3.6.1.5.5.7.3.36"] } };
        Refused.For(SignatureRefusalCode.CertificateUsage, Signed, documents);
        Assert.Null(TestKeys.Verifier.Verify(TestKeys.Signer.Sign(Message, extended), documents, TestKeys.Now).Refusal);
    }

    [Fact]
    public void Only_certificates_bound_to_the_party_may_sign_and_two_during_a_roll_over()
    {
        var one = TestKeys.Policy with { ExpectedSigners = new SignerBinding([SignerBinding.ThumbprintOf(TestKeys.Other.Certificate).ToLowerInvariant()]) };
        Refused.For(SignatureRefusalCode.SignerNotExpected, Signed, one);
        var both = TestKeys.Policy with { ExpectedSigners = SignerBinding.To(TestKeys.Rsa.Certificate, TestKeys.Other.Certificate) };
        foreach (var key in new[] { TestKeys.Rsa, TestKeys.Other })
            Assert.True(TestKeys.Verifier.Verify(TestKeys.Signer.Sign(Message, key), both, TestKeys.Now).Accepted);
    }

    [Fact]
    public void Revoked_and_unknown_states_refuse()
    {
        Refused.For(SignatureRefusalCode.CertificateRevoked, Signed, TestKeys.Policy with { Revocation = new FixedRevocation(RevocationState.Revoked) });
        Refused.For(SignatureRefusalCode.RevocationUnknown, Signed, TestKeys.Policy with { Revocation = new FixedRevocation(RevocationState.Unknown) });
        foreach (var passing in new[] { RevocationState.Good, RevocationState.Assumed, RevocationState.NotChecked })
        {
            var verdict = TestKeys.Verifier.Verify(Signed, TestKeys.Policy with { Revocation = new FixedRevocation(passing) }, TestKeys.Now);
            Assert.Equal((true, passing == RevocationState.Assumed), (verdict.Accepted, verdict.Doubt is not null));
        }
    }

    [Fact]
    public void About_a_signer_that_is_not_bound_to_the_party_no_revocation_is_asked()
    {
        var bound = TestKeys.Policy with { ExpectedSigners = SignerBinding.To(TestKeys.Other.Certificate), Revocation = new FixedRevocation(RevocationState.Revoked) };
        Refused.For(SignatureRefusalCode.SignerNotExpected, Signed, bound);
    }

    [Fact]
    public void A_chain_with_a_certificate_signed_by_SHA1_is_refused()
    {
        using var key = SigningKey.FromCertificate(TestAuthority.Shared.Issue(RSA.Create(2048), "sha1", signedWithSha1: true));
        Refused.For(SignatureRefusalCode.CertificateUntrusted, TestKeys.Signer.Sign(Message, key));
    }

    [Fact]
    public void Addresses_in_a_certificate_make_nobody_connect()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/";
        var unknown = new TestAuthority("Elsewhere CA");
        using var key = SigningKey.FromCertificate(unknown.Issue(RSA.Create(2048), "caller", addresses: address));

        Refused.For(SignatureRefusalCode.CertificateUntrusted, TestKeys.Signer.Sign(Message, key));

        Assert.False(listener.Pending());
    }

    [Fact]
    public void Without_any_authority_nobody_is_trusted() =>
        Refused.For(SignatureRefusalCode.CertificateUntrusted, Signed, TestKeys.Policy with { Trust = TrustAnchors.None });

    private sealed class FixedRevocation(RevocationState state) : IRevocationSource
    {
        public RevocationState StateOf(X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset at) => state;

        public Evidence.Revocation.RevokedEntry? RevocationOf(X509Certificate2 certificate, X509Certificate2 issuer) => null;
    }
}
