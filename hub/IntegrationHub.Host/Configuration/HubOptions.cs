using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Configuration.Sections;

namespace IntegrationHub.Host.Configuration;

/// <summary>Everything that can be configured. The file <c>hub.yaml</c> has one section per property.</summary>
/// <remarks>Filled once at start by <see cref="HubConfiguration"/>; nothing changes it afterwards.</remarks>
internal sealed record HubOptions
{
    [Setting("Who we are in the market.")]
    public SelfOptions Hub { get; init; } = new();

    [Setting("The addresses at which partners reach the hub. At least two, so that one access channel can be lost.")]
    public IReadOnlyList<ListenerOptions> Listeners { get; init; } =
    [
        new() { Name = "channel-1", Address = IPEndPointText.TryParse("127.0.0.1:8443")! },
        new() { Name = "channel-2", Address = IPEndPointText.TryParse("127.0.0.1:8444")! },
    ];

    [Setting("The database: by default a private PostgreSQL that the hub makes and runs inside its data folder.")]
    public StorageOptions Storage { get; init; } = new();

    [Setting("Raw bytes as evidence: where they lie and how long they are kept.")]
    public ArchiveOptions Archive { get; init; } = new();

    [Setting("Sealing of what is personal or confidential, besides the encryption of the disk or the database.")]
    public ConfidentialOptions Confidential { get; init; } = new();

    [Setting("Our keys and the authorities we trust.")]
    public PkiOptions Pki { get; init; } = new();

    [Setting("Services that make evidence last: timestamp authorities, and sources of revocation data.")]
    public TrustOptions Trust { get; init; } = new();

    [Setting("What partners' signatures may be made of, as dated rules for all or for single parties.")]
    public SignatureOptions Signatures { get; init; } = new();

    [Setting("Schemas and code lists besides the shipped ones.")]
    public SchemaOptions Schemas { get; init; } = new();

    [Setting("How documents leave: retries, time-outs and the circuit breaker of every partner's lane.")]
    public LaneOptions Lanes { get; init; } = new();

    [Setting("The market's deadlines for submissions, as dated rules. The most particular rule that fits a document counts: the party's own, then the message type's, then the latest.")]
    public IReadOnlyList<GateClosureOptions> GateClosures { get; init; } = [];

    [Setting("The company's web pages, and who signs in to them.")]
    public PortalOptions Portal { get; init; } = new();

    [Setting("Processes: which definitions run, and how much at a time.")]
    public ProcessOptions Processes { get; init; } = new();

    [Setting("Contracts and what else the retailer's people work on.")]
    public RetailOptions Retail { get; init; } = new();

    [Setting("Logs, traces, metrics and health.")]
    public ObservabilityOptions Observability { get; init; } = new();

    [Setting("What the hub as a whole takes on; limits of single parties stand in the party registry.")]
    public LimitOptions Limits { get; init; } = new();
}
