using IntegrationHub.Retail.Messages;
using IntegrationHub.Storage;
using IntegrationHub.Storage.Isolation;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Retail.Records;

/// <summary>Removes records that say what people were told, when they have grown old; of no other kind is anything ever removed, and the store refuses it. Thread-safe.</summary>
public sealed class RecordRemoval(HubStore store)
{
    /// <summary>The kinds.</summary>
    public static IReadOnlyList<RecordKind> Kinds { get; } = [.. AccessTables.RecordsOfTelling.Select(Enum.Parse<RecordKind>)];

    /// <summary>States in which somebody has still to be told: they stay, however old.</summary>
    private static readonly string[] Open = ["pending", "sending", "waiting", nameof(MessageState.Queued), nameof(MessageState.Waiting), nameof(MessageState.Quiet), nameof(MessageState.Sending)];

    /// <summary>Removes a piece of the old ones.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="before">Those that nobody changed since.</param>
    /// <param name="after">Key behind which to look; null at first.</param>
    /// <param name="most">At most so many, in one transaction.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many, and the key to go on behind; null where there are no more.</returns>
    public Task<(int Removed, string? Last)> RemoveAsync(RecordKind kind, DateTimeOffset before, string? after, int most, CancellationToken cancellationToken)
    {
        if (!Kinds.Contains(kind))
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "Records of this kind are kept.");

        var (retailer, name) = (store.Options.Retailer.Value, kind.ToString());
        return store.ChangeAsync(
            Scope.Of(store.Options.Retailer),
            async context =>
            {
                var old = context.BusinessRecords.Where(x => x.RetailerId == retailer && x.Kind == name && x.SavedAt < before && !Open.Contains(x.State));
                if (after is not null)
                    old = old.Where(x => x.Key.CompareTo(after) > 0);

                var found = await old.OrderBy(static x => x.Key).Take(most).Select(static x => new { x.Id, x.Key }).ToListAsync(cancellationToken).ConfigureAwait(false);
                var ids = found.ConvertAll(static row => row.Id);
                var removed = ids.Count == 0 ? 0 : await old.Where(x => ids.Contains(x.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
                return (removed, found.Count == most ? found[^1].Key : null);
            },
            cancellationToken);
    }
}
