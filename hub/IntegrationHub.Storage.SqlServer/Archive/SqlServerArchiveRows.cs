using IntegrationHub.Archive.Contents;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Storage.Archive.Keeping;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.History;
using IntegrationHub.Storage.SqlServer.Reception;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Archive;

/// <summary>The archive's rows in one transaction.</summary>
internal sealed class SqlServerArchiveRows(SqlSession session, StoreValues values, RetailerId retailer) : IArchiveRows
{
    public async Task<ArchiveFigures> MeasureAsync(CancellationToken cancellationToken) => await session.FirstAsync(
        KeeperStatements.Measure,
        parameters => Own(parameters),
        static reader => new ArchiveFigures(
            reader.GetInt64(0), reader.GetInt64(5), reader.GetInt64(1) + reader.GetInt64(6), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)),
        cancellationToken) ?? throw new InvalidOperationException("The archive was not counted.");

    public Task LockHoldsAsync(CancellationToken cancellationToken) => session.ScalarAsync(KeeperStatements.LockHolds, parameters => Own(parameters), cancellationToken);

    public Task<List<LegalHold>> ReadHoldsAsync(bool alsoLifted, CancellationToken cancellationToken) => session.ListAsync(
        KeeperStatements.ReadHolds,
        parameters => Own(parameters).Bool("@lifted", alsoLifted),
        reader => new LegalHold(
            reader.Id(0), retailer, reader.IdOrNull(1), reader.IdOrNull(2) is { } party ? new PartyId(party) : null, reader.GetString(3), reader.GetString(4), reader.Time(5),
            reader.IsDBNull(8) ? null : new HoldLift(reader.GetString(7), reader.Time(8), reader.GetString(6))),
        cancellationToken);

    public Task SetHoldAsync(LegalHold hold, CancellationToken cancellationToken) => session.ScalarAsync(
        KeeperStatements.SetHold,
        parameters => Own(parameters).Id("@id", hold.Id).Id("@exchange", hold.Exchange).Id("@party", hold.Party?.Value).Text("@reason", hold.Reason).Text("@by", hold.SetBy).Time("@at", hold.SetAt),
        cancellationToken);

    public async Task<bool> LiftHoldAsync(Guid id, HoldLift lift, CancellationToken cancellationToken) => await session.ScalarAsync(
        KeeperStatements.LiftHold, parameters => Own(parameters).Id("@id", id).Text("@reason", lift.Reason).Text("@by", lift.By).Time("@at", lift.At), cancellationToken) is 1;

    public Task RecordAsync(IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken) =>
        session.ScalarAsync(SqlServerReceptionStore.RecordEvents, parameters => Own(parameters).Events(values, retailer, events), cancellationToken);

    public Task<Guid> TakePlaceAsync(string lane, DateTimeOffset now, DateTimeOffset anew, CancellationToken cancellationToken) => PlaceAsync(
        KeeperStatements.TakePlace, parameters => Own(parameters).Text("@lane", lane).Id("@first", Guid.Empty).Time("@now", now).Time("@anew", anew), cancellationToken);

    public Task KeepPlaceAsync(string lane, Guid position, CancellationToken cancellationToken) =>
        session.ScalarAsync(KeeperStatements.KeepPlace, parameters => Own(parameters).Text("@lane", lane).Id("@position", position), cancellationToken);

    public Task RestartRemovalAsync(CancellationToken cancellationToken) => session.ScalarAsync(KeeperStatements.Restart, parameters => Own(parameters), cancellationToken);

    public Task<Guid> KeepFirstAsync(string lane, Guid first, DateTimeOffset now, CancellationToken cancellationToken) =>
        PlaceAsync(KeeperStatements.KeepFirst, parameters => Own(parameters).Text("@lane", lane).Id("@first", first).Time("@now", now), cancellationToken);

    public async Task<bool> HasEventAsync(string kind, CancellationToken cancellationToken) =>
        await session.ScalarAsync(KeeperStatements.HasEvent, parameters => Own(parameters).Text("@kind", kind), cancellationToken) is 1;

    public Task<List<WalkedExchange>> ReadPageAsync(RemovalWalk walk, Guid after, Guid before, int most, CancellationToken cancellationToken) => session.ListAsync(
        KeeperStatements.Walk(walk),
        parameters => Own(parameters).Id("@after", after).Id("@before", before).Int("@most", most),
        static reader => new WalkedExchange(new RemovalCandidate(reader.Id(0), new PartyId(reader.Id(1)), reader.GetInt32(3) == 1), reader.IdOrNull(2)),
        cancellationToken);

    public Task<FoundContent?> FindAsync(Guid entry, CancellationToken cancellationToken) => session.FirstAsync(
        KeeperStatements.Find,
        parameters => Own(parameters).Id("@entry", entry),
        reader => new FoundContent(ArchiveColumns.Read(reader, retailer), reader.Bytes(ArchiveColumns.ContentCount), reader.Time(ArchiveColumns.ContentCount + 1)),
        cancellationToken);

    public Task LockAsync(IReadOnlyCollection<Guid> rows, CancellationToken cancellationToken) =>
        session.ScalarAsync(KeeperStatements.Lock, parameters => Own(parameters).IdList("@ids", rows), cancellationToken);

    public Task MarkAsync(IReadOnlyCollection<Guid> entries, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.ScalarAsync(KeeperStatements.Mark, parameters => Own(parameters).IdList("@ids", entries).Time("@now", now), cancellationToken);

    public Task<List<Guid>> FreeAsync(IReadOnlyCollection<Guid> contents, DateTimeOffset untouched, CancellationToken cancellationToken) => session.ListAsync(
        KeeperStatements.Free, parameters => Own(parameters).IdList("@ids", contents).Time("@untouched", untouched), static reader => reader.Id(0), cancellationToken);

    public Task<List<HeldRow>> ReadRowsAsync(Guid after, Guid before, int most, CancellationToken cancellationToken) => session.ListAsync(
        KeeperStatements.ReadRows,
        parameters => Own(parameters).Id("@after", after).Id("@before", before).Int("@most", most),
        reader => new HeldRow(
            ArchiveColumns.Read(reader, retailer), reader.GetInt32(7) == 1, reader.GetInt32(8), reader.GetInt64(9), reader.GetInt32(10), reader.GetInt32(11) == 1),
        cancellationToken);

    public async Task<int> CountUnnamedAsync(IReadOnlyCollection<Guid> entries, Guid from, Guid to, CancellationToken cancellationToken) => (int)(await session.ScalarAsync(
        KeeperStatements.CountUnnamed, parameters => Own(parameters).IdList("@ids", entries).Id("@from", from).Id("@to", to), cancellationToken))!;

    public Task<List<ContentName>> FindNamesAsync(IReadOnlyCollection<ContentName> names, CancellationToken cancellationToken) => session.ListAsync(
        KeeperStatements.FindNames,
        parameters => Own(parameters).TextList("@names", names.Select(static name => name.Hex)),
        reader => new ContentName(retailer, reader.Bytes(0)),
        cancellationToken);

    private SqlParameterCollection Own(SqlParameterCollection parameters) => parameters.Int("@retailer", retailer.Value);

    private async Task<Guid> PlaceAsync(Statement statement, Action<SqlParameterCollection> fill, CancellationToken cancellationToken) =>
        new((byte[])(await session.ScalarAsync(statement, fill, cancellationToken))!, bigEndian: true);
}
