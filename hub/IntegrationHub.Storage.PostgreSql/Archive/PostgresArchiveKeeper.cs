using IntegrationHub.Archive.Contents;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.Isolation;
using NpgsqlTypes;

namespace IntegrationHub.Storage.PostgreSql.Archive;

/// <summary>Looks after the archive's rows, and after its bytes outside where they lie there. Thread-safe.</summary>
internal sealed class PostgresArchiveKeeper(PostgresStore database, StoredForms forms, IContentStore? outside = null) : IArchiveKeeper
{
    private const string RowLane = "reconcile/rows";
    private const string OutsideLane = "reconcile/outside";

    private readonly PlaceOwnership? _ownership = outside is null ? null : new PlaceOwnership(database, outside);

    public ValueTask<ArchiveFigures> MeasureAsync(RetailerId retailer, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(
                Scope.Of(retailer),
                """
                select count(*) filter (where octet_length(body) > 0 or name is not null or length = 0), count(*) filter (where removed_at > stored_at),
                    coalesce(sum(length) filter (where octet_length(body) > 0 or name is not null), 0)::bigint,
                    count(*) filter (where sealed and (octet_length(body) > 0 or name is not null)), count(*) filter (where place = 1 and name is not null),
                    (select count(*) from archive_alias s where s.retailer_id = $1 and s.removed_at is null),
                    (select count(*) from archive_alias s where s.retailer_id = $1 and s.removed_at > s.stored_at)
                from archive where retailer_id = $1
                """);
            command.Parameters.Int(retailer.Value);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return new ArchiveFigures(
                reader.GetInt64(0), reader.GetInt64(5), reader.GetInt64(1) + reader.GetInt64(6), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4));
        }));

    public ValueTask<IReadOnlyList<LegalHold>> ReadHoldsAsync(RetailerId retailer, bool alsoLifted, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync<IReadOnlyList<LegalHold>>(async () =>
        {
            await using var transaction = await database.Commits.BeginAsync(Scope.Of(retailer), cancellationToken);
            return await HoldStatements.ReadAsync(transaction, retailer, alsoLifted, cancellationToken);
        }));

    public async ValueTask SetHoldAsync(LegalHold hold, ExchangeEvent happened, CancellationToken cancellationToken) =>
        await Availability.GuardAsync(async () =>
        {
            await using var batch = database.Commits.CreateBatch(Scope.Of(hold.Retailer));
            HoldStatements.AddSetting(batch, database.Values, hold, happened);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        });

    public ValueTask<bool> LiftHoldAsync(RetailerId retailer, Guid id, HoldLift lift, ExchangeEvent happened, CancellationToken cancellationToken) =>
        new(InTransactionAsync(
            retailer,
            async transaction =>
            {
                await using var command = HoldStatements.Lifting(transaction, retailer, id, lift);
                if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
                    return false;

                await using var batch = transaction.CreateBatch();
                PostgreSql.History.EventColumns.AddCommand(batch, database.Values, retailer, [happened]);
                await batch.ExecuteNonQueryAsync(cancellationToken);
                // What it kept is due now.
                await WalkProgress.RestartAsync(transaction, retailer, RemovalWalk.LanePrefix, cancellationToken);
                return true;
            },
            cancellationToken));

    public async ValueTask<RemovalPage> RemoveAsync(
        RemovalOrder order, DateTimeOffset now, Func<RemovedBytes, ExchangeEvent> record, CancellationToken cancellationToken)
    {
        var total = new RemovalPage(0, 0, 0, 0, 0, IsAtEnd: true);
        if (_ownership is not null && !await _ownership.IsOursAsync(now, cancellationToken))
            return total;

        foreach (var walk in RemovalWalk.All.Where(walk => walk.Class == order.Class))
        {
            Removal? removal = null;
            total += await InTransactionAsync(
                order.Retailer, transaction => (removal = new Removal(transaction, database.Values, forms.Contents, outside, order, now)).RunAsync(walk, record, cancellationToken), cancellationToken);
            foreach (var name in removal!.Outside)
                await outside!.RemoveAsync(name, now - order.Grace, cancellationToken);
        }

        return total;
    }

    public async ValueTask<ReconcilePage> ReconcileAsync(
        RetailerId retailer, int most, TimeSpan grace, DateTimeOffset now, IReadOnlyList<LostTime> lost, CancellationToken cancellationToken)
    {
        var rows = await InTransactionAsync(retailer, transaction => ReconcileRowsAsync(transaction, retailer, most, grace, now, cancellationToken), cancellationToken);
        if (_ownership is null)
            return rows;

        return await _ownership.IsOursAsync(now, cancellationToken)
            ? rows + await ReconcileOutsideAsync(outside!, retailer, most, now - grace, now, lost, cancellationToken)
            : rows with { PlaceIsNotOurs = true };
    }

    public async ValueTask<bool> AdoptPlaceAsync(RetailerId retailer, ExchangeEvent happened, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_ownership is null)
            return false;

        await _ownership.AdoptAsync(retailer, happened, now, cancellationToken);
        return true;
    }

    private async Task<ReconcilePage> ReconcileRowsAsync(
        ScopedTransaction transaction, RetailerId retailer, int most, TimeSpan grace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var position = await WalkProgress.TakeAsync(transaction, retailer, RowLane, now, cancellationToken);
        var found = await ReconciledRows.ReadAsync(transaction, outside, retailer, position, now - grace, most, cancellationToken);
        var order = new RemovalOrder(retailer, default, now, most, grace);
        var freed = await new Removal(transaction, database.Values, forms.Contents, outside, order, now).FreeAsync([.. found.Needless.Select(static one => one.Id)], cancellationToken);
        var end = found.Examined.Count < most;
        await WalkProgress.KeepAsync(transaction, retailer, RowLane, end ? Guid.Empty : found.Examined[^1], cancellationToken);
        return new ReconcilePage(found.Examined.Count, found.Missing, found.Unnamed, freed.Count, 0, 0, end);
    }

    /// <summary>
    /// Outside, what no row names and nobody stored lately goes, unless a restore lost its row. A row that is being written has touched its
    /// content first.
    /// </summary>
    private async Task<ReconcilePage> ReconcileOutsideAsync(
        IContentStore place, RetailerId retailer, int most, DateTimeOffset untouchedSince, DateTimeOffset now, IReadOnlyList<LostTime> lost, CancellationToken cancellationToken)
    {
        var position = await InTransactionAsync(retailer, transaction => WalkProgress.TakeAsync(transaction, retailer, OutsideLane, now, cancellationToken), cancellationToken);
        var listed = new List<ListedContent>();
        await foreach (var item in place.ListAsync(retailer, position == Guid.Empty ? null : After(retailer, position), cancellationToken))
        {
            listed.Add(item);
            if (listed.Count == most)
                break;
        }

        var known = await KnownAsync(retailer, listed, cancellationToken);
        var (removed, kept) = (0, 0);
        foreach (var item in listed.Where(item => item.TouchedAt < untouchedSince && !known.Contains(item.Name)))
        {
            if (lost.Any(time => time.Covers(item.TouchedAt)))
                kept++;
            else
                removed += await place.RemoveAsync(item.Name, untouchedSince, cancellationToken) ? 1 : 0;
        }

        var end = listed.Count < most;
        var swept = end ? await place.SweepAsync(retailer, untouchedSince, cancellationToken) : 0;
        await InTransactionAsync(
            retailer,
            async transaction =>
            {
                await WalkProgress.KeepAsync(transaction, retailer, OutsideLane, end ? Guid.Empty : PiecePlace.ContentOf(listed[^1].Name), cancellationToken);
                return true;
            },
            cancellationToken);
        return new ReconcilePage(listed.Count, [], 0, 0, removed, swept, end) { OfLostTime = kept };
    }

    private Task<HashSet<ContentName>> KnownAsync(RetailerId retailer, List<ListedContent> listed, CancellationToken cancellationToken) =>
        Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(Scope.Of(retailer), "select name from archive where retailer_id = $1 and name = any ($2)");
            command.Parameters.Int(retailer.Value).Array(NpgsqlDbType.Bytea, listed.Select(static item => item.Name.Hash.ToArray()).ToArray());
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var known = new HashSet<ContentName>();
            while (await reader.ReadAsync(cancellationToken))
                known.Add(new ContentName(retailer, reader.GetFieldValue<byte[]>(0)));

            return known;
        });

    /// <summary>A place in the order of names, from its first half; the second half is the smallest there is, so that nothing is left out.</summary>
    private static ContentName After(RetailerId retailer, Guid position)
    {
        var hash = new byte[ContentName.HashBytes];
        position.TryWriteBytes(hash, bigEndian: true, out _);
        return new ContentName(retailer, hash);
    }

    private Task<T> InTransactionAsync<T>(RetailerId retailer, Func<ScopedTransaction, Task<T>> work, CancellationToken cancellationToken) => Availability.GuardAsync(() => Repetition.OfLosersAsync(async () =>
    {
        await using var transaction = await database.Commits.BeginAsync(Scope.Of(retailer), cancellationToken);
        var result = await work(transaction);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }));
}
