using IntegrationHub.Backup.Content;
using IntegrationHub.Backup.Sealing;

namespace IntegrationHub.Storage.PostgreSql.Backup;

/// <summary>A file to save beside the store.</summary>
/// <param name="Head">Its name in the backup.</param>
/// <param name="File">Where it lies.</param>
/// <param name="Length">Its length, about.</param>
public sealed record FileToSave(FileHead Head, string File, long Length);

/// <summary>Saves an open store, beside a running hub or alone.</summary>
public static class BackupSource
{
    /// <summary>True for a store that this can save: one in the embedded server.</summary>
    public static bool CanSave(HubStore store) => store is PostgresStore { Server: not null };

    /// <summary>Saves a snapshot of the store, then the files. Nothing that the hub does meanwhile waits for it.</summary>
    /// <param name="store">An open store with <see cref="CanSave"/>.</param>
    /// <param name="target">Where the backup goes.</param>
    /// <param name="keys">Who may open it.</param>
    /// <param name="opening">What the backup says of the hub; the figures of the store are filled in.</param>
    /// <param name="files">Files to save, listed after the snapshot is taken: what its rows refer to is among them.</param>
    /// <param name="progress">Told of octets and of what they belong to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Exchange.StorageUnavailableException">The server was lost.</exception>
    public static Task<BackupManifest> SaveAsync(
        HubStore store,
        Stream target,
        SealingKeys keys,
        BackupOpening opening,
        Func<IReadOnlyList<FileToSave>> files,
        Action<long, string> progress,
        CancellationToken cancellationToken) => Availability.GuardAsync(async () =>
    {
        var server = store.Server ?? throw new ArgumentException("Only the embedded store is saved.", nameof(store));
        await using var snapshot = await StoreSnapshot.TakeAsync(server.ConnectionStringFor(store.Options.Database), cancellationToken);
        var list = files();
        var complete = opening with
        {
            Migrations = snapshot.Migrations,
            DatabaseMajor = snapshot.DatabaseMajor,
            StoreBytes = snapshot.StoreBytes,
            FileBytes = list.Sum(static file => file.Length),
        };
        await using var writer = await BackupWriter.StartAsync(target, keys, complete, cancellationToken);
        await snapshot.WriteTablesAsync(writer, progress, cancellationToken);
        foreach (var file in list)
            await AddAsync(writer, file, progress, cancellationToken);
        return await writer.CompleteAsync(await snapshot.ReadSequencesAsync(cancellationToken), snapshot.Ledger, cancellationToken);
    });

    /// <summary>A file that went since it was listed (an inbox that was read, a blob whose time was over) is not saved.</summary>
    private static async Task AddAsync(BackupWriter writer, FileToSave file, Action<long, string> progress, CancellationToken cancellationToken)
    {
        FileStream content;
        try
        {
            content = File.OpenRead(file.File);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return;
        }

        await using (content)
            await writer.AddFileAsync(file.Head, content, octets => progress(octets, file.Head.Path), cancellationToken);
    }
}
