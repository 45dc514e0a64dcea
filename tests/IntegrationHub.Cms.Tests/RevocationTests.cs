using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Revocation;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Cms.Tests;

public sealed class RevocationTests : IDisposable
{
    private static readonly byte[] Nonce = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
    private readonly TestPki pki = new();
    private readonly SigningKey good;
    private readonly SigningKey bad;

    public RevocationTests()
    {
        (good, bad) = (pki.Issue("good"), pki.Issue("bad"));
        pki.Services.Revoke(bad.Certificate, TestPki.Now.AddHours(-1), X509RevocationReason.KeyCompromise);
    }

    public void Dispose()
    {
        good.Dispose();
        bad.Dispose();
        pki.Dispose();
    }

    [Theory]
    [InlineData("crl")]
    [InlineData("ocsp")]
    public void Data_of_the_issuer_tells_good_from_revoked(string kind)
    {
        Assert.Equal(RevocationState.Good, State(good, Data(kind, good)));
        Assert.Equal(RevocationState.Revoked, State(bad, Data(kind, bad)));
        Assert.Equal(RevocationState.Good, State(bad, Data(kind, bad), TestPki.Now.AddHours(-2)));
    }

    [Theory]
    [InlineData("crl", TrustFault.Stale)]
    [InlineData("ocsp", TrustFault.Stale)]
    [InlineData("ocsp", TrustFault.Unknown)]
    [InlineData("ocsp", TrustFault.WrongPurpose)]
    public void Stale_unknowing_and_uncertified_answers_tell_nothing(string kind, TrustFault fault) =>
        Assert.Equal(RevocationState.Unknown, State(good, Data(kind, good, fault)));

    [Fact]
    public void A_grace_makes_stale_data_speak_a_little_longer_and_a_revocation_counts_from_stale_data_too()
    {
        var policy = new RevocationPolicy { Grace = TimeSpan.FromHours(2) };
        Assert.Equal(RevocationState.Assumed, State(good, Data("crl", good, TrustFault.Stale, policy)));
        Assert.Equal(RevocationState.Revoked, State(bad, Data("crl", bad, TrustFault.Stale)));
    }

    [Fact]
    public void Data_of_another_authority_of_the_same_name_tells_nothing()
    {
        using var impostor = new TestPki();
        var data = RevocationData.Empty(new RevocationPolicy()).AddEncoded(impostor.Services.List())
            .AddEncoded(new OcspService(impostor.Services).Answer(OcspRequest.For(good.Certificate, pki.Authority, Nonce)));
        Assert.Equal(2, data.Count);
        Assert.Equal(RevocationState.Unknown, State(good, data));
    }

    [Theory]
    [InlineData(X509RevocationReason.KeyCompromise, RevocationState.Unknown)]
    [InlineData(X509RevocationReason.Superseded, RevocationState.Good)]
    public void Answers_of_a_responder_that_a_list_shows_revoked_count_only_from_before_and_while_its_key_was_in_order(X509RevocationReason reason, RevocationState expected)
    {
        var before = new OcspService(pki.Services).Answer(OcspRequest.For(good.Certificate, pki.Authority, Nonce));
        var responder = OcspResponse.TryRead(before)!.Find(good.Certificate, pki.Authority)!.Responder!;
        // The list speaks of the responder; of other certificates it is too old to say anything.
        pki.Services.Revoke(responder, TestPki.Now.AddHours(1), reason);
        var data = RevocationData.Empty(new RevocationPolicy()).AddEncoded(pki.Services.List(stale: true)).AddEncoded(before);
        Assert.Equal(expected, State(good, data));

        pki.Clock.Now = TestPki.Now.AddHours(2);
        var after = new OcspService(pki.Services).Answer(OcspRequest.For(good.Certificate, pki.Authority, Nonce));
        Assert.Equal(
            RevocationState.Unknown, State(good, RevocationData.Empty(new RevocationPolicy()).AddEncoded(pki.Services.List(stale: true)).AddEncoded(after), pki.Clock.Now));
    }

    [Fact]
    public void An_answer_about_another_certificate_tells_nothing() =>
        Assert.Equal(RevocationState.Unknown, State(good, Data("ocsp", bad)));

    [Fact]
    public void A_list_from_after_the_certificates_end_does_not_say_that_it_was_good()
    {
        using var ended = pki.Issue("ended", to: TestPki.Now.AddDays(-1));
        Assert.Equal(RevocationState.Unknown, State(ended, Data("crl", ended), TestPki.Now.AddDays(-2)));
    }

    [Fact]
    public void No_changed_octet_of_a_list_or_an_answer_turns_revoked_into_good()
    {
        foreach (var octets in new[] { pki.Services.List(), new OcspService(pki.Services).Answer(OcspRequest.For(bad.Certificate, pki.Authority, Nonce)) })
        {
            for (var i = 0; i < octets.Length; i++)
            {
                octets[i] ^= 1;
                Assert.NotEqual(RevocationState.Good, State(bad, RevocationData.Empty(new RevocationPolicy()).AddEncoded(octets)));
                octets[i] ^= 1;
            }
        }
    }

