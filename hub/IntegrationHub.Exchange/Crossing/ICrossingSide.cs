using IntegrationHub.Exchange.History;

namespace IntegrationHub.Exchange.Crossing;

/// <summary>How far a stream has come on one side.</summary>
/// <param name="NumberedTo">Highest number given; where the side sends.</param>
/// <param name="ConfirmedTo">Up to here the crossing is finished and logged; where the side sends.</param>
/// <param name="ReceivedTo">Up to here everything is stored; where the side receives.</param>
public readonly record struct CrossingState(long NumberedTo, long ConfirmedTo, long ReceivedTo);

/// <summary>Port: one side's end of the streams, for the synchronisation service alone.</summary>
/// <remarks>Thread-safe; every method is one transaction of its side. Events are written by the company's side, the other has no ledger.</remarks>
public interface ICrossingSide
{
    ValueTask<CrossingState> ReadStateAsync(RetailerId retailer, CrossingStream stream, CancellationToken cancellationToken);

    /// <summary>
    /// What was handed in behind <paramref name="after"/>, in the order of its numbers. Numbers are given here, to what is committed: nothing ever
    /// appears at or below a number that was seen.
    /// </summary>
    ValueTask<IReadOnlyList<CrossingEntry>> ReadAsync(RetailerId retailer, CrossingStream stream, long after, int max, CancellationToken cancellationToken);

    /// <summary>Stores a batch and moves the cursor behind it, at once. An item that is there already is not stored twice.</summary>
    /// <param name="expected">Where the cursor has to be; when it is elsewhere another node was faster, and nothing is written.</param>
    /// <param name="upTo">Where the cursor comes to; behind the last of <paramref name="entries"/> where what followed it does not cross.</param>
    /// <param name="entries">What is stored; may be none.</param>
    /// <param name="entry">The ledger's entry of the batch; the company's side only.</param>
    /// <returns>False when another node was faster.</returns>
    ValueTask<bool> AcceptAsync(
        RetailerId retailer, CrossingStream stream, long expected, long upTo, IReadOnlyList<CrossingEntry> entries, ExchangeEvent? entry, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Notes at the sending side how far the other has received, with the ledger's entry where this side keeps one.</summary>
    /// <returns>False when another node was faster; nothing is written then.</returns>
    ValueTask<bool> ConfirmAsync(
        RetailerId retailer, CrossingStream stream, long expected, long upTo, ExchangeEvent? entry, CancellationToken cancellationToken);
}

/// <summary>Both ends. Whoever holds this can reach both sides: the synchronisation service, and nothing else.</summary>
public interface ICrossingSides
{
    ICrossingSide Company { get; }

    ICrossingSide Customers { get; }
}
