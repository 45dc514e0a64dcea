using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Commands.Status;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Observability;
using IntegrationHub.Portal.Data;
using IntegrationHub.Storage;

namespace IntegrationHub.Host.Node;

/// <summary>How the node is, for the page of operations: the same facts as <c>ihub status</c>.</summary>
internal sealed class NodeOperations(
    IEnumerable<IReadinessCheck> checks, HubStore database, IExchangeReader exchanges, IPartyRegistry parties, IPullStore cursors, ConfidentialGate gate, PartnerCertificates partners, DataFolder folder, HubOptions options, TimeProvider time)
    : IOperations
{
    public async Task<OperationsState> ReadAsync(CancellationToken cancellationToken)
    {
        var parts = await HealthEndpoints.CheckAllAsync(checks, cancellationToken);
        var encryption = await gate.ReadAsync(cancellationToken);
        var (certificates, _) = CertificateStatus.Read(folder, options.Pki, time);
        return new OperationsState(
            ProductVersion.Current,
            [.. parts.Select(static part => new PartState(part.Name, part.Ready, part.Detail))],
            await LanesAsync(cancellationToken),
            [.. certificates.Select(static certificate => new CertificateLife(certificate.Use, certificate.Subject, certificate.NotAfter, certificate.Level)), .. partners.Ending(parties.Current)],
            new EncryptionState(encryption.Allowed, encryption.Waived, encryption.Code, encryption.Text, encryption.Remedy),
            (await database.ReadDurabilityAsync(cancellationToken)).Settings);
    }

    public async Task<IReadOnlyList<Alarm>> AlarmsAsync(CancellationToken cancellationToken) =>
        [.. (await RecentAlarms.ReadAsync(exchanges, parties.Current, cancellationToken)).Select(static alarm => new Alarm(alarm.At, alarm.Kind, alarm.Party, alarm.Exchange, alarm.Text))];

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
