using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Identity.People;

namespace IntegrationHub.Portal.Data;

/// <summary>How one part of the hub is.</summary>
public sealed record PartState(string Name, bool Ready, string Detail);

/// <summary>One partner, sending and receiving apart. States are <c>idle</c>, <c>ok</c>, <c>waiting</c> or <c>failing</c>.</summary>
public sealed record PartnerLane(
    string Name, string Connection, bool Enabled, string Send, long Open, long Retrying, long Quarantined, DateTimeOffset? LastThrough, string Receive, DateTimeOffset? LastReceived);

/// <summary>One certificate of ours or of an authority. The level is <c>ok</c>, <c>soon</c>, <c>urgent</c> or <c>expired</c>.</summary>
public sealed record CertificateLife(string Use, string Subject, DateTimeOffset NotAfter, string Level);

/// <summary>A certificate that a partner is known by, with what is public of it. The registry has the thumbprint; the rest is known once the certificate was given or seen, and null before.</summary>
/// <param name="Use"><c>tls</c> or <c>signing</c>.</param>
/// <param name="Thumbprint">SHA-256, 64 hexadecimal digits.</param>
/// <param name="Level"><c>ok</c>, <c>soon</c> (30 days), <c>urgent</c> (7 days), <c>expired</c>, or <c>unseen</c>.</param>
public sealed record PartnerCertificate(string Use, string Thumbprint, string? Subject, string? Issuer, string? Serial, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter, string Level)
{
    /// <summary>Level of a certificate of which the hub has only the thumbprint.</summary>
    public const string Unseen = "unseen";

    public bool EndsSoon => Level is not ("ok" or Unseen);
}

/// <summary>Port: what is known of the certificates of partners.</summary>
public interface IPartnerCertificates
{
    /// <summary>Those that the registry binds to the party: its TLS ones, then those that sign.</summary>
    IReadOnlyList<PartnerCertificate> Of(Party party);
}

/// <summary>Something that somebody should have seen.</summary>
public sealed record Alarm(DateTimeOffset At, string Kind, string? Party, Guid? Exchange, string Text);

/// <summary>Whether the database encrypts its files, and whether confidential modules work on it.</summary>
/// <param name="Allowed">They do.</param>
/// <param name="Waived">They do by a waiver alone.</param>
/// <param name="Code">Stable, e.g. <c>STORAGE_ENCRYPTED</c>.</param>
/// <param name="Remedy">Empty where nothing has to be done.</param>
public sealed record EncryptionState(bool Allowed, bool Waived, string Code, string Text, string Remedy);

/// <summary>How everything is.</summary>
/// <param name="Store">Version and durability settings of the database.</param>
/// <param name="Node">The machine of the node that answers.</param>
/// <param name="Safekeeping">Keys and backups.</param>
/// <param name="Nodes">Every node of the installation, by name.</param>
/// <param name="Queues">What waits where.</param>
/// <param name="Jobs">What the node that answers does by itself.</param>
public sealed record OperationsState(
    string Version, IReadOnlyList<PartState> Parts, IReadOnlyList<PartnerLane> Partners, IReadOnlyList<CertificateLife> Certificates, EncryptionState Encryption,
    IReadOnlyDictionary<string, string> Store, NodeState Node, SafekeepingState Safekeeping, IReadOnlyList<InstalledNode> Nodes, IReadOnlyList<QueueState> Queues, IReadOnlyList<JobState> Jobs);

/// <summary>Port: what the host knows of how it is.</summary>
public interface IOperations
{
    Task<OperationsState> ReadAsync(CancellationToken cancellationToken);

    /// <summary>The same as it was some seconds ago at most: one reading for all who only keep a page new.</summary>
    Task<OperationsState> ReadRecentAsync(CancellationToken cancellationToken);

    /// <summary>The machine of this node.</summary>
    NodeState Node { get; }

    /// <summary>Names of partners of whom an address rests because requests to it failed, as the node that answers knows it.</summary>
    IReadOnlyList<string> Unreached { get; }

    /// <summary>Every node of the installation, by name.</summary>
    Task<IReadOnlyList<InstalledNode>> NodesAsync(CancellationToken cancellationToken);

    /// <summary>Takes a silent or ended node off the list, with an entry in the ledger.</summary>
    /// <param name="name">Of the node.</param>
    /// <param name="actor">Who says so.</param>
    /// <param name="reason">Why, for those who read the ledger.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Why not; null when it is forgotten.</returns>
    Task<Rejection?> ForgetAsync(string name, string actor, string reason, CancellationToken cancellationToken);

    /// <summary>What waits where.</summary>
    Task<IReadOnlyList<QueueState>> QueuesAsync(CancellationToken cancellationToken);

    /// <summary>Nodes and queues as they were some seconds ago at most: one reading for all who come home.</summary>
    Task<(IReadOnlyList<InstalledNode> Nodes, IReadOnlyList<QueueState> Queues)> ReadRecentStandingAsync(CancellationToken cancellationToken);

    /// <summary>What this node does by itself.</summary>
    IReadOnlyList<JobState> Jobs { get; }

    /// <summary>The partners that documents are exchanged with.</summary>
    Task<IReadOnlyList<PartnerLane>> LanesAsync(CancellationToken cancellationToken);

    /// <summary>How sending to a partner, by address, and receiving from it, by way, went in the last hour and day.</summary>
    Task<PartnerHealth> HealthAsync(Party party, CancellationToken cancellationToken);

    /// <summary>The same as it was some seconds ago at most: one reading for all who only keep a page new.</summary>
    Task<PartnerHealth> ReadRecentHealthAsync(Party party, CancellationToken cancellationToken);

    /// <summary>The newest alarms, newest first.</summary>
    /// <param name="granted">Of whoever looks: words about a bid are left out for who may not read bids.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<Alarm>> AlarmsAsync(IReadOnlySet<Permission> granted, CancellationToken cancellationToken);
}

/// <summary>What became of an export.</summary>
/// <param name="Refusal">Why there is none; <c>null</c> when it was written.</param>
public sealed record ExportResult(string? Refusal);

/// <summary>Port: makes evidence bundles.</summary>
public interface IEvidenceExport
{
    /// <summary>Writes one exchange with everything that proves it.</summary>
    Task<ExportResult> ExportAsync(Guid exchange, Stream target, CancellationToken cancellationToken);
}
