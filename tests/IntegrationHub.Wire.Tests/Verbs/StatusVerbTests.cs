using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;

namespace IntegrationHub.Wire.Tests.Verbs;

/// <summary>A folder of its own: whether a hub runs on it is what is asked.</summary>
public sealed class StatusVerbTests : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ihub-s-");
    private readonly Terminal _terminal;

    public StatusVerbTests() => _terminal = new Terminal(Data);

    private string Data => Path.Combine(_root.FullName, "data");

    public async Task InitializeAsync()
    {
        Assert.Equal(0, (await _terminal.RunAsync("pki", "init")).Code);
        await File.AppendAllTextAsync(
            Path.Combine(Data, "hub.yaml"),
            $"""
            listeners:
              - name: channel-1
                address: 127.0.0.1:0
              - name: channel-2
                address: 127.0.0.1:0
            observability:
              healthAddress: 127.0.0.1:{Host.Demo.FreePorts.Take(1)[0]}
              logLevel: error

            """);
    }

    public Task DisposeAsync()
    {
        _root.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_running_hub_is_ready_and_nothing_needs_attention()
    {
        var folder = DataFolder.Open(Data);
        await using var node = await HubNode.StartAsync(
            new NodeSettings { Folder = folder, Options = HubConfiguration.Load(folder.ConfigurationFile, _terminal.Variables).Options }, CancellationToken.None);
        await _terminal.RunAsync("party", "add", "grid", "--code", "10X1001A1001A450", "--connection", "files");

        var status = await _terminal.RunAsync("status", "--json");

        Assert.True(status.Json.GetProperty("ok").GetBoolean(), status.Out);
        Assert.Equal(0, status.Code);
        Assert.True(status.Json.GetProperty("hub").GetProperty("ready").GetBoolean());
        Assert.Equal("idle", status.Json.GetProperty("partners")[0].GetProperty("send").GetProperty("state").GetString());
        Assert.StartsWith("Nothing needs attention.\n", (await _terminal.RunAsync("status")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_hub_the_store_is_looked_into_all_the_same()
    {
        await _terminal.RunAsync("party", "add", "grid", "--code", "10X1001A1001A450", "--connection", "files");
        var document = Path.Combine(_root.FullName, "waits.xml");
        await File.WriteAllTextAsync(document, Requests.From(Requests.Us, "10X1001A1001A450", "waits-1"));

        var sent = await _terminal.RunAsync("send", "--to", "grid", document);
        var status = await _terminal.RunAsync("status", "--json");

        Assert.Contains("No hub is running on this folder", sent.Error, StringComparison.Ordinal);
        Assert.Equal(1, status.Code);
        Assert.Equal("HUB_NOT_RUNNING", Assert.Single(status.Json.GetProperty("attention").EnumerateArray()).GetProperty("code").GetString());
        Assert.Equal(1, status.Json.GetProperty("exchanges").GetProperty("byState").GetProperty("queued").GetInt64());
        Assert.Equal("waiting", status.Json.GetProperty("partners")[0].GetProperty("send").GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_partners_certificate_that_ends_soon_is_told_with_what_to_do()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=grid", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-300), now.AddDays(20));
        var file = Path.Combine(_root.FullName, "grid.pem");
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
        await _terminal.RunAsync("party", "add", "grid", "--code", "10X1001A1001A450", "--connection", "client", "--certificate", file);

        var attention = (await _terminal.RunAsync("status", "--json")).Json.GetProperty("attention").EnumerateArray().Single(static one => one.GetProperty("code").GetString() == "PARTNER_CERTIFICATE_SOON");

        Assert.StartsWith("the certificate of grid tls (CN=grid) expires on ", attention.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("party add --replace", attention.GetProperty("remedy").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_certificate_is_named_and_the_rest_is_still_shown()
    {
        File.Delete(Path.Combine(Data, "pki", "hub", "signing.pem"));

        var status = await _terminal.RunAsync("status");

        Assert.Equal(1, status.Code);
        Assert.Contains("[KEY_FILE_MISSING]", status.Out, StringComparison.Ordinal);
        Assert.Contains("embedded PostgreSQL", status.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revocation_data_that_cannot_be_read_from_the_disk_is_told_with_the_remedy()
    {
        await File.AppendAllTextAsync(
            Path.Combine(Data, "hub.yaml"),
            """
            trust:
              revocation:
                sources:
                  - issuer: pki/ca.pem
                    crl: http://127.0.0.1:9/crl

            """);
        // Where its folder should be lies something else.
        await File.WriteAllTextAsync(Path.Combine(Data, "revocation"), "");

        var status = await _terminal.RunAsync("status", "--json");

        Assert.Equal(1, status.Code);
        var told = Assert.Single(status.Json.GetProperty("attention").EnumerateArray(), one => one.GetProperty("code").GetString() == "REVOCATION_NOT_KEPT");
        Assert.Contains(Path.Combine(Data, "revocation"), told.GetProperty("remedy").GetString(), StringComparison.Ordinal);
    }
}
