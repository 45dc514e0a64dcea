using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Keys;
using IntegrationHub.Host.Node;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using IntegrationHub.Keys;
using IntegrationHub.Storage.PostgreSql.Measuring;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Bench.Portal;

/// <summary>A hub that serves its pages out of a store with so many exchanges, with a person of every role; in this process, so that its endpoints can be asked for.</summary>
internal sealed class PortalStage : IAsyncDisposable
{
    private readonly DataFolder _folder;

    private PortalStage(DataFolder folder, HubNode node) => (_folder, Node) = (folder, node);

    public HubNode Node { get; }

    /// <summary>Where codes lie.</summary>
    public string Outbox => PeopleOfNode.OutboxFile(_folder);

    /// <summary>Makes folder and keys, grows the store, starts the hub and fills its books.</summary>
    /// <param name="path">A folder that is not there yet.</param>
    /// <param name="exchanges">How many the store holds before the pages are looked at.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Told what begins.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PortalStage> CreateAsync(string path, long exchanges, TimeProvider time, Action<string> progress, CancellationToken cancellationToken)
    {
        var folder = DataFolder.Create(path, FolderKind.Development, Configuration(), time.GetUtcNow());
        var options = HubConfiguration.Load(folder.ConfigurationFile, new Dictionary<string, string>(StringComparer.Ordinal)).Options;
        DevelopmentPki.Ensure(folder, [new PkiMember("hub", options.Hub.Code, KeyKind.Rsa2048)], time);
        DevelopmentPki.EnsurePortal(folder, options.Portal, time);
        progress($"grow a store to {exchanges:N0} exchanges");
        // The last one came just now: what is counted since yesterday counts.
        var begin = time.GetUtcNow() - GrownStore.SpanOf(exchanges + 1);
        await using (var store = await NodeStore.OpenAsync(folder, options, mayAttach: false, crashPoints: null, cancellationToken))
        {
            await new GrownStore(store, begin).GrowAsync(exchanges, static _ => { }, cancellationToken);
        }

        progress("start the hub, fill its books");
        var node = await HubNode.StartAsync(new NodeSettings { Folder = folder, Options = options, Time = time }, cancellationToken);
        try
        {
            await DemoPeople.EnsureAsync(folder, node.Services.GetRequiredService<AccountAdministration>(), time, cancellationToken);
            await new PortalGoods(node, time).StockAsync(cancellationToken);
            await new PortalPast(node, begin, time).StockAsync(exchanges, progress, cancellationToken);
            return new PortalStage(folder, node);
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>A browser at the door of a person's class, with the person's certificate where the door asks for one.</summary>
    public BenchBrowser BrowserOf(DemoPerson person) => At(Doors.Of(person.Class), person);

    /// <summary>A browser of somebody who has not signed in.</summary>
    public BenchBrowser Stranger() => At(Door.Staff, null);

    /// <summary>One more of the staff, with a phone of its own: codes to one phone are limited.</summary>
    public async Task<DemoPerson> HireAsync(int number, Role role, CancellationToken cancellationToken)
    {
        var person = new DemoPerson(FormattableString.Invariant($"bench-{number}"), "压测", UserClass.Staff, role) { Phone = FormattableString.Invariant($"+86137{number:D8}") };
        var refused = await Node.Services.GetRequiredService<AccountAdministration>().AddAsync(
            new NewAccount(person.Name, person.Class, [person.Role], person.DisplayName, person.Phone, DemoPeople.Password) { Leads = person.Leads }, "bench", cancellationToken);
        return refused.Count == 0 ? person : throw new InvalidOperationException($"{person.Name} was not added: {refused[0].Text}");
    }

    public ValueTask DisposeAsync() => Node.DisposeAsync();

    private BenchBrowser At(Door door, DemoPerson? person)
    {
        var certificate = person is not null && Doors.NeedsCertificate(door)
            ? X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(_folder.Pki, "people", person.Name + ".p12"), File.ReadAllText(Path.Combine(_folder.Pki, "passphrase")).Trim())
            : null;
        return new BenchBrowser(Node.Portal!.AddressOf(door), certificate);
    }

    private static string Configuration() =>
        $"""
        {StarterConfiguration.For(FolderKind.Development, StarterConfiguration.DevelopmentCode).TrimEnd()}
        listeners:
          - name: channel-1
            address: 127.0.0.1:0
          - name: channel-2
            address: 127.0.0.1:0
        portal:
          enabled: true
          staff:
            address: 127.0.0.1:0
          core:
            address: 127.0.0.1:0
        observability:
          healthAddress: 127.0.0.1:0
          logLevel: error

        """;
}
