using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Revocation;
using IntegrationHub.Evidence.Signatures;
using FrameworkSigner = System.Security.Cryptography.Pkcs.CmsSigner;

namespace IntegrationHub.Cms.Tests;

public sealed class CmsAttackTests : IDisposable
{
    private static readonly byte[] Content = "a contract"u8.ToArray();
    private readonly TestPki pki = new();

    public void Dispose() => pki.Dispose();

    [Fact]
    public void Swapped_content_is_refused()
    {
        using var key = pki.Issue();
        Assert.Equal("cms.digest_mismatch", Detached(key.Cades().SignDetached(Content, TestPki.Now, []), "another"u8.ToArray()));
    }

    [Fact]
    public void An_attached_signature_is_refused_where_a_detached_one_is_expected_and_the_other_way_round()
    {
        using var key = pki.Issue();
        Assert.Equal("cms.attached_unexpected", Detached(key.Cades().SignAttached(Content, TestPki.Now, []), Content));
        Assert.Equal("cms.content_missing", Reason(Verifier().VerifyAttached(key.Cades().SignDetached(Content, TestPki.Now, []), TestPki.Now)));
    }

    [Fact]
    public void A_signature_without_signed_attributes_is_refused()
    {
        using var key = pki.Issue();
        var cms = new SignedCms(new ContentInfo(Content), detached: true);
        cms.ComputeSignature(new FrameworkSigner(key.Certificate) { DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1") });
        // The framework leaves them out when none are asked for and the content is plain data.
        Assert.Empty(cms.SignerInfos[0].SignedAttributes);
        Assert.Equal("cms.signed_attributes_missing", Detached(cms.Encode(), Content));
    }

    [Fact]
    public void Signed_attributes_given_out_as_content_are_refused()
    {
        // Published attack: drop the attributes and present their octets as the content the value is over.
        using var key = pki.Issue();
        var cms = key.Cades().SignDetached(Content, TestPki.Now, []);
        var signature = CmsDocument.TryRead(cms)!.Signatures[0];
        var start = cms.AsSpan().IndexOf(CmsTags.Retagged(signature.SignedAttributes, 0xA0));
        var stripped = Shrink(cms, start, signature.SignedAttributes!.Length);
        Assert.NotNull(CmsDocument.TryRead(stripped));
        Assert.Equal("cms.signed_attributes_missing", Detached(stripped, signature.SignedAttributes));
    }

    [Fact]
    public void A_content_type_that_differs_from_the_signed_one_is_refused()
    {
        using var key = pki.Issue();
        const string other = "1.2.840.113549.1.9.16.1.4";
        var cms = key.Cades().SignAttached(Content, TestPki.Now, [], other);
        Assert.Equal("", Reason(Verifier().VerifyAttached(cms, TestPki.Now)));
        byte[] type = [0x06, 0x0B, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x04];
        cms[cms.AsSpan().IndexOf(type) + 12] = 0x05;
        Assert.Equal("cms.content_type_mismatch", Reason(Verifier().VerifyAttached(cms, TestPki.Now)));
    }

    [Fact]
    public void Of_several_signers_every_one_must_hold()
    {
        using var good = pki.Issue("good");
        using var expired = pki.Issue("expired", from: TestPki.Now.AddDays(-20), to: TestPki.Now.AddDays(-10));
        using var foreign = new TestPki("Other CA");
        using var stranger = foreign.Issue("stranger");
        Assert.Equal("", Detached(ByFramework(good), Content, RequireNothing()));
        Assert.Equal("signature.certificate_expired", Detached(ByFramework(good, expired), Content, RequireNothing()));
        Assert.Equal("signature.certificate_untrusted", Detached(ByFramework(good, stranger), Content, RequireNothing()));
        var verdict = new CmsVerifier(RequireNothing()).VerifyDetached(ByFramework(good, stranger), Content, TestPki.Now);
        Assert.False(verdict.Accepted);
        Assert.Equal("CN=good", Assert.Single(verdict.Signers).Certificate.Subject);
    }

    [Fact]
    public void A_certificate_with_the_same_key_but_another_issue_is_not_the_one_that_signed()
    {
        using var key = pki.Issue("hub", elliptic: false);
        using var renewed = Renewed(key);
        Assert.Equal("cms.signing_certificate_mismatch", Detached(Exchanged(key, renewed), Content));
    }

    [Fact]
    public void A_certificate_with_the_same_subject_and_serial_from_another_authority_of_the_same_name_is_refused()
    {
        using var impostor = new TestPki();
        using var forged = impostor.Issue("hub", serial: [0x41, 2, 3]);
        using var genuine = pki.Issue("hub", serial: [0x41, 2, 3]);
        Assert.Equal("signature.certificate_untrusted", Detached(forged.Cades().SignDetached(Content, TestPki.Now, []), Content));
        Assert.Equal("signature.certificate_untrusted", Detached(forged.Cades().SignDetached(Content, TestPki.Now, [genuine.Certificate]), Content));
        Assert.Equal("", Detached(genuine.Cades().SignDetached(Content, TestPki.Now, [forged.Certificate]), Content));
    }

    [Fact]
    public void A_signature_that_does_not_name_its_certificate_is_refused_unless_the_party_may()
    {
        using var key = pki.Issue();
        Assert.Equal("cms.signing_certificate_missing", Detached(ByFramework(key), Content));
        Assert.Equal("", Detached(ByFramework(key), Content, RequireNothing()));
    }

    [Theory]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, "signature.certificate_usage")]
    [InlineData(null, "signature.certificate_usage")]
    [InlineData(X509KeyUsageFlags.NonRepudiation, "")]
    [InlineData(X509KeyUsageFlags.DigitalSignature, "")]
    public void The_certificate_must_say_that_it_is_for_signing(X509KeyUsageFlags? usage, string reason)
    {
        using var key = pki.Issue(usage: usage);
        Assert.Equal(reason, Detached(key.Cades().SignDetached(Content, TestPki.Now, []), Content));
    }

