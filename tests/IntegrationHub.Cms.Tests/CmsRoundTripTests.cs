using System.Security.Cryptography.Pkcs;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Cms.Tests;

public sealed class CmsRoundTripTests : IDisposable
{
    private static readonly byte[] Content = "a contract"u8.ToArray();
    private readonly TestPki pki = new();

    public void Dispose() => pki.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_detached_and_an_attached_signature_are_accepted_and_name_the_signer(bool elliptic)
    {
        using var key = pki.Issue("signer", elliptic);
        var verifier = new CmsVerifier(CmsPolicy.Trusting(pki.Trust));
        var detached = verifier.VerifyDetached(key.Cades().SignDetached(Content, TestPki.Now, []), Content, TestPki.Now);
        var attached = verifier.VerifyAttached(key.Cades().SignAttached(Content, TestPki.Now, [pki.Authority]), TestPki.Now);
        foreach (var verdict in new[] { detached, attached })
        {
            Assert.True(verdict.Accepted, string.Join("; ", verdict.Refusals));
            Assert.Equal("CN=signer", Assert.Single(verdict.Signers).Certificate.Subject);
            Assert.Equal(TestPki.Now, verdict.Signers[0].ClaimedTime);
            Assert.Null(verdict.Signers[0].ProvenTime);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_framework_accepts_what_we_sign(bool elliptic)
    {
        using var key = pki.Issue("signer", elliptic);
        var detached = new SignedCms(new ContentInfo(Content), detached: true);
        detached.Decode(key.Cades().SignDetached(Content, TestPki.Now, []));
        detached.CheckSignature(verifySignatureOnly: true);
        var attached = new SignedCms();
        attached.Decode(key.Cades().SignAttached(Content, TestPki.Now, []));
        attached.CheckSignature(verifySignatureOnly: true);
        Assert.Equal(Content, attached.ContentInfo.Content);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void openssl_accepts_what_we_sign(bool elliptic)
    {
        if (!OpenSslTool.IsInstalled())
            return;
        using var openssl = new OpenSslTool();
        using var key = pki.Issue("signer", elliptic);
        openssl.Write("content", Content);
        openssl.Write("ca.pem", pki.Authority.ExportCertificatePem());
        openssl.Write("detached.p7s", key.Cades().SignDetached(Content, TestPki.Now, []));
        openssl.Write("attached.p7m", key.Cades().SignAttached(Content, TestPki.Now, []));
        var when = TestPki.Now.ToUnixTimeSeconds().ToString();
        string[] common = ["-CAfile", "ca.pem", "-attime", when, "-purpose", "any", "-cades", "-inform", "DER"];
        var (code, output) = openssl.Run(["cms", "-verify", "-binary", "-in", "detached.p7s", "-content", "content", .. common]);
        Assert.True(code == 0, output);
        (code, output) = openssl.Run(["cms", "-verify", "-binary", "-in", "attached.p7m", .. common]);
        Assert.True(code == 0 && output.Contains("a contract", StringComparison.Ordinal), output);

        openssl.Write("content", "another contract");
        Assert.NotEqual(0, openssl.Run(["cms", "-verify", "-binary", "-in", "detached.p7s", "-content", "content", .. common]).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-nodetach")]
    [InlineData("-stream -nodetach -indef")]
    [InlineData("-keyid")]
    [InlineData("-md sha512")]
    public void We_accept_what_openssl_signs_in_DER_and_in_BER_with_indefinite_lengths(string options)
    {
        if (!OpenSslTool.IsInstalled())
            return;
        using var openssl = new OpenSslTool();
        using var key = pki.Issue("signer", elliptic: false);
        Export(openssl, key);
        openssl.Write("content", Content);
        string[] extra = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (code, output) = openssl.Run(["cms", "-sign", "-binary", "-cades", "-in", "content", "-signer", "signer.pem", "-inkey", "signer.key", "-outform", "DER", "-out", "out.p7s", .. extra]);
        Assert.True(code == 0, output);
        var cms = File.ReadAllBytes(openssl["out.p7s"]);
        var verifier = new CmsVerifier(CmsPolicy.Trusting(pki.Trust));
        var verdict = options.Contains("nodetach", StringComparison.Ordinal) ? verifier.VerifyAttached(cms, TestPki.Now) : verifier.VerifyDetached(cms, Content, TestPki.Now);
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Refusals));
        if (options.Contains("indef", StringComparison.Ordinal))
            Assert.Equal(0x80, cms[1]);
    }

    [Fact]
    public async Task A_large_file_is_signed_and_verified_without_being_held()
    {
        using var key = pki.Issue("signer");
        const long size = 300_000_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var cms = await key.Cades().SignDetachedAsync(new ZeroStream(size), TestPki.Now, [], default);
        var verifier = new CmsVerifier(CmsPolicy.Trusting(pki.Trust));
        Assert.True((await verifier.VerifyDetachedAsync(cms, new ZeroStream(size), TestPki.Now, default)).Accepted);
        Assert.False((await verifier.VerifyDetachedAsync(cms, new ZeroStream(size - 1), TestPki.Now, default)).Accepted);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    internal static void Export(OpenSslTool openssl, SigningKey key)
    {
        openssl.Write("signer.pem", key.Certificate.ExportCertificatePem());
        using var rsa = System.Security.Cryptography.X509Certificates.RSACertificateExtensions.GetRSAPrivateKey(key.Certificate);
        openssl.Write("signer.key", rsa!.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Zeros, as many as asked for, without memory.</summary>
    private sealed class ZeroStream(long size) : Stream
    {
        private long left = size;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, left);
            left -= read;
            return read;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = (int)Math.Min(buffer.Length, left);
            left -= read;
            return new(read);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
