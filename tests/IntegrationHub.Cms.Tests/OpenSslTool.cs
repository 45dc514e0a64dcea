using System.Diagnostics;

namespace IntegrationHub.Cms.Tests;

/// <summary>The command-line openssl, the independent implementation these tests compare with.</summary>
internal sealed class OpenSslTool : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("ihub-openssl-").FullName;

    /// <summary>False, after saying why, where it is not installed.</summary>
    public static bool IsInstalled()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("openssl", "version") { UseShellExecute = false, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("SKIPPED: openssl is not installed");
            return false;
        }
    }

    public string this[string name] => Path.Combine(Folder, name);

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    public string Write(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this[name];
    }

    /// <summary>Runs it in the folder; exit code and everything it printed.</summary>
    public (int Code, string Output) Run(params string[] arguments) => RunOther("openssl", arguments);

    /// <summary>The same for another tool.</summary>
    public (int Code, string Output) RunOther(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
