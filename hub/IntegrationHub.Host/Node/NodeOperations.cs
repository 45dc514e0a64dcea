using System.Collections.Concurrent;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.Commands.Status;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node.Operations;
using IntegrationHub.Host.Observability;
using IntegrationHub.Host.Observability.Gauges;
using IntegrationHub.Identity.People;
using IntegrationHub.Lanes.Sending;
using IntegrationHub.Portal.Data;
using IntegrationHub.Storage;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IntegrationHub.Host.Node;

/// <summary>How the node is, for the page of operations: the same facts as <c>ihub status</c>.</summary>
internal sealed class NodeOperations(
    IEnumerable<IReadinessCheck> checks, HubStore database, IExchangeReader exchanges, IPartyRegistry parties, IPullStore cursors, ConfidentialGate gate, PartnerCertificates partners, NodeGauges gauges, NodeBook nodes, NodeIdentity identity, QueueBook queues, ReceptionBook receptions, EndpointHealth endpoints, IServiceProvider services, DataFolder folder, HubOptions options, TimeProvider time)
    : IOperations
{
    /// <summary>Kind of the event of <c>ihub keys backup</c>.</summary>
    private const string KeysSaved = "keys.backed-up";

    /// <summary>Pages keep themselves new every fifteen seconds and when something happens, each viewer's by itself.</summary>
    private readonly Recently<OperationsState> _recent = new(TimeSpan.FromSeconds(3), time);

    private readonly Recently<(IReadOnlyList<InstalledNode> Nodes, IReadOnlyList<QueueState> Queues)> _recentStanding = new(TimeSpan.FromSeconds(3), time);

    private readonly ConcurrentDictionary<PartyId, Recently<PartnerHealth>> _recentHealth = new();

    public NodeState Node => gauges.Read();

    public IReadOnlyList<string> Unreached =>
    [
        .. parties.Current.Parties.Where(party => party.Enabled && party.Endpoints.Any(endpoint => endpoints.StateOf(party.Id, endpoint.Name).Breaker.IsOpen))
            .Select(static party => party.Name).Order(StringComparer.Ordinal),
    ];

    public Task<OperationsState> ReadRecentAsync(CancellationToken cancellationToken) => _recent.GetAsync(ReadAsync, cancellationToken);

    /// <summary>Its questions have nothing to do with each other, and are asked at once.</summary>
    public async Task<OperationsState> ReadAsync(CancellationToken cancellationToken)
    {
        var parts = HealthEndpoints.CheckAllAsync(checks, cancellationToken);
        var gated = gate.ReadAsync(cancellationToken);
        var lanes = LanesAsync(cancellationToken);
        var durability = database.ReadDurabilityAsync(cancellationToken);
        var safekeeping = SafekeepingAsync(cancellationToken);
        var installed = NodesAsync(cancellationToken);
        var waiting = QueuesAsync(cancellationToken);
        var (certificates, _) = CertificateStatus.Read(folder, options.Pki, time);
        await Task.WhenAll(parts, gated, lanes, durability, safekeeping, installed, waiting);
        var encryption = await gated;
        return new OperationsState(
            ProductVersion.Current,
            [.. (await parts).Select(static part => new PartState(part.Name, part.Ready, part.Detail))],
            await lanes,
            [.. certificates.Select(static certificate => new CertificateLife(certificate.Use, certificate.Subject, certificate.NotAfter, certificate.Level)), .. partners.Ending(parties.Current)],
            new EncryptionState(encryption.Allowed, encryption.Waived, encryption.Code, encryption.Text, encryption.Remedy),
            (await durability).Settings,
            gauges.Read(),
            await safekeeping,
            await installed,
            await waiting,
            Jobs);
    }

    public Task<(IReadOnlyList<InstalledNode> Nodes, IReadOnlyList<QueueState> Queues)> ReadRecentStandingAsync(CancellationToken cancellationToken) =>
        _recentStanding.GetAsync(async cancellation => (await NodesAsync(cancellation), await QueuesAsync(cancellation)), cancellationToken);

    public async Task<IReadOnlyList<InstalledNode>> NodesAsync(CancellationToken cancellationToken)
    {
        var own = identity.Name;
        return
        [
            .. (await nodes.ListAsync(RetailerId.Default, cancellationToken)).Select(node => new InstalledNode(
                node.Name, node.StoppedAt is not null ? InstalledNode.Stopped : node.MissedAt is not null ? InstalledNode.Silent : InstalledNode.Ok, node.Name == own,
                node.Version, node.StartedAt, node.SeenAt, node.StoppedAt, node.Processors, node.ProcessorLoad / 10m, node.MemoryUsed, node.MemoryTotal, node.DiskFree, node.DiskTotal, node.NetworkIn, node.NetworkOut)),
        ];
    }

    public async Task<IReadOnlyList<QueueState>> QueuesAsync(CancellationToken cancellationToken)
    {
        var directory = parties.Current;
        var mailboxes = directory.Parties.Where(static party => party is { Connection: PartyConnection.Client, Enabled: true }).Select(static party => party.Id);
        var (now, depths) = await queues.ReadAsync(RetailerId.Default, mailboxes, cancellationToken);
        return [.. depths.Select(depth => QueueRules.Of(depth, directory, now))];
    }

    public async Task<Rejection?> ForgetAsync(string name, string actor, string reason, CancellationToken cancellationToken)
    {
        if (OperatorDesk.CheckReason(reason) is { } unsaid)
            return unsaid;

        var outcome = await nodes.ForgetAsync(RetailerId.Default, name, actor, reason.Trim(), time.GetUtcNow(), cancellationToken);
        _recent.Drop();
        _recentStanding.Drop();
        return NodeForgettingRules.Refusal(name, outcome);
    }

    public Task<PartnerHealth> ReadRecentHealthAsync(Party party, CancellationToken cancellationToken) =>
        _recentHealth.GetOrAdd(party.Id, _ => new(TimeSpan.FromSeconds(3), time)).GetAsync(cancellation => HealthAsync(party, cancellation), cancellationToken);

    public async Task<PartnerHealth> HealthAsync(Party party, CancellationToken cancellationToken)
    {
        var (now, hour, day) = (time.GetUtcNow(), TimeSpan.FromHours(1), TimeSpan.FromDays(1));
        var lastHour = (await receptions.ReadAsync(RetailerId.Default, party.Id, now - hour, cancellationToken)).ToDictionary(static way => way.Channel);
        return new PartnerHealth(
            [.. party.Endpoints.OrderBy(static endpoint => endpoint.Order).Select(endpoint => SendingTo(party, endpoint, now, hour, day))],
            [.. (await receptions.ReadAsync(RetailerId.Default, party.Id, now - day, cancellationToken)).Select(way => new ReceptionView(way.Channel, Came(lastHour.GetValueOrDefault(way.Channel)), Came(way), way.LastRefusedAt))]);

        static HealthFigures Came(ReceptionFigures? way) => way is null ? new HealthFigures(0, 0, null, null) : new HealthFigures(way.Received, way.Refused, way.MeanMilliseconds, null);
    }

    private EndpointView SendingTo(Party party, PartyEndpoint endpoint, DateTimeOffset now, TimeSpan hour, TimeSpan day)
    {
        var state = endpoints.StateOf(party.Id, endpoint.Name);
        return new EndpointView(
            endpoint.Name, endpoint.Address.ToString(), !state.Breaker.IsOpen ? "closed" : state.Breaker.TrialSince is not null || state.Breaker.Allows(now) ? "trial" : "resting", state.Breaker.RestsUntil,
            Went(endpoints.FiguresOf(party.Id, endpoint.Name, hour)), Went(endpoints.FiguresOf(party.Id, endpoint.Name, day)), state.LastAnsweredAt, state.LastError, state.LastErrorAt);

        static HealthFigures Went(AttemptFigures figures) => new(figures.Attempts, figures.Failed, figures.MeanMilliseconds, figures.P95Milliseconds);
    }

    public IReadOnlyList<JobState> Jobs =>
    [
        .. services.GetServices<IHostedService>().OfType<BackgroundService>().Select(static service =>
        {
            var (name, task) = (service.GetType().Name, service.ExecuteTask);
            var state = service is IJob job ? job.Job.Read(name) : new JobState(name, "ok", LastRun: null, Milliseconds: null, NextRun: null, LastError: null, LastErrorAt: null, InRounds: false);
            return task is { IsFaulted: true } ? state with { State = "ended", NextRun = null } : task is { IsCompleted: true } ? state with { State = "idle", NextRun = null } : state;
        }).OrderBy(static job => job.Name, StringComparer.Ordinal),
    ];

    private async Task<SafekeepingState> SafekeepingAsync(CancellationToken cancellationToken)
    {
        var keys = await KeyReport.ReadAsync(database, RetailerId.Default, cancellationToken);
        var saved = await exchanges.RecentEventsAsync(RetailerId.Default, KeysSaved, 1, cancellationToken);
        return new SafekeepingState(
            keys.DataKeys.Count(static key => !key.IsDestroyed),
            keys.DataKeys.Count(static key => key.IsDestroyed),
            keys.DataKeys.Count == 0 ? null : keys.DataKeys.Max(static key => key.CreatedAt),
            [.. keys.Work.Select(static work => new KeyJob(work.Name, work.Seen, work.Written, work.BegunAt, work.FinishedAt))],
            saved.Count == 0 ? null : saved[0].At,
            LastBackup.Of(folder)?.At);
    }

    public async Task<IReadOnlyList<Alarm>> AlarmsAsync(IReadOnlySet<Permission> granted, CancellationToken cancellationToken)
    {
        var recent = await RecentAlarms.ReadAsync(exchanges, parties.Current, cancellationToken);
        var seesBids = await DocumentRules.SeesBidsAsync(granted, exchanges, recent.Select(static alarm => alarm.Exchange).OfType<Guid>(), cancellationToken);
        return [.. recent.Select(alarm => new Alarm(alarm.At, alarm.Kind, alarm.Party, alarm.Exchange, Sees(alarm) ? alarm.Text : ""))];

        // What a partner says to a list may be about any document.
        bool Sees(AlarmState alarm) =>
            alarm.Exchange is { } exchange ? seesBids(exchange) : granted.Contains(Permission.ReadBids) || !alarm.Kind.StartsWith("pull.", StringComparison.Ordinal);
    }

    public async Task<IReadOnlyList<PartnerLane>> LanesAsync(CancellationToken cancellationToken)
    {
        var traffic = (await exchanges.TrafficAsync(RetailerId.Default, cancellationToken)).ToDictionary(one => one.Party);
        var lanes = new List<PartnerLane>();
        foreach (var party in parties.Current.Parties.Where(party => party.Connection != PartyConnection.None).OrderBy(party => party.Name, StringComparer.Ordinal))
        {
            var state = PartnerState.Of(party, traffic.GetValueOrDefault(party.Id), await cursors.FindAsync(party.Retailer, party.Id, cancellationToken));
            lanes.Add(new PartnerLane(
                state.Name, state.Connection, state.Enabled, state.Send.State, state.Send.Open, state.Send.Retrying, state.Send.Quarantined, state.Send.LastThrough,
                state.Receive.State, state.Receive.LastReceived));
        }

        return lanes;
    }
}
