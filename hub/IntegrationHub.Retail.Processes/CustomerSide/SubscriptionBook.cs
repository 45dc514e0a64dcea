using System.Globalization;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>
/// What persons who sign in for customers want to be told of, choice after choice. Who never chose has <see cref="SubscriptionChoices.Usual"/>. Thread-safe.
/// </summary>
/// <param name="records">Where choices lie.</param>
/// <param name="logins">Who may choose.</param>
/// <param name="crossings">How they get back to the person's page.</param>
/// <param name="retailer">Whose customers.</param>
/// <param name="time">The clock.</param>
public sealed class SubscriptionBook(IBusinessRecords records, LoginBook logins, ICompanyCrossings crossings, RetailerId retailer, TimeProvider time)
{
    /// <summary>Changed, and not yet known to be handed in.</summary>
    private const string Changed = "changed";

    private const string Published = "published";

    /// <summary>What a login wants: what was chosen last, or what is usual.</summary>
    public async Task<SubscriptionChoices> OfAsync(string login, CancellationToken cancellationToken) => (await FindAsync(login, cancellationToken).ConfigureAwait(false))?.Kept ?? SubscriptionChoices.Usual;

    /// <summary>What a login chose last; null where it never did.</summary>
    public async Task<LoginSubscriptions?> FindAsync(string login, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Subscription, login, null, cancellationToken).ConfigureAwait(false) is { } record ? Of(record) : null;

    /// <summary>Everybody who signs in for a customer, with what he wants: version 0 of what is usual where he never chose.</summary>
    public async Task<IReadOnlyList<(StoredLogin Login, LoginSubscriptions Subscriptions)>> OfCustomerAsync(string customer, CancellationToken cancellationToken)
    {
        var all = new List<(StoredLogin, LoginSubscriptions)>();
        foreach (var login in await logins.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (login.CustomerName == customer)
                all.Add((login, await FindAsync(login.Login.Name, cancellationToken).ConfigureAwait(false) ?? new(login.Login.Name, 0, SubscriptionChoices.Usual)));
        }

        return all;
    }

    /// <summary>Keeps what a login chose. The same once more is what is kept.</summary>
    public async Task<Checked<LoginSubscriptions>> ChooseAsync(string login, SubscriptionChoices wanted, CancellationToken cancellationToken)
    {
        if (wanted.Check() is { Count: > 0 } problems)
            return Checked.Bad<LoginSubscriptions>(problems);

        var before = await FindAsync(login, cancellationToken).ConfigureAwait(false);
        if (before?.Kept.Says(wanted) == true)
            return Checked.Good(before);

        var chosen = new LoginSubscriptions(login, (before?.Version ?? 0) + 1, wanted);
        var fact = new RecordFact("customer-subscriptions.chosen", new Dictionary<string, string> { ["login"] = login, ["version"] = chosen.Version.ToString(CultureInfo.InvariantCulture) });
        var record = new BusinessRecord(RecordKind.Subscription, login, chosen.Version, Changed, null, null, MarketJson.WriteUtf8(chosen));
        if (await records.SaveAsync([record], [fact], "customer:" + login, cancellationToken).ConfigureAwait(false) != RecordResult.Saved)
            return RetailProblems.SomebodyElse.Bad<LoginSubscriptions>();

        await DeliverAsync(cancellationToken).ConfigureAwait(false);
        return Checked.Good(chosen);
    }

    /// <summary>Hands in what is chosen and not known to be handed in. The same version has the same id.</summary>
    public async Task DeliverAsync(CancellationToken cancellationToken)
    {
        foreach (var record in await records.ListAsync(new(RecordKind.Subscription) { State = Changed }, cancellationToken).ConfigureAwait(false))
        {
            var chosen = Of(record);
            var item = new CrossingItem(
                NameId.Of(CrossingKinds.Subscriptions, chosen.Login, $"{chosen.Version}"), CustomerLogin.SubjectOf(chosen.Login), CrossingKinds.Subscriptions, CrossingKinds.Version, MarketJson.Write(chosen), time.GetUtcNow());
            await crossings.HandInAsync(retailer, item, record.SavedBy, $"The choice of {chosen.Login}", cancellationToken).ConfigureAwait(false);
            await records.SaveAsync([record with { State = Published }], [], record.SavedBy, cancellationToken).ConfigureAwait(false);
        }
    }

    private static LoginSubscriptions Of(BusinessRecord record) => record.Read<LoginSubscriptions>("subscriptions");
}
