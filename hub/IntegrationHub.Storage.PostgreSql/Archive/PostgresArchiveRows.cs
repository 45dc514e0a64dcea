using IntegrationHub.Archive.Contents;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Storage.Archive.Keeping;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.PostgreSql.History;
using IntegrationHub.Storage.PostgreSql.Isolation;
using Npgsql;
using NpgsqlTypes;

namespace IntegrationHub.Storage.PostgreSql.Archive;

/// <summary>The archive's rows in one transaction.</summary>
internal sealed class PostgresArchiveRows(ScopedTransaction transaction, StoreValues values, RetailerId retailer) : IArchiveRows
{
    public Task<ArchiveFigures> MeasureAsync(CancellationToken cancellationToken) => SingleAsync(
        KeeperStatements.Measure,
        static _ => { },
        static reader => new ArchiveFigures(
            reader.GetInt64(0), reader.GetInt64(5), reader.GetInt64(1) + reader.GetInt64(6), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)),
        cancellationToken);

    public async Task LockHoldsAsync(CancellationToken cancellationToken)
    {
        await using var command = transaction.CreateCommand(KeeperStatements.LockHolds);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<List<LegalHold>> ReadHoldsAsync(bool alsoLifted, CancellationToken cancellationToken) => ListAsync(
        KeeperStatements.ReadHolds,
        parameters => parameters.Bool(alsoLifted),
        reader => new LegalHold(
            reader.GetGuid(0), retailer, reader.Uuid(1), reader.Uuid(2) is { } party ? new PartyId(party) : null, reader.GetString(3), reader.GetString(4), reader.Time(5),
            reader.IsDBNull(8) ? null : new HoldLift(reader.GetString(7), reader.Time(8), reader.GetString(6))),
        cancellationToken);

    public Task SetHoldAsync(LegalHold hold, CancellationToken cancellationToken) => ExecuteAsync(
        KeeperStatements.SetHold,
        parameters => parameters.Uuid(hold.Id).Uuid(hold.Exchange).Uuid(hold.Party?.Value).Text(hold.Reason).Text(hold.SetBy).Time(hold.SetAt),
        cancellationToken);

    public async Task<bool> LiftHoldAsync(Guid id, HoldLift lift, CancellationToken cancellationToken) =>
        await ExecuteAsync(KeeperStatements.LiftHold, parameters => parameters.Uuid(id).Text(lift.Reason).Text(lift.By).Time(lift.At), cancellationToken) > 0;

    public async Task RecordAsync(IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken)
    {
        await using var batch = transaction.CreateBatch();
        EventColumns.AddCommand(batch, values, retailer, events);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<Guid> TakePlaceAsync(string lane, DateTimeOffset now, DateTimeOffset anew, CancellationToken cancellationToken) => SingleAsync(
        KeeperStatements.TakePlace, parameters => parameters.Text(lane).Uuid(Guid.Empty).Time(now).Time(anew), static reader => reader.GetGuid(0), cancellationToken);

    public Task KeepPlaceAsync(string lane, Guid position, CancellationToken cancellationToken) =>
        ExecuteAsync(KeeperStatements.KeepPlace, parameters => parameters.Text(lane).Uuid(position), cancellationToken);

    public Task RestartRemovalAsync(CancellationToken cancellationToken) =>
        ExecuteAsync(KeeperStatements.Restart, static parameters => parameters.Text(RemovalWalk.LanePrefix), cancellationToken);

    public Task<Guid> KeepFirstAsync(string lane, Guid first, DateTimeOffset now, CancellationToken cancellationToken) => SingleAsync(
        KeeperStatements.KeepFirst, parameters => parameters.Text(lane).Uuid(first).Time(now), static reader => reader.GetGuid(0), cancellationToken);

    public Task<bool> HasEventAsync(string kind, CancellationToken cancellationToken) =>
        SingleAsync(KeeperStatements.HasEvent, parameters => parameters.Text(kind), static reader => reader.GetBoolean(0), cancellationToken);

    public Task<List<WalkedExchange>> ReadPageAsync(RemovalWalk walk, Guid after, Guid before, int most, CancellationToken cancellationToken) => ListAsync(
        KeeperStatements.Walk(walk),
        parameters => parameters.Uuid(after).Uuid(before).Int(most),
        static reader => new WalkedExchange(new RemovalCandidate(reader.GetGuid(0), new PartyId(reader.GetGuid(1)), reader.GetBoolean(3)), reader.Uuid(2)),
        cancellationToken);

    public async Task<FoundContent?> FindAsync(Guid entry, CancellationToken cancellationToken) => (await ListAsync(
        KeeperStatements.Find,
        parameters => parameters.Uuid(entry),
        reader => new FoundContent(ContentColumns.Read(reader, retailer), reader.Bytes(ContentColumns.Count), reader.Time(ContentColumns.Count + 1)),
        cancellationToken)).SingleOrDefault();

    public Task LockAsync(IReadOnlyCollection<Guid> rows, CancellationToken cancellationToken) =>
        ExecuteAsync(KeeperStatements.Lock, parameters => parameters.Array(NpgsqlDbType.Uuid, rows.ToArray()), cancellationToken);

    public async Task MarkAsync(IReadOnlyCollection<Guid> entries, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var statement in (string[])[KeeperStatements.MarkRows, KeeperStatements.MarkAliases])
            await ExecuteAsync(statement, parameters => parameters.Array(NpgsqlDbType.Uuid, entries.ToArray()).Time(now), cancellationToken);
    }

    public Task<List<Guid>> FreeAsync(IReadOnlyCollection<Guid> contents, DateTimeOffset untouched, CancellationToken cancellationToken) => ListAsync(
        KeeperStatements.Free, parameters => parameters.Array(NpgsqlDbType.Uuid, contents.ToArray()).Time(untouched), static reader => reader.GetGuid(0), cancellationToken);

    public Task<List<HeldRow>> ReadRowsAsync(Guid after, Guid before, int most, CancellationToken cancellationToken) => ListAsync(
        KeeperStatements.ReadRows,
        parameters => parameters.Uuid(after).Uuid(before).Int(most),
        reader => new HeldRow(
            ContentColumns.Read(reader, retailer), reader.GetBoolean(7), reader.GetInt32(8), reader.GetInt32(9), reader.GetInt32(10), reader.GetBoolean(11)),
        cancellationToken);

    public Task<int> CountUnnamedAsync(IReadOnlyCollection<Guid> entries, Guid from, Guid to, CancellationToken cancellationToken) => SingleAsync(
        KeeperStatements.CountUnnamed,
        parameters => parameters.Array(NpgsqlDbType.Uuid, entries.ToArray()).Uuid(from).Uuid(to),
        static reader => reader.GetInt32(0),
        cancellationToken);

    public Task<List<ContentName>> FindNamesAsync(IReadOnlyCollection<ContentName> names, CancellationToken cancellationToken) => ListAsync(
        KeeperStatements.FindNames,
        parameters => parameters.Array(NpgsqlDbType.Bytea, names.Select(static name => name.Hash.ToArray()).ToArray()),
        reader => new ContentName(retailer, reader.GetFieldValue<byte[]>(0)),
        cancellationToken);

    /// <summary>Every statement has the retailer as its first parameter.</summary>
    private ScopedCommand Command(string sql, Action<NpgsqlParameterCollection> fill)
    {
        var command = transaction.CreateCommand(sql);
        fill(command.Parameters.Int(retailer.Value));
        return command;
    }

    private async Task<int> ExecuteAsync(string sql, Action<NpgsqlParameterCollection> fill, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, fill);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<List<T>> ListAsync<T>(string sql, Action<NpgsqlParameterCollection> fill, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, fill);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));

        return rows;
    }

    private async Task<T> SingleAsync<T>(string sql, Action<NpgsqlParameterCollection> fill, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        (await ListAsync(sql, fill, read, cancellationToken)).Single();
}
