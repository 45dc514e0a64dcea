using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Sequencing;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Schemas.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Wire.Tests.Verbs;

/// <summary>
/// A development folder with keys, and a node that holds its store open: every verb works beside it, as beside a running hub. The node
/// does no work of its own, so what is queued stays where a test put it.
/// </summary>
public sealed class VerbsFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ihub-v-");
    private HubNode? _node;
    private int _parties;

    internal Terminal Terminal { get; private set; } = null!;

    internal string Data => Path.Combine(_root.FullName, "data");

    public async Task InitializeAsync()
    {
        Terminal = new Terminal(Data);
        var made = await Terminal.RunAsync("pki", "init", "--partner", "center");
        Assert.Equal(0, made.Code);
        var folder = DataFolder.Open(Data);
        _node = await HubNode.StartAsync(
            new NodeSettings { Folder = folder, Options = HubConfiguration.Load(folder.ConfigurationFile, Terminal.Variables).Options, Serves = false },
            CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        _root.Delete(recursive: true);
    }

    internal T Port<T>()
        where T : notnull => _node!.Services.GetRequiredService<T>();

    internal Task ReloadAsync() => _node!.Parties.ReloadAsync(CancellationToken.None).AsTask();

    internal string PathOf(string name) => Path.Combine(_root.FullName, name);

    internal string File(string name, string text)
    {
        System.IO.File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    /// <summary>Registers a party of a test's own.</summary>
    /// <returns>Its name and its EIC.</returns>
    internal async Task<(string Name, string Code)> PartyAsync(params string[] options)
    {
        var code = FreshCode();
        var name = "party-" + code[^4..].ToLowerInvariant().Replace('-', 'x');
        var added = await Terminal.RunAsync(["party", "add", name, "--code", code, .. options]);
        Assert.True(added.Code == 0, added.Error);
        await ReloadAsync();
        return (name, code);
    }

    /// <summary>Queues a schedule from us to a party.</summary>
    /// <returns>Its exchange.</returns>
    internal async Task<Guid> SendAsync(string name, string code, string mRid)
    {
        var sent = await Terminal.RunAsync("send", "--to", name, File(mRid + ".xml", Requests.From(Requests.Us, code, mRid)), "--json");
        Assert.True(sent.Code == 0, sent.Out + sent.Error);
        return sent.Json.GetProperty("exchange").GetGuid();
    }

    /// <summary>Gives every event its place, as a serving node does by itself.</summary>
    internal async Task SequenceAsync()
    {
        var sequencer = new LedgerSequencer(Port<ILedgerStore>(), "test", TimeSpan.FromSeconds(10));
        while (await sequencer.StepAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None) == SequencingStep.Sequenced)
        {
        }
    }

    /// <summary>An EIC that no other test uses.</summary>
    internal string FreshCode()
    {
        // Where the check character would be a hyphen the code is not given out.
        while (true)
        {
            var stem = $"10XTEST-{Interlocked.Increment(ref _parties):D7}";
            if ("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".Select(check => stem + check).FirstOrDefault(code => Eic.TryCreate(code, out _, out _)) is { } code)
            {
                return code;
            }
        }
    }
}

[CollectionDefinition(Name)]
public sealed class VerbsCollection : ICollectionFixture<VerbsFixture>
{
    public const string Name = "verbs over one store";
}
