using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Signatures.Rules;
using IntegrationHub.Keys;
using IntegrationHub.Native.OpenSsl;

namespace IntegrationHub.Cms.Tests;

/// <summary>Keys and certificates of SM2 as OpenSSL writes them: in the key store, in XML and CMS, and in chains.</summary>
public sealed class Sm2KeyTests : IDisposable
{
    private const string Identity = "distid:1234567812345678";
    private static readonly byte[] Message = "<RequestMessage xmlns=\"http://iec.ch/TC57/2011/schema/message\"><Header><Verb>get</Verb><Noun>Any</Noun></Header></RequestMessage>"u8.ToArray();
    private readonly OpenSslTool openssl = new();
    private readonly bool installed = OpenSslTool.IsInstalled();

    public Sm2KeyTests()
    {
        if (!installed)
        {
            Console.WriteLine("SKIPPED: openssl is not installed");
            return;
        }
        Run("req", "-x509", "-newkey", "sm2", "-sm3", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "3650", "-subj", "/CN=sm2 authority",
            "-addext", "keyUsage=critical,keyCertSign", "-sigopt", Identity);
        Run("req", "-newkey", "sm2", "-sm3", "-nodes", "-keyout", "leaf.key", "-out", "leaf.csr", "-subj", "/CN=sm2 signer", "-sigopt", Identity);
        openssl.Write("leaf.cnf", "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n"u8.ToArray());
        Run("x509", "-req", "-in", "leaf.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-sm3", "-out", "leaf.pem", "-days", "300", "-extfile", "leaf.cnf", "-sigopt", Identity, "-vfyopt", Identity);
        Run("pkcs8", "-topk8", "-in", "leaf.key", "-out", "leaf.enc", "-passout", "pass:long passphrase");
        Run("pkcs12", "-export", "-inkey", "leaf.key", "-in", "leaf.pem", "-out", "leaf.p12", "-passout", "pass:long passphrase");
        openssl.Write("passphrase", "long passphrase\n"u8.ToArray());
        openssl.Write("wrong", "another one\n"u8.ToArray());
        foreach (var secret in new[] { "leaf.key", "leaf.enc", "leaf.p12", "ca.key", "passphrase", "wrong" })
            File.SetUnixFileMode(openssl[secret], UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private TrustAnchors Trust => TrustStore.Load([openssl["ca.pem"]], TimeProvider.System).Value.Anchors;

    public void Dispose() => openssl.Dispose();

    [Theory]
    [InlineData("leaf.pem", "leaf.key", null)]
    [InlineData("leaf.pem", "leaf.enc", "passphrase")]
    [InlineData("leaf.p12", null, "passphrase")]
    public void A_key_that_openssl_wrote_signs_messages_and_files(string certificate, string? keyFile, string? passphrase)
    {
        if (!installed)
            return;
        using var key = Load(certificate, keyFile, passphrase).Value;

        var signed = new MessageSigner().Sign(Message, key);
        var cms = new CadesSigner(key.ForCms).SignDetached(Message, Now, []);

        Assert.Null(Verify(signed, SignatureRule.WithSm2).Refusal);
        Assert.Contains("http://www.chinaport.gov.cn/2022/04/xmldsig#sm2-sm3", Encoding.UTF8.GetString(signed), StringComparison.Ordinal);
        var policy = CmsPolicy.Trusting(Trust) with { Families = [FrameworkFamily.Instance, new Sm2Family()] };
        var verdict = new CmsVerifier(policy with { Signers = policy.Signers with { Rule = SignatureRule.WithSm2 } }).VerifyDetached(cms, Message, Now);
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Refusals));
    }

    [Fact]
    public void What_is_wrong_with_a_key_is_told_by_its_code()
    {
        if (!installed)
            return;
        Assert.Equal(KeyProblemCode.PassphraseWrong, Load("leaf.pem", "leaf.enc", "wrong").Problem!.Code);
        Assert.Equal(KeyProblemCode.PassphraseMissing, Load("leaf.pem", "leaf.enc", null).Problem!.Code);
        Assert.Equal(KeyProblemCode.PassphraseWrong, Load("leaf.p12", null, "wrong").Problem!.Code);
        Assert.Equal(KeyProblemCode.KeyMismatch, Load("leaf.pem", "ca.key", null).Problem!.Code);
        Assert.Equal(KeyProblemCode.FileMissing, Load("leaf.pem", "absent.key", null).Problem!.Code);
        Assert.Equal(KeyProblemCode.Expired, new KeyStore(new StoppedClock(Now.AddYears(2))).Load(new KeyLocation(openssl["leaf.pem"], openssl["leaf.key"])).Problem!.Code);
    }

    [Fact]
    public void SM2_is_refused_in_XML_where_no_rule_allows_it_or_it_bears_another_name()
    {
        if (!installed)
            return;
        using var key = Load("leaf.pem", "leaf.key", null).Value;
        var signed = new MessageSigner().Sign(Message, key);

        Assert.Equal(SignatureRefusalCode.SignatureAlgorithmNotAllowed, Verify(signed, SignatureRule.Default).Refusal!.Code);
        Assert.Equal(SignatureRefusalCode.DigestAlgorithmNotAllowed, Verify(signed, SignatureRule.WithSm2 with { Digests = SignatureRule.Default.Digests }).Refusal!.Code);
        var others = new SignaturePolicy { Trust = Trust, Rule = SignatureRule.WithSm2, Sm2 = new Sm2Names(["urn:agreed:sm2"], ["urn:agreed:sm3"]) };
        Assert.Equal(SignatureRefusalCode.SignatureAlgorithmNotAllowed, new MessageVerifier(new Sm2Family()).Verify(signed, others, Now).Refusal!.Code);
        Assert.Equal(SignatureRefusalCode.SignatureAlgorithmNotAllowed, new MessageVerifier().Verify(signed, new SignaturePolicy { Trust = Trust, Rule = SignatureRule.WithSm2 }, Now).Refusal!.Code);
    }

