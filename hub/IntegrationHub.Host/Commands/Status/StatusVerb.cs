using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Schemas;
using IntegrationHub.Notary.Revocation;

namespace IntegrationHub.Host.Commands.Status;

/// <summary><c>ihub status</c>: how the hub of a data folder is, and what needs somebody. Exit code 0 only when nothing does.</summary>
internal sealed class StatusVerb : Verb
{
    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan TimestampLateAfter = TimeSpan.FromHours(1);

    private readonly List<Attention> _attention = [];

    public override string Path => "status";

    public override string Description => "Show how the hub is and what needs attention";

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        var health = HubProbe.AddressOf(options);
        var answer = await HubProbe.AskAsync(health, cancellationToken);
        var schemas = LoadSchemas(folder, options);
        var (certificates, ending) = CertificateStatus.Read(folder, options.Pki, context.Time);
        _attention.AddRange(ending);
        var (revocation, doubts) = RevocationStatus.Read(folder, options, context.Time);
        _attention.AddRange(doubts);

        var report = new StatusReport(
            false, folder.FullPath, folder.Stamp.Kind, ProductVersion.Current, new HubState(false, health, null, []), null, null, null, [], [], schemas, certificates, revocation, []);
        report = await LookIntoStoreAsync(report, answer, folder, options, context, cancellationToken);
        JudgeHub(report.Hub);
        report = report with { Ok = _attention.Count == 0, Attention = _attention };
        if (context.Answer.IsJson)
        {
            context.Answer.Json(report);
        }
        else
        {
            StatusPage.Print(context.Answer, report);
        }

