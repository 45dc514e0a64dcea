using System.Security.Cryptography;
using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Signatures.Rules;
using IntegrationHub.Evidence.Tests.Material;

namespace IntegrationHub.Evidence.Tests.Attacks;

/// <summary>Each thing a rule may forbid, with the name of the rule in the refusal.</summary>
public sealed class RuleTests
{
    private const string Exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
    private static readonly byte[] Message = Messages.Put();
    private static readonly byte[] Plain = TestKeys.Signer.Sign(Message, TestKeys.Rsa);
    private static readonly byte[] Elliptic = TestKeys.Signer.Sign(Message, TestKeys.Ec);

    [Fact]
    public void A_digest_a_canonicalization_and_a_transform_outside_the_rule_are_refused()
    {
        Told(SignatureRefusalCode.DigestAlgorithmNotAllowed, Plain, new() { Name = "strict", Digests = [DigestAlgorithm.Sha512] });
        Told(SignatureRefusalCode.CanonicalizationNotAllowed, Plain, new() { Name = "strict", Canonicalizations = [CanonicalizationMethod.Exclusive] });
        var second = new Forge { Transforms = $"<Transforms><Transform Algorithm=\"{AlgorithmNames.EnvelopedSignature}\"/><Transform Algorithm=\"{CanonicalizationNames.UriOf(CanonicalizationMethod.Inclusive)}\"/></Transforms>" }.Sign(Message, TestKeys.Rsa);
        Told(SignatureRefusalCode.TransformNotAllowed, second, new() { Name = "strict", Transforms = [] });
        Told(SignatureRefusalCode.TransformNotAllowed, second, new() { Name = "strict", Transforms = [CanonicalizationMethod.Exclusive] });
        Accepted(second, new() { Name = "lenient", Transforms = [CanonicalizationMethod.Inclusive] });
        Accepted(Plain, new() { Name = "alone", Transforms = [] });
        Assert.DoesNotContain(Exclusive, System.Text.Encoding.UTF8.GetString(Plain), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_below_the_rules_size_or_on_another_curve_is_refused()
    {
        Told(SignatureRefusalCode.KeyNotAllowed, Plain, new() { Name = "strict", MinimumRsaBits = 3072 });
        Told(SignatureRefusalCode.KeyNotAllowed, Elliptic, new() { Name = "strict", Curves = [EllipticCurve.P384] });
        Accepted(Elliptic, new() { Name = "curve", Curves = [EllipticCurve.P256], MinimumRsaBits = 4096 });
    }

    [Fact]
    public void SHA1_is_ended_or_allowed_by_the_rule_whatever_the_party_was_registered_with()
    {
        var old = new Forge { Method = "<SignatureMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#rsa-sha1\"/>", SignatureHash = HashAlgorithmName.SHA1 }.Sign(Message, TestKeys.Rsa);

        var never = TestKeys.Policy with { AllowSha1 = true, Rule = new() { Name = "after-the-end", Sha1 = Sha1Allowance.Never } };
        Assert.Contains("after-the-end", Refused.For(SignatureRefusalCode.SignatureAlgorithmNotAllowed, old, never).Detail, StringComparison.Ordinal);
        Accepted(old, new() { Name = "old-clients", Sha1 = Sha1Allowance.Allowed });
        Told(SignatureRefusalCode.SignatureAlgorithmNotAllowed, old, new() { Name = "usual" });
    }

    [Fact]
    public void A_certificate_that_does_not_state_its_usage_is_refused_where_the_rule_asks_for_it()
    {
        using var silent = SigningKey.FromCertificate(TestAuthority.Shared.Issue(RSA.Create(2048), "silent", usage: null));
        var signed = TestKeys.Signer.Sign(Message, silent);

        Refused.For(SignatureRefusalCode.CertificateUsage, signed, TestKeys.Policy with { Rule = new() { Name = "strict", RequireKeyUsage = true } });
        Accepted(signed, new() { Name = "lenient" });
    }

    [Fact]
    public void The_authorities_of_a_rule_replace_those_of_the_hub()
    {
        Refused.For(SignatureRefusalCode.CertificateUntrusted, Plain, TestKeys.Policy with { Rule = new() { Name = "others", Trust = Certificates.TrustAnchors.None } });
        Assert.True(TestKeys.Verifier.Verify(Plain, new SignaturePolicy { Trust = Certificates.TrustAnchors.None, Rule = new() { Name = "own", Trust = TestKeys.Trust } }, TestKeys.Now).Accepted);
    }

    [Fact]
    public void Without_a_rule_in_force_even_a_whole_message_is_refused()
    {
        var refusal = Refused.For(SignatureRefusalCode.NoRuleInForce, Plain, TestKeys.Policy with { Gap = "No signature rule counts." });
        Assert.Equal("signature.no_rule_in_force", refusal.Id);
    }

    private static void Told(SignatureRefusalCode code, byte[] message, SignatureRule rule) =>
        Assert.Contains(rule.Name, Refused.For(code, message, TestKeys.Policy with { Rule = rule }).Detail, StringComparison.Ordinal);

    private static void Accepted(byte[] message, SignatureRule rule) =>
        Assert.Null(TestKeys.Verifier.Verify(message, TestKeys.Policy with { Rule = rule }, TestKeys.Now).Refusal);
}
