using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Native.Pkcs11;

namespace IntegrationHub.Cms.Tests;

/// <summary>The binding against SoftHSM, where it is installed; else these say that they were skipped.</summary>
public sealed class Pkcs11Tests : IDisposable
{
    private const string Pin = "4711";
    private static readonly string[] Libraries =
        ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so"];

    private readonly string folder = Directory.CreateTempSubdirectory("ihub-softhsm-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Keys_in_a_device_sign_CMS_and_wrong_names_and_PINs_are_told_in_words()
    {
        if (Array.Find(Libraries, File.Exists) is not { } library)
        {
            Console.WriteLine("SKIPPED: softhsm2 is not installed");
            return;
        }
        // The library reads its configuration once per process, from the process's own environment.
        var configuration = Path.Combine(folder, "softhsm2.conf");
        File.WriteAllText(configuration, $"directories.tokendir = {folder}\nobjectstore.backend = file\nlog.level = ERROR\n");
        Assert.Equal(0, SetEnvironment("SOFTHSM2_CONF", configuration, 1));
        using var pki = new TestPki();
        using var rsa = pki.Issue("rsa", elliptic: false);
        using var ec = pki.Issue("ec");
        Tool(configuration, "--init-token", "--free", "--label", "hub", "--pin", Pin, "--so-pin", "0815");
        Import(configuration, "rsa", "01", rsa.Certificate.GetRSAPrivateKey()!);
        Import(configuration, "ec", "02", ec.Certificate.GetECDsaPrivateKey()!);

        var module = Pkcs11Module.Load(library);
        Assert.Contains("the PIN is wrong", Assert.Throws<CryptographicException>(() => module.Open("hub", "1111")).Message, StringComparison.Ordinal);
        Assert.Throws<CryptographicException>(() => module.Open("elsewhere", Pin));
        using var session = module.Open("hub", Pin);
        Assert.Throws<CryptographicException>(() => Pkcs11Signer.Bind(session, "none", rsa.Certificate));
        Assert.Null(session.FindCertificate("none"));
        foreach (var (label, software) in new[] { ("rsa", rsa), ("ec", ec) })
        {
            using var device = Pkcs11Signer.Bind(session, label, X509CertificateLoader.LoadCertificate(software.Certificate.RawData));
            Parallel.For(0, 20, i =>
            {
                byte[] content = [(byte)i];
                var verdict = new CmsVerifier(CmsPolicy.Trusting(pki.Trust)).VerifyDetached(device.Cades().SignDetached(content, TestPki.Now, []), content, TestPki.Now);
                Assert.True(verdict.Accepted, string.Join("; ", verdict.Refusals));
            });
        }
    }

    private void Import(string configuration, string label, string id, AsymmetricAlgorithm key)
    {
        using (key)
        {
            var file = Path.Combine(folder, label + ".pem");
            File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
            Tool(configuration, "--import", file, "--token", "hub", "--label", label, "--id", id, "--pin", Pin);
        }
    }

    private static void Tool(string configuration, params string[] arguments)
    {
        var start = new ProcessStartInfo("softhsm2-util", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SOFTHSM2_CONF"] = configuration;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }

    /// <summary>The framework's own setting does not reach native libraries.</summary>
    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "setenv", CharSet = System.Runtime.InteropServices.CharSet.Ansi)]
    [System.Runtime.InteropServices.DefaultDllImportSearchPaths(System.Runtime.InteropServices.DllImportSearchPath.SafeDirectories)]
    private static extern int SetEnvironment(string name, string value, int overwrite);
}
