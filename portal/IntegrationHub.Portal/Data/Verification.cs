using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Ledger.Verification;

namespace IntegrationHub.Portal.Data;

/// <summary>Port: judges evidence with what this hub itself trusts: its authorities, its ledger's key, the revocation data it has kept. Nothing is stored.</summary>
public interface IEvidenceVerification
{
    /// <summary>Judges a bundle as <c>ihub verify</c> does. What is none, or damaged, is refused with its code.</summary>
    Task<BundleVerdict> VerifyBundleAsync(ReadOnlyMemory<byte> bundle, CancellationToken cancellationToken);

    /// <summary>Judges the entries between two kept checkpoints.</summary>
    /// <param name="from">Entries of the smaller; 0 is the empty ledger.</param>
    /// <param name="to">Entries of the larger.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<LedgerRangeReport> VerifyRangeAsync(long from, long to, CancellationToken cancellationToken);
}
