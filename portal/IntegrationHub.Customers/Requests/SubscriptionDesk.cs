using IntegrationHub.Customers.Shelves;
using IntegrationHub.Market.CustomerSide;

namespace IntegrationHub.Customers.Requests;

/// <summary>What the person who is signed in wants to be told of. The choice is one of the person, not of the customer; the company's side judges and keeps it. Thread-safe.</summary>
internal sealed class SubscriptionDesk(ShelfReader shelves, RequestDesk desk)
{
    public Task<SubscriptionChoices> FindAsync(CustomerLogin login, CancellationToken cancellationToken) =>
        shelves.OfAsync(CustomerLogin.SubjectOf(login.Name), static shelf => shelf.Subscriptions, cancellationToken);

    public async Task<Asked> ChooseAsync(CustomerLogin login, Guid id, SubscriptionChoices wanted, CancellationToken cancellationToken) => wanted.Check() is { Count: > 0 } wrong
        ? Asked.Wrong(wrong)
        : Asked.Of(await desk.HandInAsync(login, id, CrossingKinds.SubscriptionsChosen, new SubscriptionsChosen(login.Name, wanted), cancellationToken));
}
