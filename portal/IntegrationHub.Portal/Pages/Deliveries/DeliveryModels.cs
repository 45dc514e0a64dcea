using IntegrationHub.Identity.SignIn;
using IntegrationHub.Market.Time;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Tracking;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Portal.Pages.Deliveries;

/// <summary>Contracts of a month as they are delivered, those with warnings first.</summary>
/// <param name="Rows">The first of them.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Look">The last look; null before the first.</param>
public sealed record DeliveryListModel(BillingMonth Month, IReadOnlyList<StoredDelivery> Rows, int Total, DeliveryLook? Look);

/// <summary>A contract's month on its page.</summary>
/// <param name="Delivery">Null where the month was not looked at.</param>
/// <param name="Day">A day of it by interval; null where there is none to show.</param>
public sealed record DeliveryModel(BillingMonth Month, StoredDelivery? Delivery, DeliveryIntervals? Day);

/// <summary>Whom warnings concern, and in which order they are shown.</summary>
internal static class DeliveryRows
{
    /// <summary>The most urgent first, then the largest deviation.</summary>
    public static IEnumerable<StoredDelivery> Urgent(IEnumerable<StoredDelivery> all) =>
        all.OrderByDescending(static one => one.Open.Select(static warning => UrgencyOf(warning.Kind)).DefaultIfEmpty(0).Max()).ThenByDescending(static one => Math.Abs(one.Status?.Deviation ?? 0)).ThenBy(static one => one.Contract, StringComparer.Ordinal);

    /// <summary>Who wrote the contract, and the desks that look after risks and readings with those who lead them and sales.</summary>
    public static bool Concerns(StoredDelivery delivery, SignedIn who, Actor actor) =>
        delivery.Author == who.Account.Name || who.Account.OtherAccounts.Contains(delivery.Author) || actor.Roles.Any(static role => role is "risk" or "risk-lead" or "sales-lead")
        || (delivery.Open.Any(static warning => warning.Kind == DeliveryWarningKind.ReadingsMissing) && actor.Roles.Any(static role => role is "settlement" or "settlement-lead"));

    private static int UrgencyOf(DeliveryWarningKind kind) => kind switch
    {
        DeliveryWarningKind.BeyondBand => 4,
        DeliveryWarningKind.CreditExceeded => 3,
        DeliveryWarningKind.NearBand => 2,
        _ => 1,
    };
}
