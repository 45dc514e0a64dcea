using IntegrationHub.Exchange;

namespace IntegrationHub.Archive.Contents;

/// <summary>A content as its store lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Bytes it takes there.</param>
/// <param name="TouchedAt">When it was last stored, by the store's own clock.</param>
public sealed record ListedContent(ContentName Name, long Bytes, DateTimeOffset TouchedAt);

/// <summary>Port: a place outside the database that keeps contents under their names. Thread-safe.</summary>
/// <remarks>
/// A content is written once: whoever stores the same name again leaves what is there and only touches it. So two hubs may store the same
/// content at once, and what is stored never changes. What it cannot reach is a <see cref="StorageUnavailableException"/>.
/// </remarks>
public interface IContentStore
{
    /// <summary>What the place is, for reports: a folder's path, a container's address. Never a secret.</summary>
    string Place { get; }

    /// <summary>Keeps a content. When it returns, the content outlives a crash of this machine.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="pieces">Its bytes; each piece is valid until the next is asked for. Not asked for where the content is there already.</param>
    /// <param name="cancellationToken">Gives up; then nothing is there under the name that was not there before.</param>
    /// <returns>False where it was there already.</returns>
    ValueTask<bool> StoreAsync(ContentName name, IEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken);

    /// <summary>The pieces as they were stored, or <c>null</c> when there is nothing under the name.</summary>
    /// <exception cref="InvalidDataException">What lies there is not what was stored.</exception>
    ValueTask<IReadOnlyList<byte[]>?> ReadAsync(ContentName name, CancellationToken cancellationToken);

    ValueTask<bool> ExistsAsync(ContentName name, CancellationToken cancellationToken);

    /// <summary>Removes a content, unless somebody stored it at or after <paramref name="untouchedSince"/>.</summary>
    /// <returns>True where nothing is under the name any more.</returns>
    ValueTask<bool> RemoveAsync(ContentName name, DateTimeOffset untouchedSince, CancellationToken cancellationToken);

    /// <summary>Contents of a retailer in order of their names, from behind <paramref name="after"/> on; ends early only when the caller does.</summary>
    IAsyncEnumerable<ListedContent> ListAsync(RetailerId retailer, ContentName? after, CancellationToken cancellationToken);

    /// <summary>Removes what writes and removals that broke off before <paramref name="before"/> left beside the contents.</summary>
    /// <returns>How many there were; 0 where the place clears up by itself.</returns>
    ValueTask<int> SweepAsync(RetailerId retailer, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>The id of the store that may remove contents here; <c>null</c> where none was marked yet.</summary>
    /// <exception cref="InvalidDataException">There is a mark that says nothing.</exception>
    ValueTask<Guid?> ReadOwnerAsync(CancellationToken cancellationToken);

    /// <summary>Marks the place as that store's, whoever had it. When it returns, the mark outlives a crash of this machine.</summary>
    ValueTask SetOwnerAsync(Guid owner, CancellationToken cancellationToken);

    /// <summary>Answers when contents can be written.</summary>
    /// <exception cref="StorageUnavailableException">They cannot; the message says why.</exception>
    ValueTask CheckAsync(CancellationToken cancellationToken);
}
