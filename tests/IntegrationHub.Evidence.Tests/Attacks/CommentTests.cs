using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Tests.Material;

namespace IntegrationHub.Evidence.Tests.Attacks;

/// <summary>Comments are not covered by a signature, so anybody may put them in: harmless ones pass, misleading ones do not.</summary>
public sealed class CommentTests
{
    private static readonly byte[] Signed = TestKeys.Signer.Sign(Messages.Put(), TestKeys.Rsa);

    [Theory]
    [InlineData("12<!-- -->34")]
    [InlineData("<!-- -->1234")]
    [InlineData("1234<!-- -->")]
    [InlineData("<!-- --> <!-- --><![CDATA[1234]]>")]
    [InlineData("<![CDATA[12]]><!-- -->34")]
    [InlineData("12<?cut here?>34")]
    public void A_comment_beside_or_inside_an_amount_is_refused(string amount) =>
        Refused.For(SignatureRefusalCode.CommentInText, Messages.Replace(Signed, "1234", amount));

    [Fact]
    public void A_comment_between_elements_changes_nothing_and_passes()
    {
        var commented = Messages.Replace(Messages.Replace(Signed, "<TimeSeries>", "<TimeSeries> <!-- for you --> "), "<msg:Payload>", "<!-- and you --><msg:Payload>");
        // White space around a comment is content: it is signed and must not change.
        Refused.For(SignatureRefusalCode.DigestMismatch, commented);
        commented = Messages.Replace(Messages.Replace(Signed, "<TimeSeries>", "<TimeSeries><!-- for you -->"), "<msg:Payload>", "<!-- and you --><msg:Payload>");
        Assert.True(TestKeys.Verifier.Verify(commented, TestKeys.Policy, TestKeys.Now).Accepted);
        Assert.True(ReferenceXml.Verifies(commented));
    }

    [Fact]
    public void A_processing_instruction_is_content_and_may_not_be_added() =>
        Refused.For(SignatureRefusalCode.DigestMismatch, Messages.Replace(Signed, "<TimeSeries>", "<TimeSeries><?xml-stylesheet href='x'?>"));

    [Fact]
    public void No_comment_may_stand_inside_the_signature()
    {
        Refused.For(SignatureRefusalCode.SignatureMalformed, Messages.Replace(Signed, "<SignedInfo>", "<SignedInfo><!-- x -->"));
        Refused.For(SignatureRefusalCode.SignatureMalformed, Messages.Replace(Signed, "<KeyInfo>", "<!-- x --><KeyInfo>"));
    }
}
