using IntegrationHub.Archive.Contents;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange.History;

namespace IntegrationHub.Storage.Archive.Keeping;

/// <summary>What keeping the archive asks of its rows: the statements of one transaction of one retailer. It ends with the work that was given it.</summary>
internal interface IArchiveRows
{
    Task<ArchiveFigures> MeasureAsync(CancellationToken cancellationToken);

    /// <summary>Taken by whoever removes, before it reads the holds: no hold begins while a page is being removed.</summary>
    Task LockHoldsAsync(CancellationToken cancellationToken);

    /// <summary>Holds, oldest first.</summary>
    Task<List<LegalHold>> ReadHoldsAsync(bool alsoLifted, CancellationToken cancellationToken);

    Task SetHoldAsync(LegalHold hold, CancellationToken cancellationToken);

    /// <returns>False when there is no such hold that is not lifted yet.</returns>
    Task<bool> LiftHoldAsync(Guid id, HoldLift lift, CancellationToken cancellationToken);

    Task RecordAsync(IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken);

    /// <summary>Where a walk goes on, from the beginning where it last began before <paramref name="anew"/>. The place belongs to the caller until the transaction ends: two nodes never walk the same page.</summary>
    Task<Guid> TakePlaceAsync(string lane, DateTimeOffset now, DateTimeOffset anew, CancellationToken cancellationToken);

    Task KeepPlaceAsync(string lane, Guid position, CancellationToken cancellationToken);

    /// <summary>Lets every walk of removal begin anew.</summary>
    Task RestartRemovalAsync(CancellationToken cancellationToken);

    /// <summary>What is kept of a lane for ever: <paramref name="first"/> where nothing was.</summary>
    Task<Guid> KeepFirstAsync(string lane, Guid first, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Whether the history has an event of that kind.</summary>
    Task<bool> HasEventAsync(string kind, CancellationToken cancellationToken);

    /// <summary>Exchanges behind one id and before another, in the order of their ids, with the bytes that the walk is about.</summary>
    Task<List<WalkedExchange>> ReadPageAsync(RemovalWalk walk, Guid after, Guid before, int most, CancellationToken cancellationToken);

    /// <summary>What an entry that is not removed stands for.</summary>
    Task<FoundContent?> FindAsync(Guid entry, CancellationToken cancellationToken);

    /// <summary>Waits for whoever stores these bytes again, and keeps them from doing so until the transaction ends.</summary>
    Task LockAsync(IReadOnlyCollection<Guid> rows, CancellationToken cancellationToken);

    Task MarkAsync(IReadOnlyCollection<Guid> entries, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the bytes away of what nothing needs; gives those ids. A row that was stored again since <paramref name="untouched"/> is left alone: the
    /// lock waited for whoever was doing that, and the condition is looked at behind it.
    /// </summary>
    Task<List<Guid>> FreeAsync(IReadOnlyCollection<Guid> contents, DateTimeOffset untouched, CancellationToken cancellationToken);

    /// <summary>Rows of the archive behind one id and before another, in the order of their ids.</summary>
    Task<List<HeldRow>> ReadRowsAsync(Guid after, Guid before, int most, CancellationToken cancellationToken);

    /// <summary>How many of the entries no exchange between the two ids names.</summary>
    Task<int> CountUnnamedAsync(IReadOnlyCollection<Guid> entries, Guid from, Guid to, CancellationToken cancellationToken);

    /// <summary>Those of the names that a row has.</summary>
    Task<List<ContentName>> FindNamesAsync(IReadOnlyCollection<ContentName> names, CancellationToken cancellationToken);
}

/// <summary>An exchange on a walk, with the bytes it names; none where it has none of that kind.</summary>
internal readonly record struct WalkedExchange(RemovalCandidate Candidate, Guid? Entry);

/// <param name="Body">Its first piece, where the bytes lie in the database.</param>
/// <param name="StoredAt">When the entry was stored, which may share the content of an older one.</param>
internal sealed record FoundContent(StoredContent Content, byte[] Body, DateTimeOffset StoredAt);

/// <summary>A row of the archive beside what is there of its bytes.</summary>
/// <param name="IsRemoved">The entry is removed.</param>
/// <param name="Chunks">Further pieces it says it has.</param>
/// <param name="BodyBytes">Bytes of the first piece.</param>
/// <param name="FoundChunks">Further pieces that are there.</param>
/// <param name="IsShared">An entry that is not removed shares its bytes.</param>
internal sealed record HeldRow(StoredContent Content, bool IsRemoved, int Chunks, long BodyBytes, int FoundChunks, bool IsShared);
