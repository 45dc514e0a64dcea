using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Revocation;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Notary;
using IntegrationHub.Notary.Revocation;

namespace IntegrationHub.Cms.Tests;

/// <summary>Signatures whose value holds over attributes that should not be believed, and files that are judged at another time or without data.</summary>
public sealed class CmsCraftedTests : IDisposable
{
    private static readonly byte[] Content = "a contract"u8.ToArray();
    private readonly TestPki pki = new();

    public void Dispose() => pki.Dispose();

    [Fact]
    public void The_forge_makes_acceptable_signatures_when_nothing_is_forged()
    {
        using var key = pki.Issue();
        Assert.Equal("", Reason(new CmsForge(Content).Sign(key)));
    }

    [Fact]
    public void Open_lengths_all_the_way_down_are_read_and_the_attributes_are_judged_as_DER()
    {
        using var key = pki.Issue();
        var open = new CmsForge(Content) { OpenLengths = true }.Sign(key);
        Assert.Equal(0x80, open[1]);
        Assert.Equal("", Reason(open));
        Assert.Equal("cms.digest_mismatch", Reason(open, "another"u8.ToArray()));
        Assert.Equal("cms.malformed", Reason(open[..^2]));
        Assert.Equal("cms.malformed", Reason([.. open, 0, 0]));
    }

    [Fact]
    public void Content_types_of_another_kind_none_or_two_are_refused()
    {
        using var key = pki.Issue();
        Assert.Equal("cms.content_type_mismatch", Reason(new CmsForge(Content) { ContentTypes = ["1.2.840.113549.1.9.16.1.4"] }.Sign(key)));
        Assert.Equal("cms.content_type_mismatch", Reason(new CmsForge(Content) { ContentTypes = [] }.Sign(key)));
        Assert.Equal("cms.content_type_mismatch", Reason(new CmsForge(Content) { ContentTypes = ["1.2.840.113549.1.7.1", "1.2.840.113549.1.7.2"] }.Sign(key)));
    }

    [Fact]
    public void Two_digests_of_which_one_fits_are_refused()
    {
        using var key = pki.Issue();
        Assert.Equal("cms.digest_mismatch", Reason(new CmsForge(Content) { Digests = [SHA256.HashData(Content), new byte[32]] }.Sign(key)));
        Assert.Equal("cms.digest_mismatch", Reason(new CmsForge(Content) { Digests = [] }.Sign(key)));
        Assert.Equal("cms.attributes_malformed", Reason(new CmsForge(Content) { TwiceDigest = true }.Sign(key)));
    }

    [Fact]
    public void The_signing_certificate_attribute_must_name_the_signer_by_digest_and_by_serial_number()
    {
        using var key = pki.Issue();
        using var other = pki.Issue();
        Assert.Equal("cms.signing_certificate_mismatch", Reason(new CmsForge(Content) { Named = other.Certificate }.Sign(key, other.Certificate)));
        Assert.Equal("cms.signing_certificate_mismatch", Reason(new CmsForge(Content) { NamedSerial = [0x41, 1] }.Sign(key)));
    }

    [Fact]
    public void Of_two_signers_the_one_with_a_broken_value_refuses_the_file()
    {
        using var one = pki.Issue("one");
        using var two = pki.Issue("two");
        var broken = CmsForge.SignerOf(new CmsForge("another"u8.ToArray()) { Digests = [SHA256.HashData(Content)] }.Sign(two)).ToArray();
        Assert.Equal("", Reason(new CmsForge(Content) { OtherSigner = broken }.Sign(one, two.Certificate)));
        broken[^1] ^= 1;
        Assert.Equal("cms.signature_invalid", Reason(new CmsForge(Content) { OtherSigner = broken }.Sign(one, two.Certificate)));
    }

    [Fact]
    public void A_value_with_octets_behind_it_is_refused()
    {
        using var elliptic = pki.Issue();
        using var rsa = pki.Issue(elliptic: false);
        Assert.Equal("cms.signature_invalid", Reason(new CmsForge(Content) { ValueTail = [0] }.Sign(elliptic)));
        Assert.Equal("cms.signature_invalid", Reason(new CmsForge(Content) { ValueTail = [0] }.Sign(rsa)));
    }

    [Theory]
    [InlineData(5, 20, "signature.certificate_not_yet_valid")]
    [InlineData(-5, 20, "")]
    [InlineData(-20, -5, "signature.certificate_expired")]
    public void The_certificate_is_judged_at_the_proven_time_of_signing_whenever_it_is_looked_at(int from, int to, string reason)
    {
        using var key = pki.Issue(from: TestPki.Now.AddDays(from), to: TestPki.Now.AddDays(to));
        var cms = key.Cades().SignDetached(Content, TestPki.Now.AddDays(from), []);
        var stamped = CmsTimestamps.Attach(cms, Token(CmsTimestamps.SignatureValueOf(cms)));
        foreach (var later in new[] { 0, 10, 300 })
            Assert.Equal(reason, Reason(stamped, policy: CmsPolicy.Trusting(pki.Trust, pki.Trust), at: TestPki.Now.AddDays(later)));
    }

