using System.Text.Json;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Data;

/// <summary>That the store was saved, for those who look after the hub. A file beside the store and no row in it: the backup itself would not hold the row, and a restore would report it lost.</summary>
/// <param name="At">When the backup was complete.</param>
/// <param name="Bytes">Size of its file.</param>
/// <param name="LedgerSize">Entries of the ledger in it.</param>
internal sealed record LastBackup(DateTimeOffset At, long Bytes, long LedgerSize)
{
    private const string Name = "last-backup.json";

    /// <summary>Null where there was none, or the file is not to be read.</summary>
    public static LastBackup? Of(DataFolder folder)
    {
        try
        {
            var file = Path.Combine(folder.FullPath, Name);
            return File.Exists(file) ? JsonSerializer.Deserialize<LastBackup>(File.ReadAllText(file)) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it whole or not at all.</summary>
    public void Write(DataFolder folder) => SecretFiles.Replace(Path.Combine(folder.FullPath, Name), JsonSerializer.SerializeToUtf8Bytes(this));
}
