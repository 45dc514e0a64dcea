using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Keys;
using IntegrationHub.Notary.Checkpoints;

namespace IntegrationHub.Host.Node;

/// <summary>What signs checkpoints of a data folder and keeps them in its folder <c>checkpoints</c>, beside the store.</summary>
internal static class Checkpoints
{
    /// <exception cref="RefusedException">The key cannot be had.</exception>
    public static CheckpointWriter Writer(DataFolder folder, HubOptions options, ILedgerStore ledger, TimeProvider time)
    {
        var ed25519 = LogKeyFile.Algorithm();
        return new CheckpointWriter(
            ledger, LogKeyFile.Ensure(folder, options.Hub.Code, ed25519), ed25519, new CheckpointFolder(folder.Checkpoints), time);
    }
}
