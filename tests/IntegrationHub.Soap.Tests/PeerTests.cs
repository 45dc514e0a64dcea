using System.Diagnostics;
using System.Text;
using IntegrationHub.Soap.Tests.Support;
using Xunit.Abstractions;

namespace IntegrationHub.Soap.Tests;

/// <summary>SOAP clients that others wrote read our WSDL and call every operation with a client certificate, in both SOAP versions.</summary>
public sealed class PeerTests(ITestOutputHelper output)
{
    private static readonly string Peers = Path.Combine(Oracle.Repository!, "tests", "peers");

    [Theory]
    [InlineData("Service_EME_Port")]
    [InlineData("Service_EME_Port_soap11")]
    public async Task Zeep_calls_every_operation(string port)
    {
        const string Python = "/usr/bin/python3";
        if (!File.Exists(Python) || (await RunAsync(Python, Peers, "-c", "import zeep")).Code != 0)
        {
            output.WriteLine("SKIPPED: python3-zeep is not installed.");
            return;
        }
        await CallAsync(port, Python, Path.Combine(Peers, "zeep_client.py"));
    }

    [Theory]
    [InlineData("Service_EME_Port")]
    [InlineData("Service_EME_Port_soap11")]
    public async Task Npm_soap_calls_every_operation(string port)
    {
        if (await InstallAsync() is not { } folder) return;
        await CallAsync(port, "node", Path.Combine(folder, "soap_client.js"));
    }

    private async Task CallAsync(string port, string program, string script)
    {
        await using var hub = await TestHub.StartAsync();
        hub.Add(7, Encoding.UTF8.GetBytes(Requests.Schedule));
        using var folder = new TemporaryFolder();
        var client = Path.Combine(folder.Path, "client.pem");
        var server = Path.Combine(folder.Path, "server.pem");
        await File.WriteAllTextAsync(client, TestHub.PartyCertificate.ExportCertificatePem() + "\n" + ExportKey() + "\n");
        await File.WriteAllTextAsync(server, TestHub.ServerCertificate.ExportCertificatePem() + "\n");
        var (code, text) = await RunAsync(program, folder.Path, script, hub.Address + "?wsdl", client, server, port);
        output.WriteLine(text);
        Assert.True(code == 0, text);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Replace("true", "True", StringComparison.Ordinal));
        Assert.Equal(
            ["List OK True", "Get OK Schedule_MarketDocument Schedule_MarketDocument", "Put OK Acknowledgement_MarketDocument", "Query OK True", "Fault True"], lines);
        Assert.Equal(Requests.Schedule, Encoding.UTF8.GetString(Assert.Single(hub.Reception.Received).Document));
    }

    /// <summary>Installs from the lock file into the artifacts folder, once.</summary>
    private async Task<string?> InstallAsync()
    {
        var folder = Path.Combine(Oracle.Repository!, "artifacts", "peers");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "soap")))
        {
            Directory.CreateDirectory(folder);
            foreach (var file in new[] { "package.json", "package-lock.json" })
                File.Copy(Path.Combine(Peers, file), Path.Combine(folder, file), overwrite: true);
            var (code, text) = await RunAsync("npm", folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            if (code != 0)
            {
                output.WriteLine("SKIPPED: npm's soap cannot be installed here: " + text);
                return null;
            }
        }
        File.Copy(Path.Combine(Peers, "soap_client.js"), Path.Combine(folder, "soap_client.js"), overwrite: true);
        return folder;
    }

    private static string ExportKey()
    {
        using var key = System.Security.Cryptography.X509Certificates.RSACertificateExtensions.GetRSAPrivateKey(TestHub.PartyCertificate)!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static async Task<(int Code, string Text)> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, process.ExitCode == 0 ? text : text + await errors);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return (-1, error.Message);
        }
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("ihub-peers-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
