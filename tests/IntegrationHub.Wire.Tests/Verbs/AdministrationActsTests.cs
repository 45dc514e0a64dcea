using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Wire.Tests.Verbs;

/// <summary>Keys and configuration are files that change while no hub runs; each change is in the ledger once the next hub has started.</summary>
public sealed class AdministrationActsTests : IAsyncLifetime
{
    private static readonly string[] Kinds = ["configuration.in-force", "key.tls.in-use", "key.signing.in-use", "key.ledger.in-use"];

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ihub-a-");
    private readonly Terminal _terminal;

    public AdministrationActsTests() => _terminal = new Terminal(Data);

    private string Data => Path.Combine(_root.FullName, "data");

    private string Configuration => Path.Combine(Data, "hub.yaml");

    public async Task InitializeAsync()
    {
        Assert.Equal(0, (await _terminal.RunAsync("pki", "init")).Code);
        await File.AppendAllTextAsync(
            Configuration,
            """
            listeners:
              - name: channel-1
                address: 127.0.0.1:0
              - name: channel-2
                address: 127.0.0.1:0
            observability:
              healthAddress: 127.0.0.1:0
              logLevel: error

            """);
    }

    public Task DisposeAsync()
    {
        _root.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_start_records_what_changed_since_the_last_one_and_nothing_else()
    {
        Assert.Equal("1 1 1 1", await CountAfterStartAsync());
        Assert.Equal("1 1 1 1", await CountAfterStartAsync());

        await File.AppendAllTextAsync(Configuration, "# another comment\n");
        Assert.Equal("2 1 1 1", await CountAfterStartAsync());

        foreach (var file in Directory.GetFiles(Path.Combine(Data, "pki", "hub"), "signing.*"))
        {
            File.Delete(file);
        }

        Assert.Equal(0, (await _terminal.RunAsync("pki", "init")).Code);
        Assert.Equal("2 1 2 1", await CountAfterStartAsync());
        Assert.Equal("2 1 2 1", await CountAfterStartAsync());
    }

    [Fact]
    public async Task The_record_names_the_file_by_its_digest_and_the_key_by_its_certificate()
    {
        await CountAfterStartAsync();
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(Configuration)));
        await using var node = await StartAsync(serves: false);
        var reader = node.Services.GetRequiredService<IExchangeReader>();
        Assert.Contains(digest, (await Recent(reader, "configuration.in-force"))[0].Data, StringComparison.Ordinal);
        var key = (await Recent(reader, "key.signing.in-use"))[0];
        Assert.Equal("configuration", key.Actor);
        Assert.Contains("\"subject\":\"CN=", key.Data, StringComparison.Ordinal);
        Assert.Contains("\"until\":", key.Data, StringComparison.Ordinal);
    }

    /// <returns>How many events of each kind there are, in the order of <see cref="Kinds"/>.</returns>
    private async Task<string> CountAfterStartAsync()
    {
        await using var node = await StartAsync(serves: true);
        var reader = node.Services.GetRequiredService<IExchangeReader>();
        var counts = new int[Kinds.Length];
        for (var i = 0; i < Kinds.Length; i++)
        {
            counts[i] = (await Recent(reader, Kinds[i])).Count;
        }

        return string.Join(' ', counts);
    }

    private static async Task<IReadOnlyList<ExchangeEvent>> Recent(IExchangeReader reader, string kind) =>
        [.. await reader.RecentEventsAsync(RetailerId.Default, kind, 10, CancellationToken.None)];

    private Task<HubNode> StartAsync(bool serves)
    {
        var folder = DataFolder.Open(Data);
        return HubNode.StartAsync(
            new NodeSettings { Folder = folder, Options = HubConfiguration.Load(folder.ConfigurationFile, _terminal.Variables).Options, Serves = serves }, CancellationToken.None);
    }
}
