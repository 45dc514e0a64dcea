using System.Security.Cryptography.Xml;
using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Tests.Material;

namespace IntegrationHub.Evidence.Tests.Interop;

public sealed class SignedXmlTests
{
    /// <remarks>No line end or tab by reference: SignedXml writes the document out and reads it again, and loses them on the way.</remarks>
    public static TheoryData<string> Payloads =>
    [
        Messages.Document,
        Messages.Document.Replace("\n", "\r\n", StringComparison.Ordinal),
        "<d xmlns=\"\"/>",
        "<d xmlns='urn:d' b='2' a=\"1\" xmlns:x='urn:x' x:c='\"'><![CDATA[a < b]]> 电力 𝄞 &gt;</d>",
        "<p:d xmlns:p='urn:p'><p:e  f = 'g'  /></p:d >",
        "<d xmlns='urn:d'><!-- nothing to see --><e/><?p i?></d>",
    ];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void SignedXml_verifies_what_we_sign(string payload)
    {
        var signed = TestKeys.Signer.Sign(Messages.Put(payload), TestKeys.Rsa);
        Assert.True(ReferenceXml.Verifies(signed));
        Assert.True(TestKeys.Verifier.Verify(signed, TestKeys.Policy, TestKeys.Now).Accepted);
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void We_verify_what_SignedXml_signs(string payload)
    {
        var signed = ReferenceXml.Sign(Messages.Put(payload), TestKeys.Rsa.Certificate);
        var verdict = TestKeys.Verifier.Verify(signed, TestKeys.Policy, TestKeys.Now);
        Assert.Null(verdict.Refusal);
        Assert.Equal((0, signed.Length), verdict.Covered);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Exclusive_canonicalization_with_and_without_prefix_list_is_understood(bool withList)
    {
        var message = Messages.Utf8(Messages.Text(Messages.Put()).Replace("<msg:RequestMessage ", "<msg:RequestMessage xmlns:soap='urn:soap' xmlns:xsi='urn:xsi' ", StringComparison.Ordinal));
        var signed = ReferenceXml.Sign(message, TestKeys.Rsa.Certificate, (xml, reference) =>
        {
            xml.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
            if (withList)
                ((XmlDsigExcC14NTransform)xml.SignedInfo.CanonicalizationMethodObject).InclusiveNamespacesPrefixList = "soap msg";
            reference.AddTransform(withList ? new XmlDsigExcC14NTransform("xsi soap") : new XmlDsigExcC14NTransform());
        });
        var verdict = TestKeys.Verifier.Verify(signed, TestKeys.Policy, TestKeys.Now);
        Assert.Null(verdict.Refusal);
        Assert.Equal(CanonicalizationMethod.Exclusive, verdict.Signature!.ContentMethod);
    }

    [Fact]
    public void Other_digests_and_xml_attributes_around_the_signature_are_understood()
    {
        // On the root only: when it signs, SignedXml does not yet know the Header around the signature.
        var message = Messages.Utf8(Messages.Text(Messages.Put())
            .Replace("<msg:RequestMessage ", "<msg:RequestMessage xml:space='preserve' xml:lang='zh&amp;' xmlns:s='urn:soap' ", StringComparison.Ordinal));
        var theirs = ReferenceXml.Sign(message, TestKeys.Rsa.Certificate, (xml, reference) =>
        {
            xml.SignedInfo!.SignatureMethod = SignedXml.XmlDsigRSASHA512Url;
            reference.DigestMethod = SignedXml.XmlDsigSHA384Url;
        });
        var verdict = TestKeys.Verifier.Verify(theirs, TestKeys.Policy, TestKeys.Now);
        Assert.Null(verdict.Refusal);
        Assert.Equal((SignatureAlgorithm.RsaSha512, DigestAlgorithm.Sha384), (verdict.Signature!.Algorithm, verdict.Signature.DigestAlgorithm));
        Assert.True(ReferenceXml.Verifies(TestKeys.Signer.Sign(message, TestKeys.Rsa)));
    }

    [Fact]
    public void A_pretty_printed_signature_without_certificate_is_verified_with_the_bound_one()
    {
        var signed = ReferenceXml.Sign(Messages.Put(), TestKeys.Rsa.Certificate, certificateInKeyInfo: false);
        var bound = TestKeys.Policy with { ExpectedSigners = Certificates.SignerBinding.To(TestKeys.Other.Certificate, TestKeys.Rsa.Certificate) };
        Assert.Null(TestKeys.Verifier.Verify(signed, bound, TestKeys.Now).Refusal);
        Assert.Equal(SignatureRefusalCode.SignerUnknown, TestKeys.Verifier.Verify(signed, TestKeys.Policy, TestKeys.Now).Refusal!.Code);
    }
}
