using System.Globalization;
using IntegrationHub.Evidence.Ledger.Verification;

namespace IntegrationHub.Notary.Checkpoints;

/// <summary>
/// A folder outside the database (another disk, a share, a stick) where every checkpoint is kept: <c>checkpoint-SIZE.txt</c>, and
/// <c>checkpoint-SIZE.tst</c> beside it once it has a timestamp. Nothing here is ever overwritten with something else.
/// </summary>
public sealed class CheckpointFolder(string path)
{
    /// <summary>Writes a checkpoint whole or not at all.</summary>
    /// <exception cref="IOException">The folder cannot be written, or holds another checkpoint of that size.</exception>
    public void Write(long size, byte[] note, byte[]? timestamp)
    {
        Directory.CreateDirectory(path);
        WriteOnce(NameOf(size, ".txt"), note, mustBeSame: true);
        if (timestamp is not null)
            WriteOnce(NameOf(size, ".tst"), timestamp, mustBeSame: false);
    }

    /// <summary>All checkpoints of the folder, for the verification.</summary>
    public IReadOnlyList<OutsideCheckpoint> Read() => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path, "checkpoint-*.txt").Order(StringComparer.Ordinal).Select(f => new OutsideCheckpoint(f, File.ReadAllBytes(f)))]
        : [];

    private string NameOf(long size, string ending) => Path.Combine(path, $"checkpoint-{size.ToString("D12", CultureInfo.InvariantCulture)}{ending}");

    private static void WriteOnce(string file, byte[] content, bool mustBeSame)
    {
        if (File.Exists(file))
        {
            if (mustBeSame && !File.ReadAllBytes(file).AsSpan().SequenceEqual(content))
                throw new IOException($"{file} holds another checkpoint of the same size: keep it, it may prove a fork.");
            return;
        }
        var temporary = file + ".new";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }
        File.Move(temporary, file);
    }
}
