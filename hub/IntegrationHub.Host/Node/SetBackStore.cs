using System.Globalization;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
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
    private const string UnfinishedName = "restore-unfinished";

    /// <summary>While it is there, checkpoints of the lost time may have been set aside and the ledger does not say yet that it was set back.</summary>
    public static string Unfinished(DataFolder folder) => Path.Combine(folder.Checkpoints, UnfinishedName);

    /// <exception cref="RefusedException">A checkpoint in the data folder, signed with the ledger's key, knows more entries than the store has, and no entry of the store says why.</exception>
    public static async Task RefuseAsync(DataFolder folder, HubOptions options, ILedgerReader ledger, IExchangeReader exchanges, CancellationToken cancellationToken)
    {
        if (File.Exists(Unfinished(folder)))
        {
            throw new RefusedException(
                "STORE_SET_BACK", "`ihub ledger restored` was begun for this store and did not come to its end", "Run it again. Nothing is served until then.");
        }

        var ed25519 = LogKeyFile.Algorithm();
        var key = LogKeyFile.Ensure(folder, options.Hub.Code, ed25519).Verifier;
        IReadOnlyList<(RestoredStore Restored, DateTimeOffset At)>? restores = null;
        foreach (var (size, note) in new CheckpointFolder(folder.Checkpoints).ReadBeyond((await ledger.ReadHeadAsync(cancellationToken)).Size))
        {
            // A file that somebody put there stops nobody.
            if (Checkpoint.Open(note, key, ed25519) is not { } checkpoint || checkpoint.Size != size)
            {
                continue;
            }

            // Another node of the store has said it, and this one's folder still has what was lost.
            restores ??= await RestoresAsync(exchanges, cancellationToken);
            if (restores.Any(one => one.Restored.Explains(size) && checkpoint.StatedTime <= one.At))
            {
                continue;
            }

            // The ledger grows, and the folder was read after it.
            if ((await ledger.ReadHeadAsync(cancellationToken)).Size is var present && present >= size)
            {
                continue;
            }

            throw new RefusedException(
                "STORE_SET_BACK",
                string.Create(CultureInfo.InvariantCulture, $"the store's ledger has {present} entries, and the checkpoint {folder.Checkpoints}/{CheckpointFiles.Note(size)} was signed for {size}: the store was set back, or is another one"),
                "Where it was restored by other means than `ihub restore`, write that into its ledger with `ihub ledger restored --saved TIME --reason …`; else correct storage.connectionString. Nothing is served, and nothing removed from the archive, until then.");
        }
    }

    private static async Task<IReadOnlyList<(RestoredStore Restored, DateTimeOffset At)>> RestoresAsync(IExchangeReader exchanges, CancellationToken cancellationToken) =>
    [
        .. (await exchanges.RecentEventsAsync(RetailerId.Default, RestoredStore.Kind, LostTime.Most, cancellationToken))
            .Select(static happened => (Restored: RestoredStore.Of(position: -1, happened.Data), happened.At)).Where(static one => one.Restored is not null).Select(static one => (one.Restored!, one.At)),
    ];
}
