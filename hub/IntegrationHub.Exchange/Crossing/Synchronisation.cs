using System.Globalization;
using IntegrationHub.Exchange.History;

namespace IntegrationHub.Exchange.Crossing;

/// <summary>What a step found to do.</summary>
public enum CrossingOutcome
{
    /// <summary>Nothing waits.</summary>
    Idle,

    /// <summary>A batch crossed, or one that had crossed before a crash was finished.</summary>
    Crossed,

    /// <summary>The receiving side is ahead of the sending one: the sender was set back, and numbers would be given twice.</summary>
    SetBack,
}

/// <summary>
/// Carries streams from one side to the other. Two databases of two roles share no transaction: a batch is stored with the receiver's cursor first
/// and confirmed at the sender after that. Killed in between, the next step sees by the cursors what crossed, finishes it, and repeats nothing.
/// </summary>
/// <remarks>
/// The ledger's entry of a batch (stream, count, numbers, digest) is in the transaction of the company's side, be it the first or the second of
/// the two. Thread-safe; of two nodes at once one does the step, the other finds the cursor moved.
/// </remarks>
public sealed class Synchronisation(ICrossingSides sides, IIdSource ids, IHubClock clock)
{
    /// <summary>Items of one batch.</summary>
    public const int Batch = 200;

    /// <summary>Carries one batch of one stream.</summary>
    public async Task<CrossingOutcome> StepAsync(RetailerId retailer, CrossingStream stream, CancellationToken cancellationToken)
    {
        var toCustomers = stream.Direction == CrossingDirection.CompanyToCustomers;
        var (from, to) = toCustomers ? (sides.Company, sides.Customers) : (sides.Customers, sides.Company);

        // The receiver first: what the sender says after that is at least as new.
        var received = (await to.ReadStateAsync(retailer, stream, cancellationToken)).ReceivedTo;
        var sent = await from.ReadStateAsync(retailer, stream, cancellationToken);
        if (received > sent.NumberedTo)
            return CrossingOutcome.SetBack;

        if (received > sent.ConfirmedTo)
        {
            var crossed = await from.ReadAsync(retailer, stream, sent.ConfirmedTo, (int)Math.Min(received - sent.ConfirmedTo, Batch), cancellationToken);
            await from.ConfirmAsync(retailer, stream, sent.ConfirmedTo, crossed[^1].Number, toCustomers ? EntryOf(stream, crossed) : null, cancellationToken);
            return CrossingOutcome.Crossed;
        }

        var batch = await from.ReadAsync(retailer, stream, received, Batch, cancellationToken);
        if (batch.Count == 0)
            return CrossingOutcome.Idle;

        if (await to.AcceptAsync(retailer, stream, received, batch, toCustomers ? null : EntryOf(stream, batch), clock.Now, cancellationToken))
            await from.ConfirmAsync(retailer, stream, sent.ConfirmedTo, batch[^1].Number, toCustomers ? EntryOf(stream, batch) : null, cancellationToken);

        return CrossingOutcome.Crossed;
    }

    private ExchangeEvent EntryOf(CrossingStream stream, IReadOnlyList<CrossingEntry> batch)
    {
        var now = clock.Now;
        var data = EventData.Json(
            ("stream", stream.Name),
            ("count", batch.Count.ToString(CultureInfo.InvariantCulture)),
            ("first", batch[0].Number.ToString(CultureInfo.InvariantCulture)),
            ("last", batch[^1].Number.ToString(CultureInfo.InvariantCulture)),
            ("digest", Convert.ToHexStringLower(CrossingDigest.Of(batch))));
        return new ExchangeEvent(ids.Next(now), now, "synchronisation.crossed", ExchangeId: null, PartyId: null, "synchronisation", data);
    }
}
