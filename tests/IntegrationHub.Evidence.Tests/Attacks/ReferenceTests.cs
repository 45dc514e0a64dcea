using System.Security.Cryptography;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Tests.Material;

namespace IntegrationHub.Evidence.Tests.Attacks;

/// <summary>References, transforms and canonicalizations that an honest signer of the protocol does not use. All are signed with a trusted key.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void The_forge_makes_acceptable_signatures_when_nothing_is_forged() =>
        Assert.Null(TestKeys.Verifier.Verify(new Forge().Sign(Messages.Put(), TestKeys.Rsa), TestKeys.Policy, TestKeys.Now).Refusal);

    [Fact]
    public void No_reference_and_several_references()
    {
        var digest = SHA256.HashData(Messages.Put());
        Refused.For(SignatureRefusalCode.ReferenceCount, new Forge { References = "" }.Sign(Messages.Put(), TestKeys.Rsa));
        Refused.For(SignatureRefusalCode.ReferenceCount, new Forge { References = Forge.Reference("URI=\"\"", digest) + Forge.Reference("URI=\"\"", digest) }.Sign(Messages.Put(), TestKeys.Rsa));
        Refused.For(SignatureRefusalCode.SignatureMalformed, new Forge { References = "<Manifest/>" }.Sign(Messages.Put(), TestKeys.Rsa));
    }

    [Theory]
    [InlineData("URI=\"http://127.0.0.1:1/x\"")]
    [InlineData("URI=\"file:///etc/passwd\"")]
    [InlineData("URI=\"#DOC\"")]
    [InlineData("URI=\"#xpointer(/)\"")]
    [InlineData("URI=\"#xpointer(id('DOC'))\"")]
    [InlineData("URI=\"cid:part\"")]
    [InlineData("URI=\" \"")]
    [InlineData("URI=\"&#32;\"")]
    [InlineData("")]
    public void A_reference_to_anything_but_the_whole_message_is_refused_and_not_fetched(string attributes) =>
        Refused.For(SignatureRefusalCode.ReferenceUri, new Forge { ReferenceAttributes = attributes }.Sign(Messages.Put(), TestKeys.Rsa));

    [Theory]
    [InlineData("Id")]
    [InlineData("ID")]
    [InlineData("xml:id")]
    [InlineData("wsu:Id")]
    public void Ids_of_any_kind_single_or_twice_are_not_looked_up(string id)
    {
        const string wsu = "xmlns:wsu=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd\"";
        var message = Messages.Put($"<good {wsu} {id}=\"DOC\">1</good><evil {wsu} {id}=\"DOC\">2</evil>");
        Refused.For(SignatureRefusalCode.ReferenceUri, new Forge { ReferenceAttributes = "URI=\"#DOC\"" }.Sign(message, TestKeys.Rsa));
    }

    [Theory]
    [InlineData("http://www.w3.org/TR/1999/REC-xslt-19991116")]
    [InlineData("http://www.w3.org/TR/1999/REC-xpath-19991116")]
    [InlineData("http://www.w3.org/2002/06/xmldsig-filter2")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#base64")]
    [InlineData("http://www.w3.org/2006/12/xml-c14n11")]
    [InlineData("http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#enveloped-signature")]
    [InlineData("urn:unknown")]
    [InlineData("")]
    public void Other_transforms_are_refused(string transform)
    {
        const string enveloped = "<Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>";
        var other = $"<Transform Algorithm=\"{transform}\"/>";
        Refused.For(SignatureRefusalCode.TransformNotAllowed, new Forge { Transforms = $"<Transforms>{enveloped}{other}</Transforms>" }.Sign(Messages.Put(), TestKeys.Rsa));
        if (!transform.EndsWith("enveloped-signature", StringComparison.Ordinal))
            Refused.For(SignatureRefusalCode.TransformNotAllowed, new Forge { Transforms = $"<Transforms>{other}{enveloped}</Transforms>" }.Sign(Messages.Put(), TestKeys.Rsa));
    }

    [Fact]
    public void A_hundred_transforms_none_at_all_and_a_stylesheet_inside_one()
    {
        const string c14n = "<Transform Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"/>";
        const string enveloped = "<Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>";
        Refused.For(SignatureRefusalCode.TransformNotAllowed, new Forge { Transforms = $"<Transforms>{enveloped}{string.Concat(Enumerable.Repeat(c14n, 100))}</Transforms>" }.Sign(Messages.Put(), TestKeys.Rsa));
        Refused.For(SignatureRefusalCode.TransformNotAllowed, new Forge { Transforms = "<Transforms/>" }.Sign(Messages.Put(), TestKeys.Rsa));
        Refused.For(SignatureRefusalCode.SignatureMalformed, new Forge { Transforms = "" }.Sign(Messages.Put(), TestKeys.Rsa));
        Refused.For(SignatureRefusalCode.SignatureMalformed, new Forge { Transforms = $"<Transforms>{enveloped.Replace("/>", "><XPath>true()</XPath></Transform>", StringComparison.Ordinal)}</Transforms>" }.Sign(Messages.Put(), TestKeys.Rsa));
    }

    [Theory]
    [InlineData("http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments")]
    [InlineData("http://www.w3.org/2001/10/xml-exc-c14n#WithComments")]
    [InlineData("http://www.w3.org/2006/12/xml-c14n11")]
    [InlineData("urn:evil")]
    public void Canonicalization_with_comments_or_unknown_is_refused(string method) =>
        Refused.For(SignatureRefusalCode.CanonicalizationNotAllowed, new Forge { Canonicalization = $"<CanonicalizationMethod Algorithm=\"{method}\"/>" }.Sign(Messages.Put(), TestKeys.Rsa));

    [Fact]
    public void A_prefix_list_that_would_cost_a_look_up_too_many_at_every_element_is_refused()
    {
        var prefixes = string.Join(' ', Enumerable.Range(0, 33).Select(i => "p" + i));
        var canonicalization = $"<CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"><InclusiveNamespaces xmlns=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"{prefixes}\"/></CanonicalizationMethod>";
        Refused.For(SignatureRefusalCode.CanonicalizationNotAllowed, new Forge { Canonicalization = canonicalization }.Sign(Messages.Put(), TestKeys.Rsa));
    }

    [Fact]
    public void Content_hidden_in_the_signature_is_refused()
    {
        Refused.For(SignatureRefusalCode.SignatureMalformed, new Forge { After = "<Object>anything</Object>" }.Sign(Messages.Put(), TestKeys.Rsa));
        Refused.For(SignatureRefusalCode.SignatureMalformed, new Forge { After = "text" }.Sign(Messages.Put(), TestKeys.Rsa));
        Refused.For(SignatureRefusalCode.SignatureMalformed, new Forge { After = "<!-- c -->" }.Sign(Messages.Put(), TestKeys.Rsa));
        Refused.For(SignatureRefusalCode.SignatureMalformed, new Forge { ReferenceAttributes = "URI=\"\" Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\"" }.Sign(Messages.Put(), TestKeys.Rsa));
    }
}
