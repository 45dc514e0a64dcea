using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Identity.People;

/// <summary>Whose eyes the content of a document is for, by its root element.</summary>
public static class DocumentRules
{
    private static readonly string[] OfBids = ["Bid", "MeritOrder", "AllocationResult", "Capacity", "Confirmation"];

    /// <summary>Its words are about another document, which it quotes and whose kind it does not tell.</summary>
    private const string Answer = "Acknowledgement";

    /// <summary>Whether it may be read: documents that hold bids need <see cref="Permission.ReadBids"/> besides.</summary>
    public static bool MayRead(IReadOnlySet<Permission> granted, string? rootElement) => granted.Contains(Permission.ReadDocuments) && SeesBids(granted, rootElement);

    /// <summary>Whether somebody may let it go again, send it now, or take it back.</summary>
    public static bool MayOperate(IReadOnlySet<Permission> granted, string? rootElement) => granted.Contains(Permission.OperateExchanges) && (granted.Contains(Permission.ReadBids) || !HoldsBids(rootElement));

    /// <summary>Whether words about it may be read, which may quote what it holds.</summary>
    public static bool SeesBids(IReadOnlySet<Permission> granted, string? rootElement) => granted.Contains(Permission.ReadBids) || !(HoldsBids(rootElement) || rootElement!.StartsWith(Answer, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same of exchanges that only their ids are known of: one look tells what they are.</summary>
    public static async Task<Func<Guid, bool>> SeesBidsAsync(IReadOnlySet<Permission> granted, IExchangeReader exchanges, IEnumerable<Guid> about, CancellationToken cancellationToken)
    {
        if (granted.Contains(Permission.ReadBids) || about.Distinct().ToList() is not { Count: > 0 } ids)
            return static _ => true;

        var roots = await exchanges.RootElementsAsync(RetailerId.Default, ids, cancellationToken).ConfigureAwait(false);
        return id => SeesBids(granted, roots.GetValueOrDefault(id));
    }

    /// <summary>Whether entries of a kind tell of bids, their plans or the terms they are made by, though of no document: <c>bid.submit</c>, <c>bid-plan.gap</c>.</summary>
    public static bool IsOfBids(string eventKind) => eventKind.StartsWith("bid.", StringComparison.Ordinal) || eventKind.StartsWith("bid-", StringComparison.Ordinal);

    /// <summary>What could not be recognised counts as one: nobody can say what it holds.</summary>
    private static bool HoldsBids(string? rootElement) => rootElement is null || OfBids.Any(word => rootElement.Contains(word, StringComparison.OrdinalIgnoreCase));
}
