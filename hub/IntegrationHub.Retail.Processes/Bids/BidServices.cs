using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception.Documents;
using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Processes.Submitting;
using NodaTime;

namespace IntegrationHub.Retail.Processes.Bids;

/// <summary>What the services of bids have in common: the bid with its market event and partner, and its document. Thread-safe.</summary>
public sealed class BidServices(BidEntries entries, MarketEventBook events, IPartyRegistry registry, IDocumentValidator validator, DateTimeZone zone)
{
    /// <summary>Who acts where a process does.</summary>
    public const string Actor = "hub";

    public BidEntries Entries => entries;

    public MarketEventBook Events => events;

    /// <summary>A bid with the event that it is for.</summary>
    public async Task<Checked<BidInMarket>> FindAsync(string number, int? version, CancellationToken cancellationToken)
    {
        if (await entries.FindAsync(number, version, cancellationToken).ConfigureAwait(false) is not { } bid)
            return RetailProblems.NotThere($"bid {number}", "See `ihub bid list`.").Bad<BidInMarket>();

        if (await events.FindAsync(bid.Event, cancellationToken).ConfigureAwait(false) is not { } market)
            return RetailProblems.NotThere($"market event {bid.Event}", "See `ihub market list`.").Bad<BidInMarket>();

        return registry.Current.FindByName(market.Party) is { } partner
            ? Checked.Good(new BidInMarket(bid, market, GridOf(market), partner))
            : new Problem(DocumentSubmission.PartnerGone, $"There is no party {market.Party}.", "party", "Register the trading center, or correct the market event.").Bad<BidInMarket>();
    }

    /// <summary>
    /// A bid that arrived: its lane knows, or its result is there, whichever is heard of first. One that is further on stays where it is.
    /// </summary>
    public async Task<Checked<BidEntry>> ArriveAsync(BidEntry bid, CancellationToken cancellationToken) => bid.State == BidState.Signed
        ? await entries.StepAsync(bid.Number, bid.Version, BidAction.Submit, Actor, Checked.Good, cancellationToken).ConfigureAwait(false)
        : Checked.Good(bid);

    /// <summary>What a document of ours says, as the text that people approve; null where it is no bid.</summary>
    public BidText? Read(byte[] document, BidInMarket bid)
    {
        var readable = ReadableDocument.Whole(document, out var error);
        return error is null && validator.Check(readable!, bid.Partner).Document is { } read ? BidDocument.Read(read, bid.Market.Code, bid.Market.Area, bid.Grid) : null;
    }

    public EventGrid GridOf(MarketEvent market) => new(market, zone);
}

/// <summary>A bid, the event that it is for, and who runs it.</summary>
public sealed record BidInMarket(BidEntry Bid, MarketEvent Market, EventGrid Grid, Party Partner);
