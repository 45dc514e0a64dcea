namespace IntegrationHub.Market.Bidding;

/// <summary>Which reason code the market would answer a problem of a bid with (StandardReasonCodeTypeList); what concerns only the retailer keeps its own code.</summary>
public static class BidReasons
{
    /// <summary>The code that a process shows as predicted.</summary>
    public static string Of(Problem problem) => problem.Code switch
    {
        ProblemCodes.PriceBelowFloor or ProblemCodes.PriceOffTick => "B51",
        ProblemCodes.QuantityOffStep => "A42",
        ProblemCodes.StepsTooMany or ProblemCodes.StepsDisordered or ProblemCodes.BidTwice => "A42",
        ProblemCodes.CreditExceeded => "A10",
        ProblemCodes.BidGateClosed => "A57",
        var own => own,
    };
}
