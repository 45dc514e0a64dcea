using NodaTime;

namespace IntegrationHub.Market.Bidding;

/// <summary>What the company reckons with when it bids: costs, expected deviation, profit, credit, eagerness. Amounts are in the market's currency.</summary>
/// <remarks>A version is never changed; the newest counts. Entered by the people who answer for it, with a note of where the figures are from.</remarks>
public sealed record BidTerms
{
    /// <summary>What they are known by, e.g. <c>GD-2027</c>.</summary>
    public required string Code { get; init; }

    public required int Version { get; init; }

    public required LocalDate ValidFrom { get; init; }

    public LocalDate? ValidTo { get; init; }

    /// <summary>What customers pay per MWh; where it is left out, the mean of the retail contracts that bind counts.</summary>
    public decimal? SellingPrice { get; init; }

    /// <summary>Fees of the trading center and the grid that the retailer bears, per MWh.</summary>
    public required decimal Fees { get; init; }

    /// <summary>The company's own costs per MWh.</summary>
    public required decimal OperatingCosts { get; init; }

    /// <summary>Share of the gap by which actual consumption is expected to differ: 0 to 1.</summary>
    public required decimal ExpectedDeviation { get; init; }

    /// <summary>What a MWh of deviation costs.</summary>
    public required decimal DeviationPrice { get; init; }

    /// <summary>Profit that is wanted per MWh.</summary>
    public required decimal TargetProfit { get; init; }

    /// <summary>Guarantees and deposits with the trading center.</summary>
    public required decimal CreditLimit { get; init; }

    /// <summary>What open positions and unpaid settlements take of them.</summary>
    public required decimal CreditUsed { get; init; }

    /// <summary>Share of the gap that must be bought: 0 to 1.</summary>
    public required decimal Sure { get; init; }

    /// <summary>Share of past rounds in which the rest would have been bought: 0 to 1.</summary>
    public required decimal WinShare { get; init; }

    /// <summary>Where the figures are from.</summary>
    public required string Source { get; init; }

    public bool HoldsOn(LocalDate day) => day >= ValidFrom && (ValidTo is not { } last || day <= last);

    /// <summary>Everything that is wrong with them.</summary>
    public IReadOnlyList<Problem> Check()
    {
        var problems = new List<Problem>();
        if (Code.Length is 0 or > 30 || !Code.All(static letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            problems.Add(new(ProblemCodes.BidTermsCode, "The code is none.", "code", "Use 1 to 30 capital letters, digits and hyphens."));

        if (Version < 1)
            problems.Add(new(ProblemCodes.BidTermsCode, $"Version {Version}.", "version", "The first is 1."));

        if (ValidTo < ValidFrom)
            problems.Add(new(ProblemCodes.ValidityReversed, "They end before they begin.", "validTo", "Correct the days."));

        foreach (var (name, share) in (ReadOnlySpan<(string, decimal)>)[("expectedDeviation", ExpectedDeviation), ("sure", Sure), ("winShare", WinShare)])
        {
            if (share is < 0 or > 1)
                problems.Add(new(ProblemCodes.ShareOutOfRange, "The share is not between 0 and 1.", name, "Enter a fraction, such as 0.05."));
        }

        foreach (var (name, amount) in (ReadOnlySpan<(string, decimal)>)[("fees", Fees), ("operatingCosts", OperatingCosts), ("deviationPrice", DeviationPrice), ("creditLimit", CreditLimit), ("creditUsed", CreditUsed)])
        {
            if (amount < 0)
                problems.Add(new(ProblemCodes.BidTermsAmount, "The amount is below zero.", name, "Enter zero or more."));
        }

        if (string.IsNullOrWhiteSpace(Source))
            problems.Add(new(ProblemCodes.ParameterSource, "Nothing says where the figures are from.", "source", "Name the calculation or the decision."));

        return problems;
    }
}