    [Fact]
    public void Both_encodings_of_a_value_are_read_and_no_other_and_any_change_is_found()
    {
        if (!installed)
            return;
        using var key = Load("leaf.pem", "leaf.key", null).Value;
        var signed = Encoding.UTF8.GetString(new MessageSigner().Sign(Message, key));
        var from = signed.IndexOf("<SignatureValue>", StringComparison.Ordinal) + "<SignatureValue>".Length;
        var text = signed[from..signed.IndexOf("</SignatureValue>", StringComparison.Ordinal)];
        var pair = Convert.FromBase64String(text);
        Assert.Equal(64, pair.Length);

        Assert.Null(With(EcdsaEncoding.ToDer(pair)).Refusal);
        Assert.Equal(SignatureRefusalCode.SignatureValueMalformed, With([.. pair, 0]).Refusal!.Code);
        Assert.Equal(SignatureRefusalCode.SignatureValueMalformed, With([.. EcdsaEncoding.ToDer(pair), 0]).Refusal!.Code);
        Assert.Equal(SignatureRefusalCode.SignatureValueMalformed, With([.. new byte[32], .. pair[32..]]).Refusal!.Code);
        pair[7] ^= 1;
        Assert.Equal(SignatureRefusalCode.SignatureInvalid, With(pair).Refusal!.Code);
        Assert.Equal(SignatureRefusalCode.DigestMismatch, Verify(Encoding.UTF8.GetBytes(signed.Replace(">Any<", ">All<", StringComparison.Ordinal)), SignatureRule.WithSm2).Refusal!.Code);

        SignatureVerdict With(byte[] value) => Verify(Encoding.UTF8.GetBytes(signed.Replace(text, Convert.ToBase64String(value), StringComparison.Ordinal)), SignatureRule.WithSm2);
    }

    [Fact]
    public void A_chain_is_judged_as_openssl_judges_it()
    {
        if (!installed)
            return;
        var leaf = X509CertificateLoader.LoadCertificateFromFile(openssl["leaf.pem"]);
        Run("verify", "-vfyopt", Identity, "-CAfile", "ca.pem", "leaf.pem");
        Assert.Equal((ChainState.Trusted, 2), (Trust.Build(leaf, Now).State, Trust.Build(leaf, Now).Elements.Count));
        Assert.Equal(ChainState.Expired, Trust.Build(leaf, Now.AddYears(2)).State);
        Assert.Equal(ChainState.NotYetValid, Trust.Build(leaf, Now.AddYears(-2)).State);

        // Under another identity, and by another authority of the same name.
        Run("x509", "-req", "-in", "leaf.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-sm3", "-out", "other.pem", "-days", "300", "-extfile", "leaf.cnf", "-sigopt", "distid:another", "-vfyopt", Identity);
        Assert.NotEqual(0, openssl.Run("verify", "-vfyopt", Identity, "-CAfile", "ca.pem", "other.pem").Code);
        Assert.Equal(ChainState.Untrusted, Trust.Build(X509CertificateLoader.LoadCertificateFromFile(openssl["other.pem"]), Now).State);
        Run("req", "-x509", "-newkey", "sm2", "-sm3", "-nodes", "-keyout", "ca2.key", "-out", "ca.pem", "-days", "3650", "-subj", "/CN=sm2 authority", "-addext", "keyUsage=critical,keyCertSign", "-sigopt", Identity);
        Assert.Equal(ChainState.Untrusted, Trust.Build(leaf, Now).State);
    }

    [Fact]
    public void A_certificate_that_an_end_entity_issued_is_not_trusted()
    {
        if (!installed)
            return;
        Run("req", "-newkey", "sm2", "-sm3", "-nodes", "-keyout", "below.key", "-out", "below.csr", "-subj", "/CN=below", "-sigopt", Identity);
        Run("x509", "-req", "-in", "below.csr", "-CA", "leaf.pem", "-CAkey", "leaf.key", "-sm3", "-out", "below.pem", "-days", "300", "-sigopt", Identity, "-vfyopt", Identity);
        var (below, leaf) = (X509CertificateLoader.LoadCertificateFromFile(openssl["below.pem"]), X509CertificateLoader.LoadCertificateFromFile(openssl["leaf.pem"]));

        Assert.Equal(ChainState.Untrusted, Trust.Build(below, Now, [leaf]).State);
    }

    private SignatureVerdict Verify(byte[] message, SignatureRule rule) =>
        new MessageVerifier(new Sm2Family()).Verify(message, new SignaturePolicy { Trust = Trust, Rule = rule }, Now);

    private Loaded<SigningKey> Load(string certificate, string? key, string? passphrase) => new KeyStore(TimeProvider.System).Load(
        new KeyLocation(openssl[certificate], key is null ? null : openssl[key], passphrase is null ? null : openssl[passphrase]));

    private void Run(params string[] arguments)
    {
        var (code, output) = openssl.Run(arguments);
        Assert.True(code == 0, output);
    }
}
