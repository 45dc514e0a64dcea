using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;

namespace IntegrationHub.Retail.Bids;

/// <summary>Judges a bid by the market's limits, its plan, the credit and the gate. Thread-safe.</summary>
public sealed class BidCheck(MarketEventBook events, BidPlanBook plans, TimeProvider time)
{
    /// <summary>Everything that is wrong with a bid now; empty when nothing is.</summary>
    /// <param name="bid">The bid.</param>
    /// <param name="ceiling">Digest of the plan it was proposed under; null where any will do.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Problem>> FindAsync(BidEntry bid, string? ceiling, CancellationToken cancellationToken)
    {
        if (await events.FindAsync(bid.Event, cancellationToken).ConfigureAwait(false) is not { } market)
            return [RetailProblems.NotThere($"market event {bid.Event}", "See `ihub market list`.")];

        var problems = new List<Problem>();
        if (time.GetUtcNow() >= market.GateClosure)
            problems.Add(new(ProblemCodes.BidGateClosed, $"The gate of {market.Code} closed at {market.GateClosure.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}.", "", "Bid in a later event."));

        if (await plans.FindAsync(bid.Event, cancellationToken).ConfigureAwait(false) is not { Plan: { IsPriced: true, Credit: { } credit } plan } stored)
            return [.. problems, new(ProblemCodes.BidPlanMissing, $"{bid.Event} has no plan with ceilings.", "", "Have gap and ceiling reckoned first: `ihub bid reckon`.")];

        if (ceiling is not null && ceiling != stored.Digest)
            problems.Add(new(ProblemCodes.BidPlanChanged, "The plan was reckoned anew since the bid was proposed.", "ceiling", "Look at the new ceilings and propose the bid again."));

        problems.AddRange(BidBook.Check(bid.Intervals, market.ToRules(), plan.Ceilings, plan.Gaps, credit));
        return problems;
    }
}
