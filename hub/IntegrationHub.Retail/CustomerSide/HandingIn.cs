using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;

namespace IntegrationHub.Retail.CustomerSide;

/// <summary>What the books made for customers has to cross: where it is refused, nobody is told so, and something is broken.</summary>
internal static class HandingIn
{
    /// <summary>Hands in one item. The same id again changes nothing.</summary>
    /// <param name="crossings">Where it is handed in.</param>
    /// <param name="retailer">Whose customers.</param>
    /// <param name="item">What crosses.</param>
    /// <param name="actor">In whose name.</param>
    /// <param name="name">What it is called where it is refused: <c>Article opening-hours</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidDataException">It is refused.</exception>
    public static async Task HandInAsync(this ICompanyCrossings crossings, RetailerId retailer, CrossingItem item, string actor, string name, CancellationToken cancellationToken)
    {
        var refused = await crossings.PublishAsync(retailer, item, actor, cancellationToken).ConfigureAwait(false);
        if (refused.Count > 0)
            throw new InvalidDataException($"{name} does not cross: {refused[0].Text}");
    }
}
