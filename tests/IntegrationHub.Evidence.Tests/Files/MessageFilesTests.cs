using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Files;
using IntegrationHub.Evidence.Tests.Material;

namespace IntegrationHub.Evidence.Tests.Files;

public sealed class MessageFilesTests
{
    private static readonly MessageFiles Files = new();

    [Theory]
    [InlineData("{0}")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{0}\n")]
    [InlineData("<S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\"><S:Header/><S:Body>{0}</S:Body></S:Envelope>")]
    [InlineData("<?xml version=\"1.0\"?><S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\">\r\n <S:Body>\r\n{0}\r\n</S:Body>\r\n</S:Envelope>")]
    public void What_is_signed_in_a_file_is_accepted_and_the_rest_of_the_file_stays(string around)
    {
        var file = Messages.Utf8(around.Replace("{0}", Messages.Text(Messages.Put()), StringComparison.Ordinal));
        var signed = Files.Sign(file, TestKeys.Rsa).Content!;

        var verdict = Files.Verify(signed, TestKeys.Policy, TestKeys.Now);

        Assert.Equal("accepted", verdict.Verdict);
        Assert.Empty(verdict.Reasons);
        Assert.Equal(file, Messages.Utf8(Messages.Text(signed).Replace(Messages.SignatureOf(signed), "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_an_authority_a_whole_message_is_untrusted_and_a_changed_one_is_changed()
    {
        var nobody = TestKeys.Policy with { Trust = TrustAnchors.None };
        var signed = Files.Sign(Messages.Put(), TestKeys.Rsa).Content!;
        var reason = Assert.Single(Files.Verify(signed, nobody, TestKeys.Now).Reasons);
        Assert.Equal("untrusted", reason.Code);
        Assert.Contains("not established", reason.Detail, StringComparison.Ordinal);
        var changed = Files.Verify(Messages.Replace(signed, "1234", "9999"), nobody, TestKeys.Now);
        Assert.Equal("signature.digest_mismatch", Assert.Single(changed.Reasons).Code);
    }

    [Theory]
    [InlineData("", "signature.unreadable")]
    [InlineData("%PDF-1.7", "signature.unreadable")]
    [InlineData("<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/\"><a/>", "signature.unreadable")]
    [InlineData("<a/>", "signature.not_a_message")]
    [InlineData("<S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\"/>", "signature.not_a_message")]
    [InlineData("<S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\"><S:Body/></S:Envelope>", "signature.not_a_message")]
    [InlineData("<S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\"><S:Body><a/><b/></S:Body></S:Envelope>", "signature.not_a_message")]
    [InlineData("<S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\"><S:Body><a/></S:Body><S:Body><a/></S:Body></S:Envelope>", "signature.not_a_message")]
    [InlineData("<S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\"><S:Body><a>", "signature.unreadable")]
    public void Files_without_a_message_are_refused_when_verified_and_when_signed(string file, string code)
    {
        Assert.Equal(code, Assert.Single(Files.Verify(Messages.Utf8(file), TestKeys.Policy, TestKeys.Now).Reasons).Code);
        Assert.Equal(code, Files.Sign(Messages.Utf8(file), TestKeys.Rsa).Refusal!.Id);
    }

    [Fact]
    public void A_prefix_declared_on_the_envelope_only_cannot_be_signed()
    {
        var file = Messages.Utf8($"<S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:msg=\"{Messages.Namespace}\"><S:Body>"
            + Messages.Text(Messages.Put()).Replace($" xmlns:msg=\"{Messages.Namespace}\"", "", StringComparison.Ordinal) + "</S:Body></S:Envelope>");
        var refusal = Files.Sign(file, TestKeys.Rsa).Refusal!;
        Assert.Equal("signature.unreadable", refusal.Id);
        Assert.Contains("declares all its prefixes itself", refusal.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signed_message_stored_in_another_encoding_is_the_same_message()
    {
        var signed = "<?xml version=\"1.0\" encoding=\"{0}\"?>\n" + Messages.Text(TestKeys.Signer.Sign(Messages.Put("<d>Größe</d>"), TestKeys.Rsa));
        byte[] latin = System.Text.Encoding.Latin1.GetBytes(signed.Replace("{0}", "ISO-8859-1", StringComparison.Ordinal));
        byte[] utf16 = [0xff, 0xfe, .. System.Text.Encoding.Unicode.GetBytes(signed.Replace("{0}", "UTF-16", StringComparison.Ordinal))];
        foreach (var file in new[] { latin, utf16 })
        {
            Assert.Equal("accepted", Files.Verify(file, TestKeys.Policy, TestKeys.Now).Verdict);
            Assert.Equal("signature.unreadable", Files.Sign(file, TestKeys.Rsa).Refusal!.Id);
        }
    }

    [Fact]
    public void A_signed_message_is_not_signed_again()
    {
        var signed = Files.Sign(Messages.Put(), TestKeys.Rsa).Content!;
        Assert.Equal("signature.several", Files.Sign(signed, TestKeys.Other).Refusal!.Id);
    }
}
