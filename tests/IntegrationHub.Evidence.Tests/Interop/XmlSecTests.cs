using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Tests.Material;
using Xunit.Abstractions;

namespace IntegrationHub.Evidence.Tests.Interop;

public sealed class XmlSecTests(ITestOutputHelper output)
{
    public static TheoryData<string> Payloads => [.. SignedXmlTests.Payloads, "<d xmlns='urn:d' a='&#xD;&#10;&#9;'>one&#xD;two&#13;&#10;</d>"];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Xmlsec1_verifies_what_we_sign(string payload)
    {
        using var xmlsec = XmlSec.Find(output);
        if (xmlsec is null)
            return;
        foreach (var key in new[] { TestKeys.Rsa, TestKeys.Ec })
        {
            var (good, text) = xmlsec.Verify(TestKeys.Signer.Sign(Messages.Put(payload), key));
            Assert.True(good, text);
        }
    }

    [Fact]
    public void Xmlsec1_verifies_what_we_sign_under_foreign_prefixes_and_xml_attributes()
    {
        using var xmlsec = XmlSec.Find(output);
        if (xmlsec is null)
            return;
        var message = Messages.Utf8(Messages.Text(Messages.Put())
            .Replace("<msg:RequestMessage ", "<msg:RequestMessage xml:space='preserve' xml:lang='zh&amp;' xmlns:s='urn:soap' xmlns='urn:default' ", StringComparison.Ordinal)
            .Replace("<msg:Header>", "<msg:Header xml:lang='en' xmlns:q='urn:q'>", StringComparison.Ordinal));
        var (good, text) = xmlsec.Verify(TestKeys.Signer.Sign(message, TestKeys.Rsa));
        Assert.True(good, text);
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void We_verify_what_xmlsec1_signs(string payload)
    {
        using var xmlsec = XmlSec.Find(output);
        if (xmlsec is null)
            return;
        var inclusive = CanonicalizationNames.UriOf(CanonicalizationMethod.Inclusive);
        var exclusive = CanonicalizationNames.UriOf(CanonicalizationMethod.Exclusive);
        foreach (var (key, canonicalization, digest, transform) in new[]
        {
            (TestKeys.Rsa, inclusive, DigestAlgorithm.Sha256, ""),
            (TestKeys.Rsa, exclusive, DigestAlgorithm.Sha512, $"<Transform Algorithm=\"{exclusive}\"/>"),
            (TestKeys.Ec, inclusive, DigestAlgorithm.Sha256, $"<Transform Algorithm=\"{inclusive}\"/>"),
        })
        {
            var template = Messages.Replace(Messages.Put(payload), "</msg:Header>", Template(key, canonicalization, digest, transform) + "</msg:Header>");
            var signed = xmlsec.Sign(template, key.Certificate);
            var verdict = TestKeys.Verifier.Verify(signed, TestKeys.Policy, TestKeys.Now);
            Assert.True(verdict.Accepted, $"{verdict.Refusal} {Messages.Text(signed)}");
        }
    }

    [Theory]
    [InlineData("<Signature xmlns=", "<Signature xmlns:msg=\"urn:x\" xmlns=")]
    [InlineData("\r\n<d", "&#13;\n<d")]
    [InlineData("<d a=\" ", "<d a=\"&#9;")]
    public void Where_SignedXml_overlooks_a_change_xmlsec1_sees_it_as_we_do(string from, string to)
    {
        using var xmlsec = XmlSec.Find(output);
        if (xmlsec is null)
            return;
        var changed = Messages.Replace(TestKeys.Signer.Sign(Messages.Put("\r\n<d a=\" \"/>"), TestKeys.Rsa), from, to);
        Assert.False(TestKeys.Verifier.Verify(changed, TestKeys.Policy, TestKeys.Now).Accepted);
        Assert.False(xmlsec.Verify(changed).Good);
    }

    private static string Template(SigningKey key, string canonicalization, DigestAlgorithm digest, string transform) => $"""
        <Signature xmlns="{AlgorithmNames.XmlDsigNamespace}">
          <SignedInfo>
            <CanonicalizationMethod Algorithm="{canonicalization}"/>
            <SignatureMethod Algorithm="{AlgorithmNames.UriOf(key.Algorithm)}"/>
            <Reference URI="">
              <Transforms><Transform Algorithm="{AlgorithmNames.EnvelopedSignature}"/>{transform}</Transforms>
              <DigestMethod Algorithm="{AlgorithmNames.UriOf(digest)}"/>
              <DigestValue/>
            </Reference>
          </SignedInfo>
          <SignatureValue/>
          <KeyInfo><X509Data/></KeyInfo>
        </Signature>
        """;
}
