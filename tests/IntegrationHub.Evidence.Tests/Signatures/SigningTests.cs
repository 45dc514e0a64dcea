using System.Buffers;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Tests.Material;

namespace IntegrationHub.Evidence.Tests.Signatures;

public sealed class SigningTests
{
    [Fact]
    public void The_signature_is_the_last_child_of_the_header_and_no_other_byte_changes()
    {
        var message = Messages.Put();
        var signed = TestKeys.Signer.Sign(message, TestKeys.Rsa);
        var text = Messages.Text(signed);
        Assert.Contains("</Signature></msg:Header>", text, StringComparison.Ordinal);
        Assert.Equal(Messages.Text(message), text.Replace(Messages.SignatureOf(signed), "", StringComparison.Ordinal));
    }

    [Fact]
    public void Key_info_names_issuer_serial_subject_and_certificate()
    {
        var signature = Messages.SignatureOf(TestKeys.Signer.Sign(Messages.Put(), TestKeys.Rsa));
        Assert.Contains("<X509IssuerName>CN=Test CA,O=Test</X509IssuerName>", signature, StringComparison.Ordinal);
        Assert.Contains("<X509SubjectName>CN=rsa,O=Test</X509SubjectName>", signature, StringComparison.Ordinal);
        Assert.Matches("<X509SerialNumber>[0-9]+</X509SerialNumber>", signature);
        Assert.Contains(Convert.ToBase64String(TestKeys.Rsa.Certificate.RawData), signature, StringComparison.Ordinal);
    }

    [Fact]
    public void Writing_to_a_buffer_gives_the_same_bytes_for_a_deterministic_key()
    {
        var destination = new ArrayBufferWriter<byte>();
        Assert.Null(TestKeys.Signer.TrySign(Messages.Put(), TestKeys.Rsa, destination));
        Assert.Equal(TestKeys.Signer.Sign(Messages.Put(), TestKeys.Rsa), destination.WrittenSpan.ToArray());
    }

    [Theory]
    [InlineData("<a/>", SignatureRefusalCode.NotAMessage)]
    [InlineData("<m:RequestMessage xmlns:m='http://iec.ch/TC57/2011/schema/message'/>", SignatureRefusalCode.NotAMessage)]
    [InlineData("<m:RequestMessage xmlns:m='http://iec.ch/TC57/2011/schema/message'><m:Header/></m:RequestMessage>", SignatureRefusalCode.NotAMessage)]
    [InlineData("<m:RequestMessage xmlns:m='http://iec.ch/TC57/2011/schema/message'><m:Header>", SignatureRefusalCode.Unreadable)]
    public void What_is_no_message_is_not_signed_and_nothing_is_written(string message, SignatureRefusalCode code)
    {
        var destination = new ArrayBufferWriter<byte>();
        Assert.Equal(code, TestKeys.Signer.TrySign(Messages.Utf8(message), TestKeys.Rsa, destination)!.Code);
        Assert.Equal(0, destination.WrittenCount);
        Assert.Throws<ArgumentException>(() => TestKeys.Signer.Sign(Messages.Utf8(message), TestKeys.Rsa));
    }

    [Fact]
    public void Many_threads_sign_and_verify_with_one_signer_verifier_and_key()
    {
        var verifier = new MessageVerifier();
        Parallel.For(0, 200, i =>
        {
            var key = i % 2 == 0 ? TestKeys.Rsa : TestKeys.Ec;
            var signed = TestKeys.Signer.Sign(Messages.Put($"<d>{i}</d>"), key);
            var verdict = verifier.Verify(signed, TestKeys.Policy, TestKeys.Now);
            Assert.True(verdict.Accepted);
            Assert.Equal(key.Certificate.Thumbprint, verdict.Signer.Thumbprint);
        });
    }

    [Fact]
    public void A_large_message_signs_and_verifies()
    {
        var signed = TestKeys.Signer.Sign(Messages.OfSize(10_000_000), TestKeys.Ec);
        Assert.True(TestKeys.Verifier.Verify(signed, TestKeys.Policy, TestKeys.Now).Accepted);
        signed[^1000] ^= 1;
        Assert.False(TestKeys.Verifier.Verify(signed, TestKeys.Policy, TestKeys.Now).Accepted);
    }
}
