using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Bids;

/// <summary>What the company reckons with when it bids, version after version. Thread-safe.</summary>
public sealed class BidTermsBook(IBusinessRecords records)
{
    /// <summary>Characters of one version.</summary>
    public const int LongestText = 20_000;

    /// <summary>Keeps a version, or says everything that is wrong with it.</summary>
    public async Task<Checked<BidTerms>> ImportAsync(string json, string actor, CancellationToken cancellationToken)
    {
        if (json.Length > LongestText)
            return new Problem(ProblemCodes.FileTooLarge, $"The text has {json.Length} characters.", "terms", $"Use at most {LongestText}.").Bad<BidTerms>();

        var read = MarketJson.Read<BidTerms>(json, "terms", RetailProblems.NotThere("terms", "Enter them."));
        if (read.Value is not { } terms)
            return read;

        var problems = terms.Check();
        if (problems.Count > 0)
            return Checked.Bad<BidTerms>(problems);

        var problem = await VersionedTexts.SaveAsync(
            records, RecordKind.BidTerms, terms.Code, terms.Version, MarketJson.Write(terms), terms.ValidFrom.ToDateOnly(), terms.ValidTo?.ToDateOnly(),
            "bid-terms.saved", actor, cancellationToken).ConfigureAwait(false);
        return problem is null ? read : problem.Bad<BidTerms>();
    }

    /// <summary>The terms for a day: the newest version of the only code that holds on it.</summary>
    public async Task<Checked<BidTerms>> OnAsync(LocalDate day, CancellationToken cancellationToken)
    {
        var newest = (await records.ListAsync(new(RecordKind.BidTerms) { Most = 10_000 }, cancellationToken).ConfigureAwait(false))
            .GroupBy(static record => record.Key).Select(static versions => Of(versions.MaxBy(static record => record.Version)!)).Where(terms => terms.HoldsOn(day)).ToList();
        return newest switch
        {
            [var one] => Checked.Good(one),
            [] => new Problem(ProblemCodes.BidTermsMissing, $"There are no terms for {day:uuuu-MM-dd}.", "terms", "Enter them: `ihub bid terms FILE`.").Bad<BidTerms>(),
            _ => new Problem(ProblemCodes.BidTermsMissing, $"Several terms hold on {day:uuuu-MM-dd}: {string.Join(", ", newest.Select(static terms => terms.Code))}.", "terms", "End all but one with a next version.").Bad<BidTerms>(),
        };
    }

    private static BidTerms Of(BusinessRecord record) => record.Read<BidTerms>("terms");
}
