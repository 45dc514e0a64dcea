using System.Security.Cryptography;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Tests.Material;

namespace IntegrationHub.Evidence.Tests.Attacks;

public sealed class AlgorithmTests
{
    private static readonly byte[] Message = Messages.Put();

    [Fact]
    public void SHA1_is_refused_unless_the_party_may_use_it()
    {
        var signature = new Forge { Method = "<SignatureMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#rsa-sha1\"/>", SignatureHash = HashAlgorithmName.SHA1 }.Sign(Message, TestKeys.Rsa);
        var digest = new Forge { DigestMethod = "<DigestMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#sha1\"/>", DigestHash = HashAlgorithmName.SHA1 }.Sign(Message, TestKeys.Rsa);
        Refused.For(SignatureRefusalCode.SignatureAlgorithmNotAllowed, signature);
        Refused.For(SignatureRefusalCode.DigestAlgorithmNotAllowed, digest);
        var old = TestKeys.Policy with { AllowSha1 = true };
        Assert.Null(TestKeys.Verifier.Verify(signature, old, TestKeys.Now).Refusal);
        Assert.Null(TestKeys.Verifier.Verify(digest, old, TestKeys.Now).Refusal);
    }

    [Fact]
    public void MD5_is_refused_whatever_the_policy()
    {
        var old = TestKeys.Policy with { AllowSha1 = true };
        Refused.For(SignatureRefusalCode.SignatureAlgorithmNotAllowed, new Forge { Method = "<SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-md5\"/>", SignatureHash = HashAlgorithmName.MD5 }.Sign(Message, TestKeys.Rsa), old);
        Refused.For(SignatureRefusalCode.DigestAlgorithmNotAllowed, new Forge { DigestMethod = "<DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#md5\"/>", DigestHash = HashAlgorithmName.MD5 }.Sign(Message, TestKeys.Rsa), old);
    }

    [Fact]
    public void HMAC_keyed_with_the_public_key_and_truncated_HMAC_are_refused()
    {
        var publicKey = TestKeys.Rsa.Certificate.PublicKey.ExportSubjectPublicKeyInfo();
        const string hmac = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";
        Refused.For(SignatureRefusalCode.SignatureAlgorithmNotAllowed, new Forge { Method = $"<SignatureMethod Algorithm=\"{hmac}\"/>", Value = s => HMACSHA256.HashData(publicKey, s) }.Sign(Message, TestKeys.Rsa));
        Refused.For(SignatureRefusalCode.SignatureAlgorithmNotAllowed, new Forge { Method = $"<SignatureMethod Algorithm=\"{hmac}\"><HMACOutputLength>8</HMACOutputLength></SignatureMethod>", Value = s => HMACSHA256.HashData(publicKey, s)[..1] }.Sign(Message, TestKeys.Rsa));
        Refused.For(SignatureRefusalCode.SignatureMalformed, new Forge { Method = "<SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"><HMACOutputLength>8</HMACOutputLength></SignatureMethod>" }.Sign(Message, TestKeys.Rsa));
    }

    [Fact]
    public void An_algorithm_outside_the_partys_policy_is_refused()
    {
        var onlyEc = TestKeys.Policy with { Rule = new() { Name = "elliptic", Algorithms = [SignatureAlgorithm.EcdsaSha256] } };
        Refused.For(SignatureRefusalCode.SignatureAlgorithmNotAllowed, TestKeys.Signer.Sign(Message, TestKeys.Rsa), onlyEc);
        Assert.True(TestKeys.Verifier.Verify(TestKeys.Signer.Sign(Message, TestKeys.Ec), onlyEc, TestKeys.Now).Accepted);
    }

    [Fact]
    public void Short_RSA_keys_are_refused()
    {
        foreach (var bits in new[] { 512, 1024 })
        {
            using var key = SigningKey.FromCertificate(TestAuthority.Shared.Issue(RSA.Create(bits), "short"));
            Refused.For(SignatureRefusalCode.KeyNotAllowed, TestKeys.Signer.Sign(Message, key));
        }
    }

    [Fact]
    public void RSA_with_exponent_3_is_refused()
    {
        using var key = SigningKey.FromCertificate(TestAuthority.Shared.Issue(WeakKeys.RsaWithExponent3(), "e3"));
        var signed = TestKeys.Signer.Sign(Message, key);
        Assert.True(ReferenceXml.Verifies(signed));
        Refused.For(SignatureRefusalCode.KeyNotAllowed, signed);
    }

    [Fact]
    public void ECDSA_values_that_are_zero_or_of_the_wrong_length_are_refused()
    {
        const string ecdsa = "<SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256\"/>";
        byte[] genuine = [];
        Assert.Null(TestKeys.Verifier.Verify(new Forge { Method = ecdsa, Value = s => genuine = TestKeys.Ec.SignDigest(SHA256.HashData(s)) }.Sign(Message, TestKeys.Ec), TestKeys.Policy, TestKeys.Now).Refusal);
        byte[][] values = [new byte[64], [.. new byte[32], .. genuine[32..]], [.. genuine[..32], .. new byte[32]], genuine[..63], [.. genuine, 0]];
        foreach (var value in values)
            Refused.For(SignatureRefusalCode.SignatureValueMalformed, new Forge { Method = ecdsa, Value = _ => value }.Sign(Message, TestKeys.Ec));
        // DER, as other formats write it, is not what XML-DSig asks for.
        Refused.For(SignatureRefusalCode.SignatureValueMalformed, new Forge { Method = ecdsa, Value = s => WeakKeys.DerSignature(TestKeys.Ec, s) }.Sign(Message, TestKeys.Ec));
        // Beyond the group's order.
        Refused.For(SignatureRefusalCode.SignatureInvalid, new Forge { Method = ecdsa, Value = _ => [.. Enumerable.Repeat((byte)0xff, 64)] }.Sign(Message, TestKeys.Ec));
    }

    [Fact]
    public void Algorithm_and_key_must_be_of_one_kind()
    {
        Refused.For(SignatureRefusalCode.KeyNotAllowed, new Forge { KeyInfo = Forge.Certificate(TestKeys.Ec) }.Sign(Message, TestKeys.Rsa));
        const string ecdsa = "<SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256\"/>";
        Refused.For(SignatureRefusalCode.KeyNotAllowed, new Forge { Method = ecdsa }.Sign(Message, TestKeys.Rsa));
    }

    [Fact]
    public void A_value_of_the_wrong_length_or_padding_is_refused()
    {
        Refused.For(SignatureRefusalCode.SignatureValueMalformed, new Forge { Value = _ => [1] }.Sign(Message, TestKeys.Rsa));
        Refused.For(SignatureRefusalCode.SignatureMalformed, new Forge { Value = _ => [] }.Sign(Message, TestKeys.Rsa));
        Refused.For(SignatureRefusalCode.SignatureInvalid, new Forge { Value = _ => new byte[256] }.Sign(Message, TestKeys.Rsa));
        Refused.For(SignatureRefusalCode.SignatureMalformed, Messages.Replace(TestKeys.Signer.Sign(Message, TestKeys.Rsa), "<SignatureValue>", "<SignatureValue>*"));
    }
}
