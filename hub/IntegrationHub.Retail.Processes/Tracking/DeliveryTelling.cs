using System.Globalization;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Tracking;
using IntegrationHub.Workflows.Engine.Notifying;

namespace IntegrationHub.Retail.Processes.Tracking;

/// <summary>
/// Tells people of warnings: who wrote the contract, and the desk that the warning is for, by notices on their pages; then the customer (<see cref="DeliveryReminders"/>). Notices have the warning's id, so
/// whoever tells again after a crash, or beside another node, tells nobody twice. Thread-safe.
/// </summary>
public sealed class DeliveryTelling(DeliveryBook deliveries, DeliveryReminders reminders, INotifier notifier, TimeProvider time)
{
    /// <summary>Kind of the notices.</summary>
    public const string Notice = "delivery.warning";

    /// <summary>Contracts that are told of in one go; the rest comes with the next.</summary>
    private const int Batch = 200;

    /// <summary>Tells everything that is to be told.</summary>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        foreach (var pending in await deliveries.PendingAsync(Batch, time.GetUtcNow(), cancellationToken).ConfigureAwait(false))
        {
            PendingDelivery? current = pending;
            foreach (var kind in pending.Delivery.Warnings.Select(static warning => warning.Kind))
            {
                current = current is null ? null : await TellAsync(current, kind, cancellationToken).ConfigureAwait(false);
                current = current is null ? null : await reminders.RemindAsync(current, kind, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<PendingDelivery?> TellAsync(PendingDelivery pending, DeliveryWarningKind kind, CancellationToken cancellationToken)
    {
        var warning = pending.Delivery.Warnings.Single(one => one.Kind == kind);
        if (!warning.IsOpen || warning.ToldAt is not null)
            return pending;

        var (now, delivery) = (time.GetUtcNow(), pending.Delivery);
        var id = string.Create(CultureInfo.InvariantCulture, $"delivery-{delivery.Contract}-{delivery.Month}-{kind}");
        await notifier.SendAsync(
            [
                new($"{id}-author", NoticeChannel.Page, delivery.Author, IsRole: false, Notice, TextOf(delivery, kind), null, null, now),
                new($"{id}-desk", NoticeChannel.Page, DeskOf(kind), IsRole: true, Notice, TextOf(delivery, kind), null, null, now),
            ],
            cancellationToken).ConfigureAwait(false);
        return await deliveries.KeepAsync(pending, warning with { ToldAt = now }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The role of definitions that looks after it: what comes of a deviation and of credit is a risk, readings are the settlement's.</summary>
    private static string DeskOf(DeliveryWarningKind kind) => kind switch
    {
        DeliveryWarningKind.ReadingsMissing => "settlement",
        _ => "risk",
    };

    /// <summary>Names contract and month, and no figure: notices are read by others, too.</summary>
    private static string TextOf(StoredDelivery delivery, DeliveryWarningKind kind) => string.Create(CultureInfo.InvariantCulture, $"{delivery.Contract} in {delivery.Month}: {WordsOf(kind)}");

    private static string WordsOf(DeliveryWarningKind kind) => kind switch
    {
        DeliveryWarningKind.NearBand => "the month comes close to the edge of the free band",
        DeliveryWarningKind.BeyondBand => "the month is going to leave the free band",
        DeliveryWarningKind.CreditExceeded => "more is at risk than the limit of credit",
        _ => "readings are missing",
    };
}
