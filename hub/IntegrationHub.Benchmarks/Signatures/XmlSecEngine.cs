using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace IntegrationHub.Benchmarks.Signatures;

/// <summary>
/// xmlsec1 verifying in its own process. Its <c>--repeat</c> does the work several times within one start; the difference of
/// two numbers of repetitions leaves out the start of the process and the loading of keys.
/// </summary>
internal sealed class XmlSecEngine(string folder)
{
    public static bool IsInstalled
    {
        get
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo("xmlsec1", ["--version"]) { UseShellExecute = false, RedirectStandardOutput = true });
                process!.WaitForExit();
                return process.ExitCode == 0;
            }
            catch (Win32Exception)
            {
                return false;
            }
        }
    }

    /// <summary>Seconds for one verification of a signed message.</summary>
    public async Task<double> VerifySecondsAsync(byte[] signed, X509Certificate2 authority, int repetitions, CancellationToken cancellationToken)
    {
        var message = Path.Combine(folder, "xmlsec-message.xml");
        var trusted = Path.Combine(folder, "xmlsec-ca.pem");
        try
        {
            await File.WriteAllBytesAsync(message, signed, cancellationToken);
            await File.WriteAllTextAsync(trusted, authority.ExportCertificatePem(), Encoding.ASCII, cancellationToken);
            var once = await RunAsync(trusted, message, 1, cancellationToken);
            var often = await RunAsync(trusted, message, 1 + repetitions, cancellationToken);
            return (often - once) / repetitions;
        }
        finally
        {
            File.Delete(message);
            File.Delete(trusted);
        }
    }

    private static async Task<double> RunAsync(string trusted, string message, int repeat, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("xmlsec1", ["--verify", "--repeat", repeat.ToString(), "--trusted-pem", trusted, "--enabled-key-data", "x509", message])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = await process.StandardError.ReadToEndAsync(cancellationToken);
        await output;
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? Stopwatch.GetElapsedTime(start).TotalSeconds
            : throw new InvalidOperationException("xmlsec1 refused the message of the bench: " + error);
    }
}
