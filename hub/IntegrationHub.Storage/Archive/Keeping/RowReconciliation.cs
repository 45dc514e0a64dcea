using IntegrationHub.Archive.Contents;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Storage.Archive.Keeping;

/// <summary>What a page of archive rows says when each is held against its bytes and against the exchanges.</summary>
internal sealed record RowReconciliation(IReadOnlyList<Guid> Examined, IReadOnlyList<Guid> Missing, IReadOnlyList<Guid> Needless, int Unnamed)
{
    /// <summary>An exchange and its bytes are stored within moments of each other; clocks of nodes differ by less than this.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromHours(1);

    public static async Task<RowReconciliation> ReadAsync(
        IArchiveRows rows, IContentStore? outside, Guid position, DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        var (examined, missing, needless, named) = (new List<Guid>(), new List<Guid>(), new List<Guid>(), new List<Guid>());
        foreach (var row in await rows.ReadRowsAsync(position, TimedId.First(before), most, cancellationToken))
        {
            examined.Add(row.Content.Id);
            if (!row.IsRemoved)
                named.Add(row.Content.Id);

            if (row is { IsRemoved: true, IsShared: false })
            {
                if (row.BodyBytes > 0 || row.FoundChunks > 0 || row.Content.Name is not null)
                    needless.Add(row.Content.Id);
            }
            else if (row.Content.IsOutside)
            {
                if (outside is null || !await outside.ExistsAsync(row.Content.Name!, cancellationToken))
                    missing.Add(row.Content.Id);
            }
            else if (row.FoundChunks != row.Chunks || (row.BodyBytes == 0 && row.Content.Length > 0))
            {
                missing.Add(row.Content.Id);
            }
        }

        var unnamed = named.Count == 0
            ? 0
            : await rows.CountUnnamedAsync(named, TimedId.First(TimedId.At(named[0]) - Apart), TimedId.First(TimedId.At(named[^1]) + Apart), cancellationToken);
        return new RowReconciliation(examined, missing, needless, unnamed);
    }
}
