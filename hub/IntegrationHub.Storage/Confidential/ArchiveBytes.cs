using IntegrationHub.Archive.Contents;
using IntegrationHub.Confidential;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange;
using IntegrationHub.Storage.Archive;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Confidential;

/// <summary>
/// Archived bytes that lie in the database, heads with their further pieces. Each piece names its own data key, so a reader that meets some under the old and some
/// under the new one opens them all. Bytes in a place outside stay as they were written: see docs/decisions/sealed-values-and-keys.md.
/// </summary>
internal sealed class ArchiveBytes() : SealedColumn("archive", "body", DataClass.Confidential)
{
    /// <summary>A head has half a megabyte, mostly a few kilobytes: so many are in memory at once.</summary>
    private const int Heads = 25;

    public override async Task<(int Seen, int Written, Guid? Next)> RenewAsync(HubContext context, Resealing batch, int retailer, Guid from, CancellationToken cancellationToken)
    {
        var heads = await context.Archive.AsNoTracking().Where(x => x.RetailerId == retailer && x.Id > from).OrderBy(x => x.Id).Take(Heads)
            .Select(x => new { x.Id, x.Name, x.Chunks, Body = x.Place == 0 && x.Sealed ? x.Body : null }).ToListAsync(cancellationToken);
        byte[] nothing = [];
        var written = 0;
        foreach (var head in heads.Where(static head => head.Body is { Length: > 0 }))
        {
            var content = head.Name is { } name ? PiecePlace.ContentOf(new ContentName(new RetailerId(retailer), name)) : head.Id;
            if (batch.Renewed(head.Id, Piece(retailer, content, 0), head.Body) is { } renewed)
            {
                // Nothing happens when the bytes were removed meanwhile.
                written += await context.Archive.Where(x => x.RetailerId == retailer && x.Id == head.Id && x.Body != nothing)
                    .ExecuteUpdateAsync(set => set.SetProperty(x => x.Body, renewed), cancellationToken);
            }

            for (var number = 1; number <= head.Chunks; number++)
                written += await RenewChunkAsync(context, batch, retailer, head.Id, number, Piece(retailer, content, number), cancellationToken);
        }

        return (heads.Count, written, heads.Count < Heads ? null : heads[^1].Id);
    }

    private static async Task<int> RenewChunkAsync(
        HubContext context, Resealing batch, int retailer, Guid archive, int number, ValueBinding piece, CancellationToken cancellationToken)
    {
        var chunk = context.Set<ArchiveChunkRow>().Where(x => x.RetailerId == retailer && x.ArchiveId == archive && x.Number == number);
        var body = await chunk.Select(static x => x.Body).FirstOrDefaultAsync(cancellationToken);
        return batch.Renewed(archive, piece, body) is { } renewed ? await chunk.ExecuteUpdateAsync(set => set.SetProperty(x => x.Body, renewed), cancellationToken) : 0;
    }

    private static ValueBinding Piece(int retailer, Guid content, int number) => SealedContents.Binding(new PiecePlace(new RetailerId(retailer), content, number));
}
