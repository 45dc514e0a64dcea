using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Proofs;
using IntegrationHub.Evidence.Revocation;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Notary.Bundles;
using IntegrationHub.Portal.Data;

namespace IntegrationHub.Host.Node;

/// <summary>Evidence bundles for the pages: the same as <c>ihub evidence export</c> writes.</summary>
internal sealed class NodeEvidence(
    IExchangeReader exchanges, IArchive archive, IExchangeLeaves leaves, ILedgerStore ledger, ITimestampStore stamps, IPartyRegistry parties,
    DataFolder folder, HubOptions options, NodeKeys keys, NodeTrust trust, TimeProvider time) : IEvidenceExport
{
    /// <summary>The exporter of a data folder: its checkpoints, its key, its timestamp services and the revocation data it has kept.</summary>
    public static EvidenceExporter Exporter(
        EvidenceSources sources, ILedgerStore ledger, PartyDirectory parties, DataFolder folder, HubOptions options, NodeKeys keys, NodeTrust trust, TimeProvider time) => new(
        sources,
        parties,
        Checkpoints.Writer(folder, options, ledger, time),
        new BundleWriter(new CadesSigner(keys.Signing.ForCms), keys.ChainAt(time.GetUtcNow())),
        Timestamping.ForCommand(folder, options.Trust.Timestamps, trust, sources.Timestamps, time),
        days => RevocationData.Of(trust.Policy, trust.Kept.Select(days)),
        time);

    public async Task<ExportResult> ExportAsync(Guid exchange, Stream target, CancellationToken cancellationToken)
    {
        try
        {
            var exporter = Exporter(new EvidenceSources(exchanges, archive, leaves, ledger, stamps), ledger, parties.Current, folder, options, keys, trust, time);
            var outcome = await exporter.ExportAsync(RetailerId.Default, new EvidenceSelection([exchange], null, DateTimeOffset.MinValue, DateTimeOffset.MaxValue), target, cancellationToken);
            return new ExportResult(outcome.Refusal);
        }
        catch (LedgerDamagedException damaged)
        {
            return new ExportResult(damaged.Message);
        }
        catch (RefusedException refused)
        {
            return new ExportResult($"{refused.Message}. {refused.Remedy}");
        }
    }
}