        return report.Ok ? ExitCode.Ok : ExitCode.NotOk;
    }

    private SchemaState? LoadSchemas(DataFolder folder, HubOptions options)
    {
        try
        {
            var schemas = SchemaFolders.Of(folder, options.Schemas);
            return new SchemaState(schemas.Profiles.Count(), schemas.Problems);
        }
        catch (RefusedException refused)
        {
            Notice(refused);
            return null;
        }
    }

    private async Task<StatusReport> LookIntoStoreAsync(
        StatusReport report, HealthAnswer? answer, DataFolder folder, HubOptions options, CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            await using var store = await OpenStore.OpenAsync(folder, options, context.Time, cancellationToken);
            var server = store.Database.Server;

            // With an existing database nothing but its answer tells that a hub is there; otherwise it also owns the folder.
            var running = server is null ? answer is not null : server.HubRuns;
            var encryption = await Node.ConfidentialGate.ReadAsync(store.Database, folder, options, context.Time, cancellationToken);
            if (!encryption.Allowed)
            {
                _attention.Add(new Attention(encryption.Code, $"confidential modules are refused: {encryption.Text}", encryption.Remedy));
            }

            var counts = await store.Exchanges.CountAsync(RetailerId.Default, since: null, cancellationToken);
            var exchanges = new CountState(
                counts.ByState.ToDictionary(state => Words.Hyphened(state.Key), state => state.Value, StringComparer.Ordinal),
                counts.OpenOutgoing,
                counts.Quarantined,
                counts.OldestDue);
            JudgeExchanges(exchanges, running, context.Time.GetUtcNow());
            var partners = new Node.PartnerCertificates(new RevocationFolder(folder.Revocation), context.Time).Ending(store.Parties.Current);
            _attention.AddRange(partners.Select(static one => new Attention(
                "PARTNER_CERTIFICATE_" + one.Level.ToUpperInvariant(), $"the certificate of {one.Use} ({one.Subject}) {(one.Level == "expired" ? "expired" : "expires")} on {Words.Instant(one.NotAfter)}",
                "Ask the partner for the new one and add it beside the old with `ihub party add --replace`; take the old one away after the change.")));
            return report with
            {
                Hub = new HubState(running, report.Hub.Health, running ? answer?.Ready : null, (running ? answer?.Parts : null) ?? []),
                Store = new StoreState(
                    server is not null,
                    (await store.Database.ReadDurabilityAsync(cancellationToken)).Settings,
                    Configuration.Binding.ValueText.Format(options.Storage.Provider),
                    encryption.Text,
                    encryption.Allowed),
                Exchanges = exchanges,
                Timestamps = await TimestampsAsync(store.Port<ITimestampStore>(), options, running, context.Time.GetUtcNow(), cancellationToken),
                Partners = await PartnersAsync(store, cancellationToken),
                Alarms = await RecentAlarms.ReadAsync(store.Exchanges, store.Parties.Current, cancellationToken),
            };
        }
        catch (RefusedException refused)
        {
            Notice(refused);
        }
        catch (StorageUnavailableException away)
        {
            _attention.Add(new Attention("STORAGE_UNAVAILABLE", $"the store does not answer: {away.Message.TrimEnd('.')}", "Look at the log of the hub and of its database."));
        }

        return report with { Hub = report.Hub with { Running = answer is not null, Ready = answer?.Ready, Parts = answer?.Parts ?? [] } };
    }

    private async Task<TimestampState> TimestampsAsync(ITimestampStore store, HubOptions options, bool running, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (waiting, oldest, problem, last, authority, end) = await store.ReadStateAsync(cancellationToken);
        List<string> authorities = [.. options.Trust.Timestamps.Authorities.Select(authority => authority.Name)];
        if (authorities.Count > 0 && running && oldest is { } since && TimestampPlan.IsLate(since, now, TimestampLateAfter))
        {
            _attention.Add(new Attention(
                "TIMESTAMP_LATE", $"{Words.Count(waiting, "timestamp waits", "timestamps wait")} since {Words.Instant(since)}: {problem?.TrimEnd('.') ?? "no authority was asked yet"}",
                "Nothing is held up by it; look at the authorities' addresses and the network."));
        }

        return new TimestampState(authorities, waiting, oldest, problem, last, authority, end);
    }

    private async Task<IReadOnlyList<PartnerState>> PartnersAsync(OpenStore store, CancellationToken cancellationToken)
    {
        var traffic = (await store.Exchanges.TrafficAsync(RetailerId.Default, cancellationToken)).ToDictionary(one => one.Party);
        var cursors = store.Port<IPullStore>();
        var partners = new List<PartnerState>();
        foreach (var party in store.Parties.Current.Parties.Where(party => party.Connection != PartyConnection.None).OrderBy(party => party.Name, StringComparer.Ordinal))
        {
            var cursor = await cursors.FindAsync(party.Retailer, party.Id, cancellationToken);
            var partner = PartnerState.Of(party, traffic.GetValueOrDefault(party.Id), cursor);
            partners.Add(partner);
            if (partner is { Enabled: true, Send.State: "failing" })
            {
                _attention.Add(new Attention("PARTNER_SEND", $"{Words.Count(partner.Send.Retrying, "document")} for {party.Name} did not get through yet", $"See `ihub exchanges --party {party.Name} --direction out`."));
            }

            if (partner is { Enabled: true, Receive.State: "failing" })
            {
                _attention.Add(new Attention("PARTNER_RECEIVE", $"the list of {party.Name} could not be read {Words.Count(partner.Receive.FailedPolls, "time")} in a row", "Check the partner's service and the network."));
            }
        }

        return partners;
    }

    private void JudgeExchanges(CountState exchanges, bool running, DateTimeOffset now)
    {
        if (exchanges.Quarantined > 0)
        {
            _attention.Add(new Attention("QUARANTINED", $"{Words.Count(exchanges.Quarantined, "document is", "documents are")} quarantined", "See `ihub exchanges --state quarantined`; release or cancel each."));
        }

        if (running && exchanges.OldestDue is { } due && now - due > LateAfter)
        {
            _attention.Add(new Attention("LANES_LATE", $"a document is due since {Words.Instant(due)}", "Look at the log of the hub: its lanes do not keep up."));
        }
    }

    private void JudgeHub(HubState hub)
    {
        if (!hub.Running)
        {
            _attention.Insert(0, new Attention("HUB_NOT_RUNNING", "no hub is running on this folder", "Start it with `ihub up`."));
        }
        else if (hub.Ready is not { } ready)
        {
            _attention.Insert(0, new Attention("HUB_SILENT", $"a process works on this folder but does not answer at {hub.Health}", "It may be starting or another command; otherwise look at its log."));
        }
        else if (!ready)
        {
            var parts = string.Join(", ", hub.Parts.Where(part => !part.Ready).Select(part => part.Detail.Length == 0 ? part.Name : $"{part.Name} ({part.Detail})"));
            _attention.Insert(0, new Attention("HUB_NOT_READY", $"the hub is not ready: {parts}", "Look at its log."));
        }
    }

    private void Notice(RefusedException refused) => _attention.Add(new Attention(refused.Code, refused.Message.TrimEnd('.'), refused.Remedy));
}
