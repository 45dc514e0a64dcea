using System.Globalization;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Keys;
using IntegrationHub.Notary.Checkpoints;

namespace IntegrationHub.Host.Node;

/// <summary>
/// A store that has fewer entries than its hub signed for was set back behind the hub's back, by its server, a volume or a virtual machine. Serving from
/// it would give codes of mailboxes twice, and remove archived bytes of the lost time as nobody's.
/// </summary>
internal static class SetBackStore
{
    /// <exception cref="RefusedException">A checkpoint in the data folder, signed with the ledger's key, knows more entries than the store has.</exception>
    public static async Task RefuseAsync(DataFolder folder, HubOptions options, ILedgerReader ledger, CancellationToken cancellationToken)
    {
        var (head, ed25519) = (await ledger.ReadHeadAsync(cancellationToken), LogKeyFile.Algorithm());
        var key = LogKeyFile.Ensure(folder, options.Hub.Code, ed25519).Verifier;
        foreach (var (size, note) in new CheckpointFolder(folder.Checkpoints).ReadBeyond(head.Size))
        {
            // A file that somebody put there stops nobody.
            if (Checkpoint.Open(note, key, ed25519) is not { } checkpoint || checkpoint.Size != size)
            {
                continue;
            }

            throw new RefusedException(
                "STORE_SET_BACK",
                string.Create(CultureInfo.InvariantCulture, $"the store's ledger has {head.Size} entries, and the checkpoint {folder.Checkpoints}/{CheckpointFiles.Note(size)} was signed for {size}: the store was set back, or is another one"),
                "Where it was restored by other means than `ihub restore`, write that into its ledger with `ihub ledger restored --saved TIME --reason …`; else correct storage.connectionString. Nothing was changed.");
        }
    }
}
