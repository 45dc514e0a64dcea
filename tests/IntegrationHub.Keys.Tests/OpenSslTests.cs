using System.ComponentModel;
using System.Diagnostics;
using Xunit.Abstractions;

namespace IntegrationHub.Keys.Tests;

/// <summary>The command <c>openssl</c> as an outside judge of what the development authority issues.</summary>
public sealed class OpenSslTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(KeyKind.Rsa2048)]
    [InlineData(KeyKind.EcdsaP256)]
    public void Openssl_accepts_chain_purposes_names_and_encrypted_key(KeyKind kind)
    {
        if (Run("version").Code != 0)
            return;
        using var authority = DevelopmentAuthority.Create(folder["pki"], TimeProvider.System);
        var location = authority.Issue(new("hub/tls", "hub", "10XES-REE------E", kind, CertificatePurposes.Tls | CertificatePurposes.Signing));

        foreach (var purpose in new[] { "sslserver", "sslclient" })
        {
            var (code, text) = Run("verify", "-x509_strict", "-CAfile", authority.CertificateFile, "-purpose", purpose, location.CertificateFile);
            Assert.True(code == 0, text);
        }
        var names = Run("x509", "-in", location.CertificateFile, "-noout", "-subject", "-nameopt", "RFC2253", "-ext", "subjectAltName").Output;
        Assert.Contains("CN=hub,O=IntegrationHub development", names, StringComparison.Ordinal);
        Assert.Contains("DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, URI:urn:eic:10XES-REE------E", names, StringComparison.Ordinal);
        Assert.Equal(0, Run("pkey", "-in", location.KeyFile!, "-passin", "file:" + authority.PassphraseFile, "-noout", "-check").Code);
        Assert.Equal(0, Run("pkcs12", "-in", authority.ExportPkcs12("hub/tls"), "-passin", "file:" + authority.PassphraseFile, "-noout").Code);
    }

    private (int Code, string Output) Run(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, text + error.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            output.WriteLine("SKIPPED: openssl is not installed.");
            return (-1, "");
        }
    }
}
