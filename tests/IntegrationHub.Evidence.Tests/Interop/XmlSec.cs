using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Tests.Material;
using Xunit.Abstractions;

namespace IntegrationHub.Evidence.Tests.Interop;

/// <summary>The command <c>xmlsec1</c> as an outside peer, in a folder of its own. Keys go there for the time of one test.</summary>
internal sealed class XmlSec : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ihub-xmlsec-").FullName;

    /// <summary>Null after saying why the test does nothing.</summary>
    public static XmlSec? Find(ITestOutputHelper output)
    {
        var found = new XmlSec();
        try
        {
            if (found.Run(["--version"]).Code == 0)
                return found;
        }
        catch (Win32Exception)
        {
            // Not installed.
        }
        found.Dispose();
        output.WriteLine("SKIPPED: xmlsec1 is not installed.");
        return null;
    }

    public (bool Good, string Output) Verify(byte[] message)
    {
        var file = Write("message.xml", message);
        var trust = Write("ca.pem", Messages.Utf8(TestAuthority.Shared.Certificate.ExportCertificatePem()));
        var (code, text) = Run(["--verify", "--trusted-pem", trust, "--enabled-key-data", "x509", "--verification-time", "2026-11-21 12:00:00", file]);
        return (code == 0, text);
    }

    public byte[] Sign(byte[] template, X509Certificate2 certificate)
    {
        AsymmetricAlgorithm key = certificate.GetRSAPrivateKey() ?? (AsymmetricAlgorithm)certificate.GetECDsaPrivateKey()!;
        var keyFile = Write("key.pem", Messages.Utf8(key.ExportPkcs8PrivateKeyPem()));
        var certificateFile = Write("certificate.pem", Messages.Utf8(certificate.ExportCertificatePem()));
        var result = Path.Combine(folder, "signed.xml");
        var (code, text) = Run(["--sign", "--privkey-pem", $"{keyFile},{certificateFile}", "--output", result, Write("template.xml", template)]);
        Assert.True(code == 0, text);
        return File.ReadAllBytes(result);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(string name, byte[] content)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllBytes(file, content);
        return file;
    }

    private (int Code, string Output) Run(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("xmlsec1", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }
}
