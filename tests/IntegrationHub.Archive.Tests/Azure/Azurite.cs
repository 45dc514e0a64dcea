using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs;

namespace IntegrationHub.Archive.Tests.Azure;

/// <summary>Microsoft's emulator of the blob service, from npm by the lock file of <c>deploy/azurite</c>: on loopback, in memory, its telemetry off.</summary>
public sealed partial class Azurite : IAsyncLifetime
{
    private const string Account = "ihubtests";

    /// <summary>A key of this run.</summary>
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));

    private Process? _process;

    /// <summary>Why there is none; <c>null</c> where there is.</summary>
    public string? Missing { get; private set; }

    public BlobServiceClient? Service { get; private set; }

    public async Task InitializeAsync()
    {
        if (await InstallAsync() is not { } script)
            return;

        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in new[] { script, "--disableTelemetry", "--inMemoryPersistence", "--skipApiVersionCheck", "--blobHost", "127.0.0.1", "--blobPort", "0" })
            start.ArgumentList.Add(argument);

        start.Environment["AZURITE_ACCOUNTS"] = $"{Account}:{_key}";
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listens().Match(line) is { Success: true } match)
            {
                Service = new BlobServiceClient($"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={_key};BlobEndpoint={match.Groups[1].Value}/{Account};");
                _ = _process.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        Missing = "Azurite ended before it listened.";
    }

    public async Task DisposeAsync()
    {
        if (_process is null)
            return;

        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Installs from the lock file into the artifacts folder, once.</summary>
    private async Task<string?> InstallAsync()
    {
        if (Repository() is not { } repository)
        {
            Missing = "The repository is not around the tests.";
            return null;
        }

        var folder = Path.Combine(repository, "artifacts", "azurite");
        var script = Path.Combine(folder, "node_modules", "azurite", "dist", "src", "blob", "main.js");
        if (File.Exists(script))
            return script;

        Directory.CreateDirectory(folder);
        foreach (var file in new[] { "package.json", "package-lock.json" })
            File.Copy(Path.Combine(repository, "deploy", "azurite", file), Path.Combine(folder, file), overwrite: true);

        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", "ci --ignore-scripts --no-audit --no-fund")
            {
                WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            })!;
            var texts = await Task.WhenAll(npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
            await npm.WaitForExitAsync();
            Missing = npm.ExitCode == 0 && File.Exists(script) ? null : "npm cannot install Azurite here: " + string.Concat(texts).Trim();
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            Missing = "npm is not there: " + absent.Message;
        }

        return Missing is null ? script : null;
    }

    private static string? Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "IntegrationHub.sln")))
                return folder.FullName;
        }

        return null;
    }

    [GeneratedRegex(@"listens on (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listens();
}
