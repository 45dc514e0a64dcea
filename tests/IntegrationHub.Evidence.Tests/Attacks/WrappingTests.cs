using IntegrationHub.Evidence.Files;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Tests.Material;

namespace IntegrationHub.Evidence.Tests.Attacks;

/// <summary>Signature wrapping: the signed original is moved where a verifier finds it, and an evil copy where the application reads.</summary>
public sealed class WrappingTests
{
    private static readonly byte[] Unsigned = Messages.Put();
    private static readonly byte[] Signed = TestKeys.Signer.Sign(Unsigned, TestKeys.Rsa);
    private static readonly string Signature = Messages.SignatureOf(Signed);
    private static readonly string Original = Messages.Text(Unsigned);
    private static readonly string Evil = Original.Replace("1234", "9999", StringComparison.Ordinal);

    [Fact]
    public void The_original_itself_is_accepted_so_that_the_attacks_prove_something() =>
        Assert.True(TestKeys.Verifier.Verify(Signed, TestKeys.Policy, TestKeys.Now).Accepted);

    [Fact]
    public void Signature_moved_to_an_evil_message() =>
        Refused.For(SignatureRefusalCode.DigestMismatch, InHeader(Evil, Signature));

    [Fact]
    public void Original_moved_into_an_Object_of_the_signature() =>
        Refused.For(SignatureRefusalCode.SignatureMalformed, InHeader(Evil, Signature.Replace("</Signature>", $"<Object>{Original}</Object></Signature>", StringComparison.Ordinal)));

    [Fact]
    public void Signed_original_moved_whole_into_the_payload_after_the_evil_document() =>
        Refused.For(SignatureRefusalCode.SignatureMisplaced, Messages.Utf8(Evil.Replace("</msg:Payload>", Messages.Text(Signed) + "</msg:Payload>", StringComparison.Ordinal)));

    [Fact]
    public void Signed_original_moved_whole_into_the_payload_before_the_evil_document() =>
        Refused.For(SignatureRefusalCode.SignatureMisplaced, Messages.Utf8(Evil.Replace("<msg:Payload>", "<msg:Payload>" + Messages.Text(Signed), StringComparison.Ordinal)));

    [Fact]
    public void Original_moved_into_the_header_before_the_signature() =>
        Refused.For(SignatureRefusalCode.DigestMismatch, InHeader(Evil, Original + Signature));

    [Fact]
    public void Original_moved_into_the_header_behind_the_signature() =>
        Refused.For(SignatureRefusalCode.SignatureMisplaced, InHeader(Evil, Signature + Original));

    [Fact]
    public void Evil_and_original_as_siblings_under_a_new_root()
    {
        Refused.For(SignatureRefusalCode.NotAMessage, Messages.Utf8($"<wrapper>{Messages.Text(Signed)}{Evil}</wrapper>"));
        Refused.For(SignatureRefusalCode.NotAMessage, Messages.Utf8($"<wrapper>{Evil}{Messages.Text(Signed)}</wrapper>"));
    }

    [Fact]
    public void Evil_message_as_child_and_as_parent_of_the_original()
    {
        Refused.For(SignatureRefusalCode.DigestMismatch, Messages.Utf8(Messages.Text(Signed).Replace("</msg:RequestMessage>", Evil + "</msg:RequestMessage>", StringComparison.Ordinal)));
        Refused.For(SignatureRefusalCode.SignatureMisplaced, Messages.Utf8(Evil.Replace("</msg:RequestMessage>", Messages.Text(Signed) + "</msg:RequestMessage>", StringComparison.Ordinal)));
    }

    [Fact]
    public void Evil_payload_first_or_last_beside_the_signed_one()
    {
        var payload = Messages.Between(Evil, "<msg:Payload>", "</msg:Payload>");
        Refused.For(SignatureRefusalCode.DigestMismatch, Messages.Replace(Signed, "<msg:Payload>", payload + "<msg:Payload>"));
        Refused.For(SignatureRefusalCode.DigestMismatch, Messages.Replace(Signed, "</msg:Payload>", "</msg:Payload>" + payload));
    }

