using IntegrationHub.Customers.Hosting;
using IntegrationHub.Exchange.Crossing;

namespace IntegrationHub.Customers.Shelves;

/// <summary>
/// Shelves by subject, read on from where they stand at every look: what has crossed is seen, and nothing is read twice. Every read goes in the name of the one
/// customer that it is for. Thread-safe.
/// </summary>
internal sealed class ShelfReader(ICustomerCrossings crossings, CustomersSettings settings) : IDisposable
{
    private const int Page = 200;

    /// <summary>Shelves that are kept; the one that was used longest ago makes room.</summary>
    private const int MostShelves = 500;

    private readonly SemaphoreSlim _publicTurn = new(1, 1);
    private readonly Lock _room = new();
    private readonly LinkedList<Place> _places = [];
    private readonly Dictionary<Guid, LinkedListNode<Place>> _bySubject = [];
    private readonly Shelf _public = new();

    public void Dispose() => _publicTurn.Dispose();

    /// <summary>Looks at what is for everybody.</summary>
    public async Task<T> PublicAsync<T>(Func<Shelf, T> look, CancellationToken cancellationToken)
    {
        await _publicTurn.WaitAsync(cancellationToken);
        try
        {
            // In nobody's name: the row policy leaves what has no subject.
            while (await crossings.ReadPublicationsAsync(settings.Retailer, Guid.Empty, _public.ReadTo, Page, cancellationToken) is { Count: > 0 } entries)
                _public.Put(entries);

            return look(_public);
        }
        finally
        {
            _publicTurn.Release();
        }
    }

    /// <summary>Looks at what is for one subject: a customer, or the name that somebody signs in with.</summary>
    public async Task<T> OfAsync<T>(Guid subject, Func<Shelf, T> look, CancellationToken cancellationToken)
    {
        var place = PlaceOf(subject);
        await place.Turn.WaitAsync(cancellationToken);
        try
        {
            while (await crossings.ReadOwnPublicationsAsync(settings.Retailer, subject, place.Shelf.ReadTo, Page, cancellationToken) is { Count: > 0 } entries)
                place.Shelf.Put(entries);

            return look(place.Shelf);
        }
        finally
        {
            place.Turn.Release();
        }
    }

    private Place PlaceOf(Guid subject)
    {
        lock (_room)
        {
            if (_bySubject.TryGetValue(subject, out var known))
            {
                _places.Remove(known);
                _places.AddFirst(known);
                return known.Value;
            }

            if (_places.Count == MostShelves)
            {
                _bySubject.Remove(_places.Last!.Value.Subject);
                _places.RemoveLast();
            }

            return (_bySubject[subject] = _places.AddFirst(new Place(subject))).Value;
        }
    }

    private sealed record Place(Guid Subject)
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public Shelf Shelf { get; } = new();
    }
}
