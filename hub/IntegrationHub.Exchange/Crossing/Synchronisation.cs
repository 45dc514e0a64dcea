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

    /// <summary>The receiving side is ahead of what the sending one has: the sender was set back, and numbers would be given twice.</summary>
    SetBack,
}

/// <summary>
/// Carries streams from one side to the other. Two databases of two roles share no transaction: a batch is stored with the receiver's cursor first
/// and confirmed at the sender after that. Killed in between, the next step sees by the cursors what crossed, finishes it, and repeats nothing.
/// </summary>
/// <remarks>
/// The ledger's entry of a batch (stream, count, numbers, digest) is in the transaction of the company's side, be it the first or the second of
/// the two. What breaks <see cref="CrossingRules"/> got there past the hub: it does not cross, the entry names it, and the stream goes on behind
/// it. Thread-safe; of two nodes at once one does the step, the other finds the cursor moved.
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
            var before = await from.ReadAsync(retailer, stream, sent.ConfirmedTo, (int)Math.Min(received - sent.ConfirmedTo, Batch), cancellationToken);
            if (before.Count == 0)
                return CrossingOutcome.SetBack;

            await from.ConfirmAsync(retailer, stream, sent.ConfirmedTo, before[^1].Number, toCustomers ? EntryOf(new Judged(stream, before)) : null, cancellationToken);
            return CrossingOutcome.Crossed;
        }

        var batch = await from.ReadAsync(retailer, stream, received, Batch, cancellationToken);
        if (batch.Count == 0)
            return CrossingOutcome.Idle;

        var (judged, upTo) = (new Judged(stream, batch), batch[^1].Number);
        if (await to.AcceptAsync(retailer, stream, received, upTo, judged.Crossing, toCustomers ? null : EntryOf(judged), clock.Now, cancellationToken))
            await from.ConfirmAsync(retailer, stream, sent.ConfirmedTo, upTo, toCustomers ? EntryOf(judged) : null, cancellationToken);

        return CrossingOutcome.Crossed;
    }

    private ExchangeEvent EntryOf(Judged judged)
    {
        var now = clock.Now;
        var data = EventData.Json(
            ("stream", judged.Stream.Name),
            ("count", judged.Crossing.Count.ToString(CultureInfo.InvariantCulture)),
            ("first", judged.Batch[0].Number.ToString(CultureInfo.InvariantCulture)),
            ("last", judged.Batch[^1].Number.ToString(CultureInfo.InvariantCulture)),
            ("digest", Convert.ToHexStringLower(CrossingDigest.Of(judged.Crossing))),
            ("refused", judged.Refused));
        return new ExchangeEvent(ids.Next(now), now, "synchronisation.crossed", ExchangeId: null, PartyId: null, "synchronisation", data);
    }

    /// <summary>A batch by what may cross of it. The same again at every look: rules know no clock.</summary>
    private sealed class Judged
    {
        public Judged(CrossingStream stream, IReadOnlyList<CrossingEntry> batch)
        {
            var judged = batch.Select(entry => (Entry: entry, Rejections: CrossingRules.Check(stream, entry.Item))).ToList();
            (Stream, Batch) = (stream, batch);
            Crossing = [.. judged.Where(static one => one.Rejections.Count == 0).Select(static one => one.Entry)];
            Refused = Crossing.Count == batch.Count
                ? null
                : string.Join("; ", judged.Where(static one => one.Rejections.Count > 0).Select(static one =>
                    string.Create(CultureInfo.InvariantCulture, $"{one.Entry.Number} {string.Join(' ', one.Rejections.Select(static rejection => rejection.Code))}")));
        }

        public CrossingStream Stream { get; }

        public IReadOnlyList<CrossingEntry> Batch { get; }

        public IReadOnlyList<CrossingEntry> Crossing { get; }

        /// <summary>Number and codes of what does not cross; null when everything does.</summary>
        public string? Refused { get; }
    }
}
