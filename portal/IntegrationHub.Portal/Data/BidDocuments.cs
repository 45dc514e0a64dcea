namespace IntegrationHub.Portal.Data;

/// <summary>Which documents hold bids, so that their content needs <c>ReadBids</c> besides <c>ReadDocuments</c>.</summary>
internal static class BidDocuments
{
    private static readonly string[] Words = ["Bid", "MeritOrder", "AllocationResult", "Capacity", "Confirmation"];

    /// <summary>What could not be recognised counts as one: nobody can say what it holds.</summary>
    public static bool Holds(string? rootElement) => rootElement is null || Words.Any(word => rootElement.Contains(word, StringComparison.OrdinalIgnoreCase));
}
