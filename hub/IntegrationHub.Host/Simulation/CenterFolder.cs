using System.Security.Cryptography;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Keys;
using IntegrationHub.Keys;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Host.Simulation;

/// <summary>The data folder of a simulated trading center: its own store and keys, and how it and a hub know each other.</summary>
internal static class CenterFolder
{
    /// <summary>Name of the center in the hub's registry, and of its keys.</summary>
    public const string CenterName = "trading-center";

    /// <summary>Its coded id (the check character is right; it names nobody).</summary>
    public const string CenterCode = "10XIHUB-TCENTERZ";

    /// <summary>The bidding zone of its market.</summary>
    public static CodedId Domain { get; } = new("10YIHUB-MARKET0N", "A01");

    /// <summary>Name of the hub in the center's registry.</summary>
    public const string RetailerName = "retailer";

    /// <summary>
    /// Makes the folder: keys from the hub's development authority, and a configuration with the center's code, addresses and gate closures.
    /// </summary>
    /// <param name="path">An empty or missing folder.</param>
    /// <param name="hub">The hub's data folder, for development.</param>
    /// <param name="addresses">Where the center listens: at least two <c>IP:PORT</c>.</param>
    /// <param name="healthAddress">Where its health answers.</param>
    /// <param name="time">The clock.</param>
    public static DataFolder Create(string path, DataFolder hub, IReadOnlyList<string> addresses, string healthAddress, TimeProvider time)
    {
        var entries = DevelopmentPki.Ensure(hub, [new PkiMember(CenterName, CenterCode, KeyKind.EcdsaP256)], time);
        var folder = DataFolder.Create(path, FolderKind.Development, Configuration(addresses, healthAddress), time.GetUtcNow());
        Copy(Path.Combine(hub.Pki, "ca.pem"), Path.Combine(folder.Pki, "ca.pem"));
        Copy(Path.Combine(hub.Pki, "passphrase"), Path.Combine(folder.Pki, "passphrase"));
        Directory.CreateDirectory(Path.Combine(folder.Pki, "hub"));
        foreach (var entry in entries)
        {
            var use = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
            Copy(entry.Location.CertificateFile, Path.Combine(folder.Pki, "hub", use + ".pem"));
            Copy(entry.Location.KeyFile!, Path.Combine(folder.Pki, "hub", use + ".key"));
        }

        return folder;
    }

    /// <summary>The center as the hub registers it.</summary>
    public static Party AsSeenByHub(DataFolder center, HubOptions options, int pullEverySeconds) => new()
    {
        Id = new PartyId(Guid.CreateVersion7()),
        Name = CenterName,
        DisplayName = "Trading center (simulated)",
        Code = new CodedId(CenterCode, "A01"),
        Roles = [PartyRole.TradingCenter],
        MarketRole = "A11",
        Connection = PartyConnection.Service,
        Endpoints = EndpointsOf(options),
        TlsCertificates = [Thumbprint(center, "tls")],
        SigningCertificates = [Thumbprint(center, "signing")],
        PullEverySeconds = pullEverySeconds,
    };

    /// <summary>The hub as the center registers it.</summary>
    public static Party HubAsSeenByCenter(DataFolder hub, HubOptions options) => new()
    {
        Id = new PartyId(Guid.CreateVersion7()),
        Name = RetailerName,
        DisplayName = options.Hub.DisplayName,
        Code = new CodedId(options.Hub.Code, options.Hub.CodingScheme),
        Roles = [PartyRole.Retailer],
        MarketRole = options.Hub.MarketRole,
        Connection = PartyConnection.Service,
        Endpoints = EndpointsOf(options),
        TlsCertificates = [Thumbprint(hub, options.Pki.TlsCertificate)],
        SigningCertificates = [Thumbprint(hub, options.Pki.SigningCertificate)],
    };

    /// <summary>Where it is reached.</summary>
    public static IReadOnlyList<PartyEndpoint> EndpointsOf(HubOptions options) =>
    [
        .. options.Listeners.Select((listener, order) => new PartyEndpoint(
            listener.Name, listener.PublicAddress ?? new Uri($"https://{listener.Address}/ServiceEME"), order)),
    ];

    private static string Thumbprint(DataFolder folder, string certificate)
    {
        var file = certificate is "tls" or "signing" ? Path.Combine(folder.Pki, "hub", certificate + ".pem") : folder.Resolve(certificate);
        var loaded = CertificateFiles.Read(file);
        return loaded.Problem is { } problem
            ? throw new RefusedException("KEY_" + problem.Code.ToString().ToUpperInvariant(), $"{problem.File}: {problem.Detail}", problem.Remedy)
            : loaded.Value[0].GetCertHashString(HashAlgorithmName.SHA256);
    }

    private static string Configuration(IReadOnlyList<string> addresses, string healthAddress)
    {
        var listeners = string.Join('\n', addresses.Select((address, number) => $"  - name: channel-{number + 1}\n    address: {address}"));
        return $"""
            # A simulated trading center.
            hub:
              code: {CenterCode}
              displayName: Trading center (simulated)
              marketRole: A11
              marketTimeZone: Asia/Shanghai
            listeners:
            {listeners}
            lanes:
              firstRetry: 500ms
              longestRetry: 10s
            gateClosures:
              - rootElement: ReserveBid_MarketDocument
                from: 2020-01-01
                daysBefore: 1
                time: "23:59"
                source: rule of the simulated market
            observability:
              healthAddress: {healthAddress}

            """;
    }

    private static void Copy(string from, string to)
    {
        File.Copy(from, to);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(to, File.GetUnixFileMode(from));
        }
    }
}
