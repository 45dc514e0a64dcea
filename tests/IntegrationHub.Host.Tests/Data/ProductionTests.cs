using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Data;

public sealed class ProductionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Shell _shell = new();

    private string Production => Path.Combine(_folder.Path, "production");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_production_folder_needs_a_code_of_its_own()
    {
        var outcome = await _shell.RunAsync("init", "--production", "--data", Production);

        Assert.Equal(2, outcome.Code);
        Assert.False(Directory.Exists(Production));
    }

    [Fact]
    public async Task A_production_folder_takes_no_development_keys()
    {
        await _shell.RunAsync("init", "--production", "--code", "10X1001A1001A450", "--data", Production);

        var outcome = await _shell.RunAsync("pki", "init", "--data", Production);

        Assert.Equal(1, outcome.Code);
        Assert.Contains("takes no development keys", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Production, "pki")));
    }

    [Fact]
    public async Task Keys_that_were_brought_over_from_development_are_found_out()
    {
        var development = Path.Combine(_folder.Path, "development");
        await _shell.RunAsync("pki", "init", "--data", development);
        await _shell.RunAsync("init", "--production", "--code", "10X1001A1001A450", "--data", Production);
        Directory.Delete(Path.Combine(Production, "pki"));
        Directory.Move(Path.Combine(development, "pki"), Path.Combine(Production, "pki"));

        var outcome = await _shell.RunAsync("config", "check", "--data", Production);

        Assert.Equal(1, outcome.Code);
        Assert.Equal(3, outcome.Out.Split("[PRODUCTION_REFUSES_DEVELOPMENT_CA]").Length - 1);
    }

    [Fact]
    public async Task The_code_of_the_demo_is_refused()
    {
        await _shell.RunAsync("init", "--production", "--code", "10XIHUB-RETAILRZ", "--data", Production);

        var outcome = await _shell.RunAsync("config", "check", "--data", Production);

        Assert.Contains("[PRODUCTION_REFUSES_DEVELOPMENT_CODE]", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_that_nobody_is_asked_about_is_warned_of_until_somebody_says_why()
    {
        await _shell.RunAsync("init", "--production", "--code", "10X1001A1001A450", "--data", Production);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Market CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var authority = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(5));
        await File.WriteAllTextAsync(Path.Combine(Production, "pki", "ca.pem"), authority.ExportCertificatePem());
        var configuration = Path.Combine(Production, "hub.yaml");
        var start = await File.ReadAllTextAsync(configuration);

        Assert.Contains("CN=Market CA are not checked for revocation", await WarningsAsync(""), StringComparison.Ordinal);
        Assert.DoesNotContain("REVOCATION_NOT_CHECKED", await WarningsAsync("    uncheckedBecause: the authority publishes nothing\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("REVOCATION_NOT_CHECKED", await WarningsAsync("    sources:\n      - issuer: pki/ca.pem\n        crl: http://ca.example/crl\n"), StringComparison.Ordinal);
        Assert.Contains("[TRUST_FILE]", await WarningsAsync("    sources:\n      - issuer: pki/other.pem\n        crl: http://ca.example/crl\n"), StringComparison.Ordinal);

        async Task<string> WarningsAsync(string revocation)
        {
            await File.WriteAllTextAsync(configuration, start + "trust:\n  revocation:\n    retryAfter: 30s\n" + revocation);
            return (await _shell.RunAsync("config", "check", "--data", Production)).Out;
        }
    }

    [Fact]
    public async Task Pages_that_are_served_for_business_without_our_name_are_warned_of()
    {
        await _shell.RunAsync("init", "--production", "--code", "10X1001A1001A450", "--data", Production);
        var configuration = Path.Combine(Production, "hub.yaml");
        var start = await File.ReadAllTextAsync(configuration);

        Assert.DoesNotContain("DISPLAY_NAME_MISSING", await CheckedAsync(start), StringComparison.Ordinal);
        Assert.Contains("DISPLAY_NAME_MISSING", await CheckedAsync(start + "portal:\n  customers:\n    enabled: true\n"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "DISPLAY_NAME_MISSING", await CheckedAsync(start.Replace("hub:\n", "hub:\n  displayName: 星河售电有限公司\n", StringComparison.Ordinal) + "portal:\n  customers:\n    enabled: true\n"), StringComparison.Ordinal);

        async Task<string> CheckedAsync(string text)
        {
            await File.WriteAllTextAsync(configuration, text);
            return (await _shell.RunAsync("config", "check", "--data", Production)).Out;
        }
    }

    [Fact]
    public async Task A_development_CA_vouches_for_no_timestamps_of_production()
    {
        var development = Path.Combine(_folder.Path, "development");
        await _shell.RunAsync("pki", "init", "--data", development);
        await _shell.RunAsync("init", "--production", "--code", "10X1001A1001A450", "--data", Production);
        await File.AppendAllTextAsync(
            Path.Combine(Production, "hub.yaml"),
            $"trust:\n  timestamps:\n    authorities:\n      - name: one\n        address: http://tsa.example/\n        trust: [{Path.Combine(development, "pki", "ca.pem")}]\n");

        var outcome = await _shell.RunAsync("config", "check", "--data", Production);

        Assert.Contains("trust.timestamps.authorities[0].trust: a development CA vouches for timestamps", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_development_folder_with_development_keys_is_fine()
    {
        await _shell.RunAsync("pki", "init", "--data", Production);

        var outcome = await _shell.RunAsync("config", "check", "--data", Production);

        Assert.Equal(0, outcome.Code);
    }
}