    [Fact]
    public void Stale_data_speaks_for_a_signature_proven_to_be_older_and_not_for_one_of_now()
    {
        using var key = pki.Issue();
        var cms = key.Cades().SignDetached(Content, TestPki.Now, []);
        var stamped = CmsTimestamps.Attach(cms, Token(CmsTimestamps.SignatureValueOf(cms)));
        pki.Clock.Now = TestPki.Now.AddHours(3);
        var policy = CmsPolicy.Trusting(pki.Trust, pki.Trust, RevocationData.Empty(new RevocationPolicy()).AddEncoded(pki.Services.List(stale: true)));

        // The list ended an hour ago, two hours after the timestamp.
        Assert.Equal("signature.revocation_unknown", Reason(cms, policy: policy, at: pki.Clock.Now));
        Assert.Equal("", Reason(stamped, policy: policy, at: pki.Clock.Now));
    }

    [Fact]
    public async Task Sources_that_cannot_be_reached_refuse_or_are_assumed_with_a_warning_as_the_policy_says()
    {
        using var key = pki.Issue();
        using var http = HttpWire.NewClient(TimeSpan.FromSeconds(10));
        await using var server = await TrustSimulatorServer.StartAsync(pki.Authority, pki.Clock, 0, default);
        server.SetFault("crl", TrustFault.Unavailable);
        var cms = key.Cades().SignDetached(Content, TestPki.Now, []);
        foreach (var lenient in new[] { false, true })
        {
            var client = new RevocationClient(
                [new(pki.Authority, null, new Uri(server.Address, "crl"))], new RevocationPolicy { AcceptUnknown = lenient },
                new RevocationPlan(TimeSpan.FromHours(1), TimeSpan.FromSeconds(30)), null, new HttpWire(http), pki.Clock);
            Assert.Contains("503", Assert.Single(await client.RefreshAsync(default)), StringComparison.Ordinal);
            var verdict = new CmsVerifier(CmsPolicy.Trusting(pki.Trust, revocation: client)).VerifyDetached(cms, Content, TestPki.Now);
            Assert.Equal(lenient ? "" : "signature.revocation_unknown", verdict.Accepted ? "" : verdict.Refusals[0].Id);
            Assert.Equal(lenient ? ["signature.revocation_assumed"] : [], verdict.Warnings.Select(w => w.Id));
        }
    }

    [Theory]
    [InlineData(X509RevocationReason.Superseded, "")]
    [InlineData(X509RevocationReason.CessationOfOperation, "")]
    [InlineData(X509RevocationReason.KeyCompromise, "timestamp.authority_revoked")]
    [InlineData(X509RevocationReason.CACompromise, "timestamp.authority_revoked")]
    public void Tokens_from_before_the_services_revocation_stay_good_only_where_its_key_was_in_order(X509RevocationReason reason, string refusal)
    {
        var token = Token(Content);
        var service = TimestampVerifier.Verify(token, Content, pki.Trust, null, TestPki.Now).Facts!.Authority;
        pki.Clock.Now = TestPki.Now.AddDays(10);
        pki.Services.Revoke(service, TestPki.Now.AddDays(9), reason);
        var data = RevocationData.Empty(new RevocationPolicy()).AddEncoded(pki.Services.List());

        Assert.Equal(refusal, TimestampVerifier.Verify(token, Content, pki.Trust, data, pki.Clock.Now).Refusal?.Id ?? "");
        Assert.Equal("timestamp.authority_revoked", TimestampVerifier.Verify(Token(Content), Content, pki.Trust, data, pki.Clock.Now).Refusal!.Id);
    }

    [Fact]
    public void A_token_states_its_own_time_and_counts_until_its_services_certificate_ends()
    {
        var token = Token(Content);
        var (facts, _) = TimestampVerifier.Verify(token, Content, pki.Trust, null, TestPki.Now);
        var end = new DateTimeOffset(facts!.Authority.NotAfter.ToUniversalTime());

        var atTheEnd = TimestampVerifier.Verify(token, Content, pki.Trust, null, end);
        Assert.Null(atTheEnd.Refusal);
        Assert.Equal(facts.Time, atTheEnd.Facts!.Time);
        Assert.Equal("timestamp.aged", TimestampVerifier.Verify(token, Content, pki.Trust, null, end.AddSeconds(1)).Refusal!.Id);
    }

    [Fact]
    public void A_policy_that_was_asked_for_is_insisted_on()
    {
        var request = TimestampRequest.For(Content, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, HashAlgorithmName.SHA512, "2.999.7");
        var service = new TimestampService(pki.Services);
        Assert.Equal("timestamp.policy_mismatch", request.Accept(service.Answer(request.Encoded, TrustFault.WrongPolicy)).Refusal!.Id);
        Assert.Equal("timestamp.refused", request.Accept(service.Answer(request.Encoded)).Refusal!.Id);
        var offered = TimestampRequest.For(Content, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, HashAlgorithmName.SHA512, "2.999.1");
        var token = offered.Accept(service.Answer(offered.Encoded)).Token;
        Assert.Equal("2.16.840.1.101.3.4.2.3", TimestampVerifier.Verify(token, Content, pki.Trust, null, TestPki.Now).Facts!.DigestOid);
    }

    private string Reason(byte[] cms, byte[]? content = null, CmsPolicy? policy = null, DateTimeOffset? at = null)
    {
        var verdict = new CmsVerifier(policy ?? CmsPolicy.Trusting(pki.Trust)).VerifyDetached(cms, content ?? Content, at ?? TestPki.Now);
        return verdict.Accepted ? "" : verdict.Refusals[0].Id;
    }

    private byte[] Token(byte[] data)
    {
        var request = TimestampRequest.For(data, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
        var (token, refusal) = request.Accept(new TimestampService(pki.Services).Answer(request.Encoded));
        Assert.True(refusal is null, refusal?.ToString());
        return token!;
    }
}
