using System.Text.Json;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Data;

public sealed class PkiInitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Shell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Hub_and_partner_get_a_certificate_for_tls_and_one_for_signing()
    {
        var outcome = await InitAsync();

        Assert.Equal(0, outcome.Code);
        Assert.Equal(
            ["hub/tls rsa2048", "hub/signing rsa2048", "trading-center/tls ecdsaP256", "trading-center/signing ecdsaP256"],
            Certificates(outcome).Select(entry => $"{entry.GetProperty("name")} {entry.GetProperty("key")}"));
    }

    [Fact]
    public async Task A_second_run_keeps_what_is_there_and_adds_what_is_new()
    {
        var first = Certificates(await InitAsync());

        var second = Certificates(await InitAsync("--partner", "trading-center", "--partner", "dispatch=10X1001A1001A450", "--key", "rsa"));

        Assert.Equal(["false", "false", "false", "false", "true", "true"], second.Select(entry => entry.GetProperty("made").GetRawText()));
        Assert.Equal(first.Select(Thumbprint), second.Take(4).Select(Thumbprint));
    }

    [Theory]
    [InlineData("hub")]
    [InlineData("../escape")]
    [InlineData("Upper")]
    [InlineData("x")]
    public async Task A_partner_name_that_is_none_is_wrong_use_and_makes_nothing(string name)
    {
        var outcome = await InitAsync("--partner", name);

        Assert.Equal(2, outcome.Code);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "data")));
    }

    private Task<Outcome> InitAsync(params string[] more) =>
        _shell.RunAsync(["pki", "init", "--json", "--data", Path.Combine(_folder.Path, "data"), .. more]);

    private static List<JsonElement> Certificates(Outcome outcome) =>
        [.. JsonDocument.Parse(outcome.Out).RootElement.GetProperty("certificates").EnumerateArray()];

    private static string? Thumbprint(JsonElement entry) => entry.GetProperty("sha256").GetString();
}