    [Fact]
    public void A_second_header_holds_the_signature()
    {
        var header = Messages.Between(Messages.Text(Signed), "<msg:Header>", "</msg:Header>");
        Refused.For(SignatureRefusalCode.NotAMessage, Messages.Utf8(Evil.Replace("<msg:Payload>", header + "<msg:Payload>", StringComparison.Ordinal)));
        Refused.For(SignatureRefusalCode.NotAMessage, Messages.Utf8(Messages.Text(Signed).Replace("<msg:Payload>", header.Replace(Signature, "", StringComparison.Ordinal) + "<msg:Payload>", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_envelope_with_two_bodies_is_no_message()
    {
        var envelope = $"<S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\"><S:Body>{Evil}</S:Body><S:Body>{Messages.Text(Signed)}</S:Body></S:Envelope>";
        Refused.For(SignatureRefusalCode.NotAMessage, Messages.Utf8(envelope));
        // Whichever body the envelope's reader takes, only its own bytes count.
        Refused.For(SignatureRefusalCode.SignatureMissing, BodyChild.Of(Messages.Utf8(envelope)));
    }

    [Theory]
    [InlineData("http://schemas.xmlsoap.org/soap/envelope/")]
    [InlineData("http://www.w3.org/2003/05/soap-envelope")]
    public void Signed_original_moved_into_the_envelopes_header_or_beside_the_body(string soap)
    {
        var original = Messages.Text(Signed);
        Judge($"<S:Header>{original}</S:Header><S:Body>{Evil}</S:Body>", "signature.missing");
        Judge($"<S:Header/><S:Body>{Evil}</S:Body>{original}", "signature.missing");
        Judge($"{original}<S:Body>{Evil}</S:Body>", "signature.missing");
        Judge($"<S:Body>{Evil}{original}</S:Body>", "signature.not_a_message");
        Judge($"<S:Body>{original}{Evil}</S:Body>", "signature.not_a_message");
        Judge($"<S:Body><S:Body>{original}</S:Body>{Evil}</S:Body>", "signature.not_a_message");
        Judge($"<S:Body xmlns:S=\"urn:evil\">{Evil}</S:Body><S:Body>{original}</S:Body>", "");

        // A body in a namespace of the attacker's is none: what is used is what was verified.
        void Judge(string children, string reason)
        {
            var verdict = new MessageFiles().Verify(Messages.Utf8($"<S:Envelope xmlns:S=\"{soap}\">{children}</S:Envelope>"), TestKeys.Policy, TestKeys.Now);
            Assert.Equal(reason, verdict.Accepted ? "" : Assert.Single(verdict.Reasons).Code);
        }
    }

    [Fact]
    public void Two_signatures_of_which_one_is_good()
    {
        var foreign = Messages.SignatureOf(TestKeys.Signer.Sign(Unsigned, TestKeys.Other));
        Refused.For(SignatureRefusalCode.SeveralSignatures, InHeader(Original, Signature + foreign));
        Refused.For(SignatureRefusalCode.SeveralSignatures, InHeader(Original, foreign + Signature));
        Refused.For(SignatureRefusalCode.SeveralSignatures, Messages.Replace(Signed, "</msg:Payload>", foreign + "</msg:Payload>"));
        Refused.For(SignatureRefusalCode.SignatureMalformed, Messages.Replace(Signed, "</KeyInfo></Signature>", $"</KeyInfo>{foreign}</Signature>"));
    }

    [Fact]
    public void A_signature_removed_or_moved_out_of_the_header()
    {
        Refused.For(SignatureRefusalCode.SignatureMissing, Unsigned);
        Refused.For(SignatureRefusalCode.SignatureMisplaced, Messages.Utf8(Original.Replace("</msg:Payload>", Signature + "</msg:Payload>", StringComparison.Ordinal)));
        Refused.For(SignatureRefusalCode.SignatureMisplaced, Messages.Utf8(Original.Replace("</msg:Noun>", Signature + "</msg:Noun>", StringComparison.Ordinal)));
        Refused.For(SignatureRefusalCode.SignatureMisplaced, Messages.Utf8(Original.Replace("<msg:Noun>", Signature + "<msg:Noun>", StringComparison.Ordinal)));
    }

    [Fact]
    public void Shadowed_prefixes_make_neither_a_signature_nor_a_message()
    {
        // The element is called Signature, but its namespace is the attacker's.
        Refused.For(SignatureRefusalCode.SignatureMissing, InHeader(Original, Signature.Replace("<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\">", "<Signature xmlns=\"urn:evil\">", StringComparison.Ordinal)));
        Refused.For(SignatureRefusalCode.NotAMessage, Messages.Replace(Signed, $"xmlns:msg=\"{Messages.Namespace}\"", "xmlns:msg=\"urn:evil\""));
        Refused.For(SignatureRefusalCode.NotAMessage, Messages.Replace(Signed, "<msg:Header>", "<msg:Header xmlns:msg=\"urn:evil\">"));
        // SignedInfo in a namespace of the attacker's beside the true one.
        Refused.For(SignatureRefusalCode.SignatureMalformed, Messages.Replace(Signed, "<SignedInfo>", "<SignedInfo xmlns=\"urn:evil\"/><SignedInfo>"));
        // A redeclared prefix of the payload changes what is signed.
        Refused.For(SignatureRefusalCode.DigestMismatch, Messages.Replace(Signed, "<TimeSeries>", "<TimeSeries xmlns=\"urn:evil\">"));
    }

    private static byte[] InHeader(string message, string added) =>
        Messages.Utf8(message.Replace("</msg:Header>", added + "</msg:Header>", StringComparison.Ordinal));
}
