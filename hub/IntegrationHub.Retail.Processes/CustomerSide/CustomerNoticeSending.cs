using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Messages;
using IntegrationHub.Retail.Processes.Tracking;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>
/// Tells persons who sign in for customers what is new, as they chose: on their page at once, by text message outside the quiet hours and within the day's limit. A gateway knows no repetition, so what is
/// about to be handed over is noted first: after a crash it is not known whether it left, and it is not sent again. Thread-safe.
/// </summary>
public sealed class CustomerNoticeSending(
    CustomerNoticeBook book, LoginBook logins, SubscriptionBook subscriptions, ContractBook contracts, ReminderLimits limits, MessageBook messages, ICompanyCrossings crossings, ISmsSender sms,
    RetailerId retailer, TimeProvider time)
{
    /// <summary>Notices that are looked at in one go; the rest comes with the next.</summary>
    private const int Batch = 200;

    /// <summary>Handing over takes no longer; what is found so after it was ended by a crash.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Tells everything that is to be told now.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        foreach (var pending in await book.PendingAsync(Batch, cancellationToken).ConfigureAwait(false))
        {
            var choice = (await subscriptions.OfAsync(pending.Notice.Login, cancellationToken).ConfigureAwait(false)).Of(pending.Notice.Notice.Topic);
            if (await ShowAsync(pending, choice, cancellationToken).ConfigureAwait(false) is { } shown)
                await SendAsync(shown, choice, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Has the person's page show it; killed before that is noted, the same is handed in under the same id.</summary>
    private async Task<PendingNotice?> ShowAsync(PendingNotice pending, TopicChoice choice, CancellationToken cancellationToken)
    {
        var notice = pending.Notice;
        if (notice.OnPage is not null)
            return pending;

        if (choice.Page)
        {
            var item = new CrossingItem(
                Guid.Parse(pending.Key), CustomerLogin.SubjectOf(notice.Login), CrossingKinds.Notice, CrossingKinds.Version, MarketJson.Write(notice.Notice), time.GetUtcNow());
            await crossings.HandInAsync(retailer, item, "hub", $"A notice of {notice.Login}", cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<BusinessRecord> message = choice.Page ? [await messages.BesideAsync(MessageOf(pending, MessageWay.Page, MessageState.Shown), cancellationToken).ConfigureAwait(false)] : [];
        return await book.KeepAsync(pending, notice with { OnPage = choice.Page }, cancellationToken, message).ConfigureAwait(false);
    }

    private async Task SendAsync(PendingNotice pending, TopicChoice choice, CancellationToken cancellationToken)
    {
        var (notice, now) = (pending.Notice, time.GetUtcNow());
        if (notice.Sms == NoticeSms.Sending && pending.SavedAt + Longest < now)
        {
            await KeepAsync(pending, notice with { Sms = NoticeSms.Unknown }, MessageState.Unknown, phone: null, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (notice.Sms != NoticeSms.Due || notice.NotBefore > now)
            return;

        var login = await logins.FindAsync(notice.Login, cancellationToken).ConfigureAwait(false);
        if (!choice.Sms || login is not { Login: { IsDisabled: false, Phone: { } phone } })
        {
            await book.KeepAsync(pending, notice with { Sms = NoticeSms.NotWanted }, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (await IsOverAsync(notice, cancellationToken).ConfigureAwait(false))
        {
            await KeepAsync(pending, notice with { Sms = NoticeSms.Passed }, MessageState.Passed, phone, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (limits.QuietUntil() is { } morning)
        {
            await KeepAsync(pending, notice with { NotBefore = morning }, MessageState.Quiet, phone, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (await limits.OneMoreAsync(phone, SubscriptionChoices.IsDue(notice.Notice.Topic), cancellationToken).ConfigureAwait(false) is not { } count)
        {
            await KeepAsync(pending, notice with { NotBefore = limits.Tomorrow() }, MessageState.Limit, phone, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Whoever notes it first sends it.
        if (await KeepAsync(pending, notice with { Sms = NoticeSms.Sending }, MessageState.Sending, phone, cancellationToken, count).ConfigureAwait(false) is { } noted)
            await HandOverAsync(noted, phone, count, cancellationToken).ConfigureAwait(false);
    }

    private async Task HandOverAsync(PendingNotice noted, string phone, BusinessRecord count, CancellationToken cancellationToken)
    {
        var notice = noted.Notice;
        try
        {
            await sms.SendAsync(phone, NoticeTexts.Of(notice.Notice), cancellationToken).ConfigureAwait(false);
            await KeepAsync(noted, notice with { Sms = NoticeSms.Sent, NotBefore = null }, MessageState.Sent, phone, cancellationToken).ConfigureAwait(false);
        }
        catch (SmsException failure) when (failure.MayHaveLeft)
        {
            // It counts, and is not sent again.
            await KeepAsync(noted, notice with { Sms = NoticeSms.Unknown, NotBefore = null }, MessageState.Unknown, phone, cancellationToken).ConfigureAwait(false);
        }
        catch (SmsException)
        {
            var tries = notice.Tries + 1;
            notice = tries < DeliveryReminders.MostTries
                ? notice with { Sms = NoticeSms.Due, Tries = tries, NotBefore = time.GetUtcNow() + DeliveryReminders.PauseAfter(tries) }
                : notice with { Sms = NoticeSms.Failed, Tries = tries, NotBefore = null };

            // What was not taken does not count; where the number was counted up meanwhile, it stays counted.
            var state = notice.Sms == NoticeSms.Due ? MessageState.Waiting : MessageState.Refused;
            if (await KeepAsync(noted, notice, state, phone, cancellationToken, ReminderLimits.OneLess(count)).ConfigureAwait(false) is null)
                await KeepAsync(noted, notice, state, phone, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Keeps where a notice stands, and what became of its text message with it.</summary>
    private async Task<PendingNotice?> KeepAsync(PendingNotice before, StoredNotice after, MessageState state, string? phone, CancellationToken cancellationToken, params BusinessRecord[] beside)
    {
        var message = MessageOf(before, MessageWay.Sms, state) with { Phones = phone is null ? [] : [StoredMessage.HintOf(phone)], NotBefore = after.NotBefore, Tries = after.Tries };
        return await book.KeepAsync(before, after, cancellationToken, [.. beside, await messages.BesideAsync(message, cancellationToken).ConfigureAwait(false)]).ConfigureAwait(false);
    }

    private static StoredMessage MessageOf(PendingNotice pending, MessageWay way, MessageState state)
    {
        var (notice, at) = (pending.Notice.Notice, MessageBook.Kept(pending.Notice.Notice.At));
        return new(MessageBook.KeyOf(at, pending.Key, way.ToString()), KindOf(notice.Topic), way, pending.Notice.Login, state, at, NoticeTexts.Of(notice));
    }

    private static string KindOf(SubscriptionTopic topic) => topic switch
    {
        SubscriptionTopic.ContractToSign => "customer.contract-to-sign",
        SubscriptionTopic.ContractEnding => "customer.contract-ending",
        SubscriptionTopic.NewBill => "customer.bill",
        SubscriptionTopic.Deviation => "customer.deviation",
        SubscriptionTopic.RequestAnswered => "customer.request-answered",
        _ => "customer.announcement",
    };

    /// <summary>Nobody is asked for what is done: of a contract that was answered meanwhile nothing is told any more.</summary>
    private async Task<bool> IsOverAsync(StoredNotice notice, CancellationToken cancellationToken)
    {
        if (notice.Notice.Topic != SubscriptionTopic.ContractToSign)
            return false;

        return await contracts.FindAsync(notice.Notice.NumberOfContract(), null, cancellationToken).ConfigureAwait(false) is not { Contract: { State: ContractState.Offered } offered } || offered.Digest != notice.Digest;
    }
}
