using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Verification;

namespace IntegrationHub.Notary.Checkpoints;

/// <summary>
/// A folder outside the database (another disk, a share, a stick) where every checkpoint is kept: <c>checkpoint-SIZE.txt</c>,
/// <c>checkpoint-SIZE.tst</c> beside it once it has a timestamp, and <c>renewal-N.sums</c> with <c>renewal-N.tst</c> for what carries
/// timestamps on. Nothing here is ever overwritten with something else. Several processes may write at once.
/// </summary>
public sealed class CheckpointFolder(string path)
{
    /// <summary>Writes a checkpoint whole or not at all.</summary>
    /// <exception cref="IOException">The folder cannot be written, or holds another checkpoint of that size.</exception>
    public void Write(long size, byte[] note, byte[]? timestamp)
    {
        WriteOnce(CheckpointFiles.Note(size), note, mustBeSame: true);
        if (timestamp is not null)
            WriteOnce(CheckpointFiles.Token(size), timestamp, mustBeSame: false);
    }

    /// <summary>Writes a renewal whole or not at all.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void WriteRenewal(long id, byte[] list, byte[] token)
    {
        WriteOnce(CheckpointFiles.RenewalList(id), list, mustBeSame: true);
        WriteOnce(CheckpointFiles.RenewalToken(id), token, mustBeSame: false);
    }

    /// <summary>All checkpoints of the folder and those below it (a restore sets lost ones aside there), for the verification.</summary>
    public IReadOnlyList<OutsideCheckpoint> Read() => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path, "checkpoint-*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => new OutsideCheckpoint(f, File.ReadAllBytes(f)))]
        : [];

    /// <summary>Checkpoints of more entries, largest first; those that a restore set aside below are not among them.</summary>
    public IEnumerable<(long Size, byte[] Note)> ReadBeyond(long size) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "checkpoint-*.txt").Select(file => (Size: CheckpointFiles.SizeOf(file), File: file)).Where(one => one.Size > size)
            .OrderByDescending(static one => one.Size).Select(static one => (one.Size, File.ReadAllBytes(one.File)))
        : [];

    private void WriteOnce(string name, byte[] content, bool mustBeSame)
    {
        Directory.CreateDirectory(path);
        var file = Path.Combine(path, name);
        if (!File.Exists(file) && TryWriteNew(file, content))
            return;
        if (mustBeSame && !File.ReadAllBytes(file).AsSpan().SequenceEqual(content))
            throw new IOException($"{file} holds something else than what was to be written there: keep it, it may prove a fork.");
    }

    /// <summary>False when another process wrote the file in this moment.</summary>
    private static bool TryWriteNew(string file, byte[] content)
    {
        var temporary = $"{file}.{Environment.ProcessId}-{Guid.NewGuid():N}.new";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, file);
            return true;
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(temporary);
            return false;
        }
    }
}