    [Fact]
    public void Certificates_outside_their_validity_are_refused_and_a_roll_over_overlaps()
    {
        using var old = pki.Issue("hub", from: TestPki.Now.AddDays(-100), to: TestPki.Now.AddDays(10));
        using var next = pki.Issue("hub", from: TestPki.Now.AddDays(-1), to: TestPki.Now.AddDays(300));
        var (byOld, byNext) = (old.Cades().SignDetached(Content, TestPki.Now, []), next.Cades().SignDetached(Content, TestPki.Now, []));
        Assert.Equal(("", ""), (Detached(byOld, Content), Detached(byNext, Content)));
        Assert.Equal("signature.certificate_expired", Detached(byOld, Content, at: TestPki.Now.AddDays(11)));
        Assert.Equal("signature.certificate_not_yet_valid", Detached(byNext, Content, at: TestPki.Now.AddDays(-2)));
    }

    [Fact]
    public void Nobody_is_trusted_without_anchors_and_the_text_says_what_is_missing()
    {
        using var key = pki.Issue();
        var verdict = new CmsVerifier(CmsPolicy.Trusting(TrustAnchors.None))
            .VerifyDetached(key.Cades().SignDetached(Content, TestPki.Now, [pki.Authority]), Content, TestPki.Now);
        Assert.Equal("untrusted", Reason(verdict));
        Assert.Contains("not established", verdict.Refusals[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Weak_keys_and_old_digests_are_refused()
    {
        using var weak = pki.Issue(rsaBits: 1024);
        Assert.Equal("cms.algorithm_not_allowed", Detached(weak.Cades().SignDetached(Content, TestPki.Now, []), Content));
        using var key = pki.Issue();
        Assert.Equal("cms.algorithm_not_allowed", Detached(ByFramework("1.3.14.3.2.26", key), Content, RequireNothing()));
    }

    [Theory]
    [InlineData("crl")]
    [InlineData("ocsp")]
    public void A_revoked_signer_is_refused_and_one_revoked_after_the_proven_time_is_not(string kind)
    {
        using var key = pki.Issue();
        pki.Services.Revoke(key.Certificate, TestPki.Now.AddHours(-1), X509RevocationReason.KeyCompromise);
        var data = RevocationData.Empty(new RevocationPolicy()).AddEncoded(
            kind == "crl" ? pki.Services.List() : new Adapters.TrustSimulator.OcspService(pki.Services).Answer(OcspRequest.For(key.Certificate, pki.Authority, [1, 2, 3, 4])));
        var policy = CmsPolicy.Trusting(pki.Trust, revocation: data);
        var cms = key.Cades().SignDetached(Content, TestPki.Now, []);
        Assert.Equal("signature.certificate_revoked", Detached(cms, Content, policy));
        Assert.Equal("", Detached(cms, Content, policy, TestPki.Now.AddHours(-2)));
    }

    [Fact]
    public void Without_revocation_data_the_state_is_unknown_and_refused_unless_the_policy_leaves_it_to_later()
    {
        using var key = pki.Issue();
        var cms = key.Cades().SignDetached(Content, TestPki.Now, []);
        var strict = CmsPolicy.Trusting(pki.Trust, revocation: RevocationData.Empty(new RevocationPolicy()));
        var lenient = CmsPolicy.Trusting(pki.Trust, revocation: RevocationData.Empty(new RevocationPolicy { AcceptUnknown = true }));
        Assert.Equal("signature.revocation_unknown", Detached(cms, Content, strict));
        Assert.Equal("", Detached(cms, Content, lenient));
    }

    [Fact]
    public void No_changed_octet_is_ever_accepted_as_something_else()
    {
        using var key = pki.Issue("hub", elliptic: true);
        var cms = key.Cades().SignAttached(Content, TestPki.Now, []);
        var verifier = Verifier();
        for (var i = 0; i < cms.Length; i++)
        {
            foreach (var flip in new byte[] { 1, 0x80 })
            {
                cms[i] ^= flip;
                var verdict = verifier.VerifyAttached(cms, TestPki.Now);
                if (verdict.Accepted)
                    Assert.Equal(Content, CmsDocument.TryRead(cms)!.Content);
                cms[i] ^= flip;
            }
        }
        Assert.Equal("", Reason(verifier.VerifyAttached(cms, TestPki.Now)));
    }

    [Fact]
    public void Octets_behind_the_structure_and_mere_fragments_are_malformed()
    {
        using var key = pki.Issue();
        var cms = key.Cades().SignDetached(Content, TestPki.Now, []);
        Assert.Equal("cms.malformed", Detached([.. cms, 0], Content));
        Assert.Equal("cms.malformed", Detached(cms[..^1], Content));
        Assert.Equal("cms.malformed", Detached([], Content));
        Assert.Equal("cms.malformed", Detached([0x30, 0x80], Content));
        for (var i = 0; i < cms.Length; i += 7)
            Assert.Equal("cms.malformed", Detached(cms[..i], Content));
    }

    private CmsVerifier Verifier() => new(CmsPolicy.Trusting(pki.Trust));

    private CmsPolicy RequireNothing() => CmsPolicy.Trusting(pki.Trust) with { RequireSigningCertificate = false };

    private string Detached(byte[] cms, byte[] content, CmsPolicy? policy = null, DateTimeOffset? at = null) =>
        Reason(new CmsVerifier(policy ?? CmsPolicy.Trusting(pki.Trust)).VerifyDetached(cms, content, at ?? TestPki.Now));

    private static string Reason(CmsVerdict verdict)
    {
        if (!verdict.Accepted) Console.Error.WriteLine(verdict.Refusals[0]);
        return verdict.Accepted ? "" : verdict.Refusals[0].Id;
    }

    private static byte[] ByFramework(params SigningKey[] keys) => ByFramework("2.16.840.1.101.3.4.2.1", keys);

    private static byte[] ByFramework(string digest, params SigningKey[] keys)
    {
        var cms = new SignedCms(new ContentInfo(Content), detached: true);
        foreach (var key in keys)
        {
            var signer = new FrameworkSigner(key.Certificate) { DigestAlgorithm = new Oid(digest), IncludeOption = X509IncludeOption.EndCertOnly };
            signer.SignedAttributes.Add(new Pkcs9SigningTime(TestPki.Now.UtcDateTime));
            cms.ComputeSignature(signer);
        }
        return cms.Encode();
    }

    /// <summary>A certificate for the same key, subject and serial, issued a second time.</summary>
    private X509Certificate2 Renewed(SigningKey key)
    {
        using var rsa = key.Certificate.GetRSAPrivateKey()!;
        var request = new CertificateRequest(key.Certificate.SubjectName, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.NonRepudiation, true));
        using var authority = pki.Authority.GetRSAPrivateKey()!;
        return request.Create(
            pki.Authority.SubjectName, X509SignatureGenerator.CreateForRSA(authority, RSASignaturePadding.Pkcs1), TestPki.Now.AddDays(-1), TestPki.Now.AddYears(2),
            key.Certificate.SerialNumberBytes.Span);
    }

    /// <summary>A signature whose certificate was exchanged in the file.</summary>
    private static byte[] Exchanged(SigningKey key, X509Certificate2 other)
    {
        var cms = new SignedCms();
        cms.Decode(key.Cades().SignDetached(Content, TestPki.Now, []));
        cms.RemoveCertificate(X509CertificateLoader.LoadCertificate(key.Certificate.RawData));
        cms.AddCertificate(other);
        return cms.Encode();
    }

    /// <summary>Removes octets and shortens every length field around them.</summary>
    private static byte[] Shrink(byte[] der, int start, int count)
    {
        var output = der[..start].Concat(der[(start + count)..]).ToArray();
        for (var i = 0; i < start;)
        {
            var (header, length) = Length(der, i);
            if (i + header + length <= start)
            {
                i += header + length;
                continue;
            }
            // Every enclosing length here needs two octets before and after.
            var shorter = length - count;
            output[i + 2] = unchecked((byte)(shorter >> 8));
            output[i + 3] = unchecked((byte)shorter);
            i += header;
        }
        return output;
    }

    private static (int Header, int Length) Length(byte[] der, int at) => der[at + 1] switch
    {
        0x82 => (4, (der[at + 2] << 8) | der[at + 3]),
        0x81 => (3, der[at + 2]),
        var direct => (2, direct),
    };
}
