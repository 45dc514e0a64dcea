using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Keys;
using IntegrationHub.Host.Node;
using IntegrationHub.Keys;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Rules;
using IntegrationHub.Schemas.Writing;
using NodaTime;

namespace IntegrationHub.Host.Bench.Hub;

/// <summary>The data folder of a hub under load: development keys, and one party, the one that sends.</summary>
internal sealed class BenchFolder : IDisposable
{
    /// <summary>Short name of the sending party.</summary>
    public const string SenderName = "bench-sender";

    private const string SenderCode = "10XBENCH-SENDER-";
    private const string Domain = "10YCN-BENCH-----";

    private readonly DataFolder _folder;
    private readonly HubOptions _options;
    private readonly TimeProvider _time;

    private BenchFolder(DataFolder folder, HubOptions options, TimeProvider time, KeyStore keys, IReadOnlyList<PkiEntry> entries)
    {
        _folder = folder;
        _options = options;
        _time = time;
        SenderTls = keys.Load(Entry(entries, $"{SenderName}/tls").Location).Value;
        SenderSigning = keys.Load(Entry(entries, $"{SenderName}/signing").Location).Value;
        HubSigning = keys.Load(Entry(entries, "hub/signing").Location).Value;
        Authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder.Pki, "ca.pem"));
        HubTlsThumbprint = Thumbprint(Entry(entries, "hub/tls"));
    }

    public string FullPath => _folder.FullPath;

    /// <summary>The key the sender's connections show.</summary>
    public SigningKey SenderTls { get; }

    public SigningKey SenderSigning { get; }

    /// <summary>The key that signs the hub's answers; for the floor.</summary>
    public SigningKey HubSigning { get; }

    public X509Certificate2 Authority { get; }

    /// <summary>SHA-256 of the certificate the hub shows.</summary>
    public string HubTlsThumbprint { get; }

    /// <summary>The sender plays the retailer of the documents, the hub the one they are for.</summary>
    public MarketSetting Market => new(
        new PartyInRole(Code(SenderCode), "A08"),
        new PartyInRole(new CodedId(_options.Hub.Code, _options.Hub.CodingScheme), _options.Hub.MarketRole),
        Code(Domain),
        DateTimeZoneProviders.Tzdb[_options.Hub.MarketTimeZone]);

    /// <summary>What a verifier of the sender's messages asks for; for the floor.</summary>
    public SignaturePolicy SenderPolicy => new() { Trust = new TrustAnchors([Authority]), ExpectedSigners = SignerBinding.To(SenderSigning.Certificate) };

    /// <summary>What a verifier of the hub's answers asks for.</summary>
    public SignaturePolicy HubPolicy => new() { Trust = new TrustAnchors([Authority]), ExpectedSigners = SignerBinding.To(HubSigning.Certificate) };

    /// <summary>Makes the folder and registers the party.</summary>
    public static async Task<BenchFolder> CreateAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = DataFolder.Create(path, FolderKind.Development, Configuration(), time.GetUtcNow());
        var entries = DevelopmentPki.Ensure(
            folder,
            [new PkiMember("hub", StarterConfiguration.DevelopmentCode, KeyKind.Rsa2048), new PkiMember(SenderName, Code(SenderCode).Value, KeyKind.Rsa2048)],
            time);
        var options = HubConfiguration.Load(folder.ConfigurationFile, new Dictionary<string, string>(StringComparer.Ordinal)).Options;
        var bench = new BenchFolder(folder, options, time, new KeyStore(time), entries);
        await using var node = await bench.OpenAsync(cancellationToken);
        var refused = await node.Parties.SaveAsync(
            new Party
            {
                Id = new PartyId(Guid.CreateVersion7(time.GetUtcNow())),
                Name = SenderName,
                Code = Code(SenderCode),
                Roles = [PartyRole.TradingCenter],
                MarketRole = "A08",
                Connection = PartyConnection.Client,
                // What is measured is the hub, not its patience.
                Limits = new PartyLimits { MaxRequestsPerMinute = 0, MaxBytesPerDay = 0 },
                TlsCertificates = [Thumbprint(Entry(entries, $"{SenderName}/tls"))],
                SigningCertificates = [Thumbprint(Entry(entries, $"{SenderName}/signing"))],
            },
            "bench",
            cancellationToken);
        return refused.Count == 0 ? bench : throw new InvalidOperationException($"The sender was not registered: {refused[0].Text}");
    }

    /// <summary>The node without listeners: beside a running hub, or alone.</summary>
    public Task<HubNode> OpenAsync(CancellationToken cancellationToken) =>
        HubNode.StartAsync(new NodeSettings { Folder = _folder, Options = _options, Time = _time, Serves = false }, cancellationToken);

    /// <summary>Process id of the database server that runs now.</summary>
    public int DatabaseProcess() =>
        int.Parse(File.ReadLines(Path.Combine(FullPath, "store", "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        SenderTls.Dispose();
        SenderSigning.Dispose();
        HubSigning.Dispose();
        Authority.Dispose();
    }

    private static string Configuration() =>
        StarterConfiguration.For(FolderKind.Development, StarterConfiguration.DevelopmentCode) +
        """
        listeners:
          - name: first
            address: 127.0.0.1:0
          - name: second
            address: 127.0.0.1:0
        observability:
          healthAddress: 127.0.0.1:0

        """;

    /// <summary>An EIC with its check character: the last one is replaced.</summary>
    private static CodedId Code(string text) => new(text[..15] + Eic.CheckCharacter(text.AsSpan(0, 15)), "A01");

    private static PkiEntry Entry(IReadOnlyList<PkiEntry> entries, string name) => entries.First(entry => entry.Name == name);

    private static string Thumbprint(PkiEntry entry)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(entry.Location.CertificateFile);
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }
}
