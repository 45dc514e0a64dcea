using IntegrationHub.Exchange;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Model;
using IntegrationHub.Workflows.Engine.Notifying;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Processes;

/// <summary>Notices on people's pages by time, for those who look after the hub, and their end. Thread-safe.</summary>
public sealed class NoticeShelf(HubStore store)
{
    /// <summary>Those on pages, the newest first; of one moment in the opposite order of their ids.</summary>
    /// <param name="retailer">Whose.</param>
    /// <param name="before">Only what was said before this instant; null for no bound.</param>
    /// <param name="behind">The last one that was read; null at first.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<Notice>> NewestAsync(RetailerId retailer, DateTimeOffset? before, (DateTimeOffset At, string Id)? behind, int most, CancellationToken cancellationToken) => store.ReadAsync(
        Scope.Of(retailer),
        async context =>
        {
            const short page = (short)NoticeChannel.Page;
            var found = context.Set<ProcessNoticeRow>().AsNoTracking().Where(x => x.RetailerId == retailer.Value && x.Channel == page);
            if (before is { } end)
                found = found.Where(x => x.At < end);

            // The first condition is the range of the index, which the second alone does not give.
            if (behind is var (at, id))
                found = found.Where(x => x.At <= at && (x.At < at || x.NoticeId.CompareTo(id) < 0));

            var rows = await found.OrderByDescending(static x => x.At).ThenByDescending(static x => x.NoticeId).Take(most).ToListAsync(cancellationToken).ConfigureAwait(false);
            return (IReadOnlyList<Notice>)
            [
                .. rows.Select(row => new Notice(
                    row.NoticeId, (NoticeChannel)row.Channel, row.Recipient, row.IsRole, row.Kind, store.Values.Open(SealedColumns.NoticeText, retailer.Value, row.Id, row.Text), row.InstanceId, row.Token, row.At)),
            ];
        },
        cancellationToken);

    /// <summary>Removes the oldest of those that were said before an instant, by whichever way.</summary>
    /// <param name="retailer">Whose.</param>
    /// <param name="before">The instant.</param>
    /// <param name="most">At most so many, in one transaction.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many.</returns>
    public Task<int> RemoveAsync(RetailerId retailer, DateTimeOffset before, int most, CancellationToken cancellationToken) => store.ChangeAsync(
        Scope.Of(retailer),
        async context =>
        {
            var all = context.Set<ProcessNoticeRow>().Where(x => x.RetailerId == retailer.Value);
            var old = await all.Where(x => x.At < before).OrderBy(static x => x.At).ThenBy(static x => x.NoticeId).Take(most).Select(static x => x.NoticeId).ToListAsync(cancellationToken).ConfigureAwait(false);
            return old.Count == 0 ? 0 : await all.Where(x => old.Contains(x.NoticeId)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);
}