    [Fact]
    public void A_list_with_a_critical_extension_that_limits_its_scope_is_not_read()
    {
        var builder = new CertificateRevocationListBuilder();
        using var key = pki.Authority.GetRSAPrivateKey()!;
        var list = builder.Build(
            pki.Authority.SubjectName, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), 1, TestPki.Now.AddDays(1), HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(pki.Authority, true, false), TestPki.Now.AddMinutes(-1));
        Assert.NotNull(CertificateList.TryRead(list));
        // cRLNumber (2.5.29.20) becomes issuingDistributionPoint (2.5.29.28), still not critical: passed over.
        byte[] number = [0x06, 0x03, 0x55, 0x1D, 0x14];
        list[list.AsSpan().IndexOf(number) + 4] = 0x1C;
        Assert.NotNull(CertificateList.TryRead(list));
    }

    [Fact]
    public void openssl_reads_our_lists_and_answers_as_we_do()
    {
        if (!OpenSslTool.IsInstalled())
            return;
        using var openssl = new OpenSslTool();
        openssl.Write("ca.pem", pki.Authority.ExportCertificatePem());
        openssl.Write("bad.pem", bad.Certificate.ExportCertificatePem());
        openssl.Write("list.crl", pki.Services.List());
        var (code, output) = openssl.Run("crl", "-inform", "DER", "-in", "list.crl", "-CAfile", "ca.pem", "-noout", "-text");
        Assert.True(code == 0 && output.Contains("verify OK", StringComparison.Ordinal), output);
        Assert.Contains("Key Compromise", output, StringComparison.Ordinal);

        openssl.Write("answer.der", new OcspService(pki.Services).Answer(OcspRequest.For(bad.Certificate, pki.Authority, [])));
        (code, output) = openssl.Run(
            "ocsp", "-respin", "answer.der", "-issuer", "ca.pem", "-cert", "bad.pem", "-CAfile", "ca.pem", "-no_nonce",
            "-attime", TestPki.Now.ToUnixTimeSeconds().ToString(), "-validity_period", "1000000000");
        Assert.Contains("Response verify OK", output, StringComparison.Ordinal);
        Assert.Contains("bad.pem: revoked", output, StringComparison.Ordinal);
    }

    [Fact]
    public void openssl_reads_our_request_and_we_read_its_answer()
    {
        if (!OpenSslTool.IsInstalled())
            return;
        using var openssl = new OpenSslTool();
        using var rsa = pki.Authority.GetRSAPrivateKey()!;
        openssl.Write("ca.pem", pki.Authority.ExportCertificatePem());
        openssl.Write("ca.key", rsa.ExportPkcs8PrivateKeyPem());
        var expires = TestPki.Now.AddYears(1).UtcDateTime.ToString("yyMMddHHmmss'Z'");
        var when = TestPki.Now.AddHours(-1).UtcDateTime.ToString("yyMMddHHmmss'Z'");
        openssl.Write("index", $"V\t{expires}\t\t{good.Certificate.SerialNumber}\tunknown\t/CN=good\nR\t{expires}\t{when},keyCompromise\t{bad.Certificate.SerialNumber}\tunknown\t/CN=bad\n");
        foreach (var (key, expected) in new[] { (good, RevocationState.Good), (bad, RevocationState.Revoked) })
        {
            openssl.Write("request.der", OcspRequest.For(key.Certificate, pki.Authority, Nonce));
            var (code, output) = openssl.Run(
                "ocsp", "-index", "index", "-CA", "ca.pem", "-rsigner", "ca.pem", "-rkey", "ca.key", "-reqin", "request.der", "-respout", "answer.der", "-ndays", "1");
            Assert.True(code == 0, output);
            var answer = OcspResponse.TryRead(File.ReadAllBytes(openssl["answer.der"]))!;
            Assert.Equal(Nonce, answer.Nonce);
            // openssl answers by the machine's clock; the statement is asked about at its own time.
            var at = answer.Find(key.Certificate, pki.Authority)!.ThisUpdate;
            var data = RevocationData.Empty(new RevocationPolicy()).Add(answer);
            Assert.Equal(expected, data.StateOf(key.Certificate, pki.Authority, at > TestPki.Now ? at : TestPki.Now));
        }
    }

    private RevocationState State(SigningKey key, RevocationData data, DateTimeOffset? at = null) => data.StateOf(key.Certificate, pki.Authority, at ?? TestPki.Now);

    private RevocationData Data(string kind, SigningKey key, TrustFault fault = TrustFault.None, RevocationPolicy? policy = null) =>
        RevocationData.Empty(policy ?? new RevocationPolicy()).AddEncoded(kind == "crl"
            ? pki.Services.List(fault == TrustFault.Stale)
            : new OcspService(pki.Services).Answer(OcspRequest.For(key.Certificate, pki.Authority, Nonce), fault));
}
