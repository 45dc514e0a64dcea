using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Xunit.Abstractions;

namespace IntegrationHub.Wire.Tests.Verbs;

/// <summary>What the hub exports is verified by the auditor's script, which shares no line with the hub.</summary>
[Collection(VerbsCollection.Name)]
public sealed class BundleByHandTests(VerbsFixture hub, ITestOutputHelper output)
{
    private static readonly string[] Tools = ["/usr/bin/python3", "/usr/bin/openssl"];

    [Fact]
    public async Task The_auditors_script_accepts_a_bundle_and_refuses_it_changed_or_under_other_keys()
    {
        if (Tools.FirstOrDefault(tool => !File.Exists(tool)) is { } missing)
        {
            output.WriteLine($"SKIPPED: {missing} is not installed.");
            return;
        }

        var (bundle, trust) = (await ExportAsync(), Path.Combine(hub.Data, "pki", "ca.pem"));
        var key = (await hub.Terminal.RunAsync("ledger", "key")).Out.Trim();

        var whole = await RunScriptAsync(bundle, trust, key);
        Assert.True(whole.Code == 0, whole.Printed);
        Assert.Contains("is entry", whole.Printed, StringComparison.Ordinal);
        Assert.EndsWith("Everything holds.", whole.Printed.TrimEnd(), StringComparison.Ordinal);

        Assert.Contains("names these octets", whole.Printed, StringComparison.Ordinal);
        Assert.Contains("(exchange.signed) names the party", whole.Printed, StringComparison.Ordinal);
        await AnotherIndexFailsAsync(bundle, trust, key);
        Assert.Equal(1, (await RunScriptAsync(Changed(bundle, "evidence.json"), trust, key)).Code);
        Assert.Equal(1, (await RunScriptAsync(Changed(bundle, "ledger/checkpoint.txt"), trust, key)).Code);
        Assert.Equal(1, (await RunScriptAsync(bundle, OtherAuthority(), key)).Code);
        Assert.Equal(1, (await RunScriptAsync(bundle, trust, OtherKey(key))).Code);
        Assert.Equal(1, (await RunScriptAsync(hub.File("no-bundle.asice", "nonsense"), trust, key)).Code);
    }

    private async Task AnotherIndexFailsAsync(string bundle, string trust, string key)
    {
        var turned = await RunScriptAsync(WithIndex(bundle, "\"direction\": \"out\"", "\"direction\": \"in\""), trust, key);
        Assert.Contains("no event is of another direction than in", Failed(turned.Printed), StringComparison.Ordinal);
        var ended = await RunScriptAsync(WithIndex(bundle, "\"state\": \"Cancelled\"", "\"state\": \"Accepted\""), trust, key);
        Assert.Contains(": Accepted, by entry", Failed(ended.Printed), StringComparison.Ordinal);
    }

    private static string Failed(string printed) => string.Join('\n', printed.Split('\n').Where(line => line.StartsWith("FAILS", StringComparison.Ordinal)));

    private async Task<string> ExportAsync()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        var sent = await hub.SendAsync(name, code, "by-hand-1");
        Assert.Equal(0, (await hub.Terminal.RunAsync("exchanges", "cancel", sent.ToString(), "--why", "test")).Code);
        await hub.SequenceAsync();
        var bundle = hub.PathOf("by-hand.asice");
        var exported = await hub.Terminal.RunAsync("evidence", "export", "--party", name, "--from", "2020-01-01", "--to", "2100-01-01", "--out", bundle);
        Assert.True(exported.Code == 0, exported.Out + exported.Error);
        return bundle;
    }

    /// <summary>The same container in which one file has one more octet.</summary>
    private string Changed(string bundle, string name)
    {
        var changed = hub.PathOf($"changed-{Guid.NewGuid():N}.asice");
        File.Copy(bundle, changed);
        using var archive = ZipFile.Open(changed, ZipArchiveMode.Update);
        using var entry = archive.GetEntry(name)!.Open();
        entry.Seek(0, SeekOrigin.End);
        entry.WriteByte((byte)'\n');
        return changed;
    }

    /// <summary>The same container with another index; nobody signed it, and the script checks on.</summary>
    private string WithIndex(string bundle, string old, string with)
    {
        var changed = hub.PathOf($"index-{Guid.NewGuid():N}.asice");
        File.Copy(bundle, changed);
        using var archive = ZipFile.Open(changed, ZipArchiveMode.Update);
        using var entry = archive.GetEntry("evidence.json")!.Open();
        using var reader = new StreamReader(entry, leaveOpen: true);
        var text = reader.ReadToEnd();
        Assert.Contains(old, text, StringComparison.Ordinal);
        entry.SetLength(0);
        entry.Write(Encoding.UTF8.GetBytes(text.Replace(old, with, StringComparison.Ordinal)));
        return changed;
    }

    private string OtherAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Development CA, O=IntegrationHub development", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return hub.File("other-authority.pem", authority.ExportCertificatePem());
    }

    private static string OtherKey(string key)
    {
        var parts = key.Split('+', 3);
        var octets = Convert.FromBase64String(parts[2]);
        octets[^1] ^= 1;
        return $"{parts[0]}+{parts[1]}+{Convert.ToBase64String(octets)}";
    }

    private static async Task<(int Code, string Printed)> RunScriptAsync(string bundle, string trust, string key)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Script(), bundle, "--trust", trust, "--log-key", key })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEndAsync();
        var failed = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await printed + await failed);
    }

    private static string Script()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "deploy", "audit", "verify_bundle.py");
            if (File.Exists(script))
                return script;
        }

        throw new InvalidOperationException("deploy/audit/verify_bundle.py is not above the tests.");
    }
}
