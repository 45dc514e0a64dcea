using IntegrationHub.Evidence.Ledger.Checkpoints;

namespace IntegrationHub.Evidence.Timestamps;

/// <summary>Port: a ledger's checkpoints with their timestamps and what carries those on, be it of a live store or of an export.</summary>
public interface IDatedCheckpoints
{
    /// <summary>Every checkpoint that has a timestamp, smallest first, with all renewals over it. Nothing of it is verified.</summary>
    IAsyncEnumerable<DatedCheckpoint> ReadDatedAsync(CancellationToken cancellationToken);
}
