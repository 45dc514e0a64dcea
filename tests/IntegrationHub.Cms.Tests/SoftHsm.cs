using System.Diagnostics;
using System.Security.Cryptography;

namespace IntegrationHub.Cms.Tests;

/// <summary>Tokens of SoftHSM. The library reads its configuration once per process: all tokens of a process lie in one folder.</summary>
internal sealed class SoftHsm
{
    public const string Pin = "4711";

    private static readonly string[] Libraries =
        ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so"];

    private static readonly Lock Gate = new();
    private static string? configuration;

    private readonly string folder;

    private SoftHsm(string library, string token, string folder)
    {
        Library = library;
        Token = token;
        this.folder = folder;
    }

    public string Library { get; }

    /// <summary>The token's label.</summary>
    public string Token { get; }

    /// <summary>One of the tokens, shared by the tests of a process: each puts keys of its own into it. Null, with the reason printed, without SoftHSM.</summary>
    public static SoftHsm? Make(string token = "hub")
    {
        if (Array.Find(Libraries, File.Exists) is not { } library)
        {
            Console.WriteLine("SKIPPED: softhsm2 is not installed");
            return null;
        }
        lock (Gate)
        {
            if (configuration is null)
            {
                // All before the library is loaded: it knows the tokens that there were when it started.
                var tokens = Directory.CreateTempSubdirectory("ihub-softhsm-").FullName;
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(tokens, recursive: true);
                configuration = Path.Combine(tokens, "softhsm2.conf");
                File.WriteAllText(configuration, $"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n");
                if (SetEnvironment("SOFTHSM2_CONF", configuration, 1) != 0)
                    throw new InvalidOperationException("setenv failed");
                foreach (var label in new[] { "hub", "hub-lost", "hub-pin" })
                    Tool("--init-token", "--free", "--label", label, "--pin", Pin, "--so-pin", "0815");
            }
            return new SoftHsm(library, token, Path.GetDirectoryName(configuration)!);
        }
    }

    /// <summary>Puts a key into the token.</summary>
    public void Import(string label, string id, AsymmetricAlgorithm key)
    {
        using (key)
        {
            var file = Path.Combine(folder, $"{Token}-{label}-{id}.pem");
            File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
            Tool("--import", file, "--token", Token, "--label", label, "--id", id, "--pin", Pin);
            File.Delete(file);
        }
    }

    /// <summary>The token is gone, with its keys.</summary>
    public void Delete() => Tool("--delete-token", "--token", Token);

    private static void Tool(params string[] arguments)
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
