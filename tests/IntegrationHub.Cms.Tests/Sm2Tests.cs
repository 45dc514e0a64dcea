using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Signatures.Rules;
using IntegrationHub.Native.OpenSsl;

namespace IntegrationHub.Cms.Tests;

public sealed class Sm2Tests : IDisposable
{
    private static readonly byte[] Message = "message digest"u8.ToArray();
    private readonly OpenSslTool openssl = new();

    public void Dispose() => openssl.Dispose();

    [Theory]
    [InlineData("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd", "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")]
    public void SM3_gives_the_digests_of_the_standard(string text, string digest) =>
        Assert.Equal(digest, Convert.ToHexStringLower(Sm3Digest.Of(System.Text.Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void openssl_verifies_our_signatures_and_we_verify_its()
    {
        if (!OpenSslTool.IsInstalled())
            return;
        using var key = Key();
        openssl.Write("message", Message);
        openssl.Write("ours.sig", key.Sign(Message));
        string[] options = ["-rawin", "-digest", "sm3", "-in", "message", "-pkeyopt", "distid:1234567812345678"];
        var (code, output) = openssl.Run(["pkeyutl", "-verify", "-certin", "-inkey", "sm2.pem", "-sigfile", "ours.sig", .. options]);
        Assert.True(code == 0, output);
        (code, output) = openssl.Run(["pkeyutl", "-sign", "-inkey", "sm2.key", "-out", "theirs.sig", .. options]);
        Assert.True(code == 0, output);
        var theirs = File.ReadAllBytes(openssl["theirs.sig"]);
        var family = new Sm2Family();
        Assert.True(family.Verify(key.Certificate, "1.2.156.10197.1.401", Message, theirs));
        Assert.False(family.Verify(key.Certificate, "1.2.156.10197.1.401", "another"u8, theirs));
        for (var i = 0; i < theirs.Length; i++)
        {
            theirs[i] ^= 1;
            Assert.False(family.Verify(key.Certificate, "1.2.156.10197.1.401", Message, theirs));
            theirs[i] ^= 1;
        }
        Assert.False(family.Verify(key.Certificate, "1.2.156.10197.1.401", Message, []));
        Assert.False(family.Verify(key.Certificate, "1.2.156.10197.1.401", Message, [.. theirs, 0]));
    }

    [Fact]
    public void A_CMS_signed_with_SM2_holds_all_but_the_chain_and_is_refused_where_the_family_is_not_allowed()
    {
        if (!OpenSslTool.IsInstalled())
            return;
        using var key = Key();
        var cms = new CadesSigner(key).SignDetached(Message, DateTimeOffset.UnixEpoch.AddYears(60), []);
        var trust = new Evidence.Certificates.TrustAnchors([key.Certificate]);
        var at = new DateTimeOffset(key.Certificate.NotBefore.ToUniversalTime()).AddHours(1);
        var allowed = CmsPolicy.Trusting(trust) with { Families = [FrameworkFamily.Instance, new Sm2Family()] };
        allowed = allowed with { Signers = allowed.Signers with { Rule = SignatureRule.WithSm2 } };
        var verdict = new CmsVerifier(allowed).VerifyDetached(cms, Message, at);
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Refusals));
        Assert.Equal("cms.digest_mismatch", new CmsVerifier(allowed).VerifyDetached(cms, "another"u8, at).Refusals[0].Id);
        Assert.Equal("cms.algorithm_not_allowed", new CmsVerifier(CmsPolicy.Trusting(trust)).VerifyDetached(cms, Message, at).Refusals[0].Id);
    }

    [Fact]
    public void A_key_of_another_curve_is_not_taken_for_SM2()
    {
        using var pki = new TestPki();
        using var other = pki.Issue();
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.NotNull(new Sm2Family().Unfit("1.2.156.10197.1.401", "1.2.156.10197.1.501", other.Certificate, SignatureRule.Default));
        Assert.Throws<CryptographicException>(() => new Sm2MessageKey(X509CertificateLoader.LoadCertificate(other.Certificate.RawData), p256.ExportPkcs8PrivateKey()));
    }

    [Fact]
    public void Signature_values_of_SM2_are_taken_in_their_one_encoding_and_with_both_numbers_in_range()
    {
        if (!OpenSslTool.IsInstalled())
            return;
        using var key = Key();
        var family = new Sm2Family();
        var (r, s) = Pair(key.Sign(Message));
        Assert.True(Verifies(Encoded(r, s)));

        var order = System.Numerics.BigInteger.Parse("0FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123", System.Globalization.NumberStyles.HexNumber);
        foreach (var wrong in new[] { Encoded(s, r), Encoded(0, s), Encoded(r, 0), Encoded(-r, s), Encoded(r + order, s), Encoded(r, s + order), Encoded(r, order - s) })
            Assert.False(Verifies(wrong));

        // Side by side without ASN.1; a padded number; a long form of a short length.
        Assert.False(Verifies([.. r.ToByteArray(true, true), .. s.ToByteArray(true, true)]));
        byte[] padded = [ 0x02, (byte)(r.GetByteCount() + 1), 0, .. r.ToByteArray(false, true)];
        byte[] right = [ 0x02, (byte)s.GetByteCount(), .. s.ToByteArray(false, true)];
        Assert.False(Verifies([0x30, (byte)(padded.Length + right.Length), .. padded, .. right]));
        var encoded = Encoded(r, s);
        Assert.False(Verifies([0x30, 0x81, .. encoded[1..]]));

        bool Verifies(byte[] value) => family.Verify(key.Certificate, "1.2.156.10197.1.401", Message, value);
    }

    private static (System.Numerics.BigInteger R, System.Numerics.BigInteger S) Pair(byte[] value)
    {
        var reader = new System.Formats.Asn1.AsnReader(value, System.Formats.Asn1.AsnEncodingRules.DER).ReadSequence();
        return (reader.ReadInteger(), reader.ReadInteger());
    }

    private static byte[] Encoded(System.Numerics.BigInteger r, System.Numerics.BigInteger s)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(r);
            writer.WriteInteger(s);
        }
        return writer.Encode();
    }

    private Sm2MessageKey Key()
    {
        var (code, output) = openssl.Run(
            "req", "-x509", "-newkey", "sm2", "-sm3", "-nodes", "-keyout", "sm2.key", "-out", "sm2.pem", "-days", "3650", "-subj", "/CN=sm2",
            "-addext", "keyUsage=critical,digitalSignature,nonRepudiation,keyCertSign", "-sigopt", "distid:1234567812345678");
        Assert.True(code == 0, output);
        var der = PemEncoding.Find(File.ReadAllText(openssl["sm2.key"]));
        return new Sm2MessageKey(X509CertificateLoader.LoadCertificateFromFile(openssl["sm2.pem"]), Convert.FromBase64String(File.ReadAllText(openssl["sm2.key"])[der.Base64Data]));
    }
}
