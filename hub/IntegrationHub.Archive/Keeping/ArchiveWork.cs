using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Archive.Keeping;

/// <summary>What is done to the archive in the background and by command: one bounded run of each kind.</summary>
/// <param name="keeper">The rows and bytes.</param>
/// <param name="events">Where alarms are written.</param>
/// <param name="reader">Where restores of the store are read.</param>
/// <param name="ids">Ids of events.</param>
/// <param name="time">The clock.</param>
public sealed class ArchiveWork(IArchiveKeeper keeper, IReceptionStore events, IExchangeReader reader, IIdSource ids, TimeProvider time)
{
    /// <summary>Exchanges or rows of one transaction.</summary>
    private const int PageSize = 200;

    /// <summary>Removes what is older than its class is kept.</summary>
    /// <param name="retailer">Whose archive.</param>
    /// <param name="periods">How long each class is kept.</param>
    /// <param name="grace">See <see cref="RemovalOrder.Grace"/>.</param>
    /// <param name="most">Exchanges looked at per class in this run.</param>
    /// <param name="cancellationToken">Stops between two pages.</param>
    public async Task<RemovalPage> RemoveAsync(RetailerId retailer, RetentionPeriods periods, TimeSpan grace, int most, CancellationToken cancellationToken)
    {
        var (total, all) = (new RemovalPage(0, 0, 0, 0, 0, IsAtEnd: true), true);
        foreach (var archiveClass in Enum.GetValues<ArchiveClass>())
        {
            if (periods.Of(archiveClass) is not { } period)
                continue;

            var ended = false;
            for (var left = most; left > 0 && !ended; left -= PageSize)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var now = time.GetUtcNow();
                var order = new RemovalOrder(retailer, archiveClass, now - period, Math.Min(PageSize, left), grace);
                var page = await keeper.RemoveAsync(order, now, removed => ArchiveEvents.OfRemoval(ids.Next(now), now, removed, period), cancellationToken);
                (total, ended) = (total + page, page.IsAtEnd);
            }

            all &= ended;
        }

        return total with { IsAtEnd = all };
    }

    /// <summary>Compares rows and bytes; what is missing raises an alarm.</summary>
    public async Task<ReconcilePage> ReconcileAsync(RetailerId retailer, TimeSpan grace, int most, CancellationToken cancellationToken)
    {
        var lost = LostTime.Of(await reader.RecentEventsAsync(RetailerId.Default, RestoredStore.Kind, LostTime.Most, cancellationToken));
        var (total, ended) = (new ReconcilePage(0, [], 0, 0, 0, 0, IsAtEnd: true), false);
        for (var left = most; left > 0 && !ended; left -= PageSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await keeper.ReconcileAsync(retailer, Math.Min(PageSize, left), grace, time.GetUtcNow(), lost, cancellationToken);
            (total, ended) = (total + page, page.IsAtEnd);
        }

        total = total with { IsAtEnd = ended };
        if (total.Missing.Count > 0)
        {
            var now = time.GetUtcNow();
            await events.RecordEventsAsync(retailer, [ArchiveEvents.OfMissing(ids.Next(now), now, total.Missing)], cancellationToken);
        }

        return total;
    }
}
