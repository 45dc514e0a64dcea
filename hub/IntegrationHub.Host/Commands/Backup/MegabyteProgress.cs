using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.Commands.Backup;

/// <summary>Progress of octets, shown in whole megabytes.</summary>
internal sealed class MegabyteProgress(Answer answer, string what, long? totalBytes = null) : IDisposable
{
    private const long Megabyte = 1_000_000;

    private readonly Progress _progress = answer.StartProgress($"{what} (MB)", totalBytes / Megabyte);
    private long _bytes;

    /// <summary>Adds octets.</summary>
    public void Advance(long bytes, string detail) => To(_bytes + bytes, detail);

    /// <summary>Says how many octets are done.</summary>
    public void To(long bytes, string detail)
    {
        _progress.Advance((bytes / Megabyte) - (_bytes / Megabyte), detail);
        _bytes = bytes;
    }

    public void Dispose() => _progress.Dispose();
}
