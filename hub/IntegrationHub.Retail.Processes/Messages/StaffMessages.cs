using IntegrationHub.Identity.Codes;
using IntegrationHub.Retail.Messages;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Processes.Tracking;
using IntegrationHub.Retail.Records;
using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Retail.Processes.Messages;

/// <summary>
/// Sends text messages to people of the company. A gateway knows no repetition, so what is about to be handed over is noted first: after a crash it is not known whether it left, and it is not sent again.
/// Whoever had the messages of the day gets no more of them: the page has what they say. Thread-safe.
/// </summary>
public sealed class StaffMessages(IBusinessRecords records, MessageBook book, IStaffPhones phones, ReminderLimits limits, IProcessStore processes, ISmsSender sms, TimeProvider time)
{
    /// <summary>Handing over takes no longer; what is found so after it was ended by a crash.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>What could not be sent for so long is no news any more.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromHours(24);

    /// <summary>Sends everything that is to be sent now.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await foreach (var (message, record) in book.InStateAsync(MessageState.Sending, cancellationToken).ConfigureAwait(false))
        {
            // Those to customers are looked after by who sends them.
            if (IsOfStaff(message) && record.SavedAt + Longest < now)
                await KeepAsync(message with { State = MessageState.Unknown }, record, cancellationToken).ConfigureAwait(false);
        }

        await foreach (var (message, record) in book.InStateAsync(MessageState.Queued, cancellationToken).ConfigureAwait(false))
        {
            if (!(message.NotBefore > now))
                await SendAsync(message, record, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsOfStaff(StoredMessage message) => !message.Kind.StartsWith("customer.", StringComparison.Ordinal);

    private async Task SendAsync(StoredMessage message, BusinessRecord record, CancellationToken cancellationToken)
    {
        var isOver = await IsOverAsync(message, cancellationToken).ConfigureAwait(false);
        if (isOver || message.At + Age < time.GetUtcNow())
        {
            // What gateways did not take for a day they refused, however many tries there were.
            await KeepAsync(message with { State = !isOver && message.Tries > 0 ? MessageState.Refused : MessageState.Passed }, record, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (await phones.FindAsync(message.To, cancellationToken).ConfigureAwait(false) is not { Phone: var phone })
        {
            await KeepAsync(message with { State = MessageState.Nobody }, record, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (await limits.OneMoreAsync(phone, isDue: false, cancellationToken).ConfigureAwait(false) is not { } count)
        {
            await KeepAsync(message with { State = MessageState.Limit }, record, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Whoever notes it first sends it.
        if (await KeepAsync(message with { State = MessageState.Sending, NotBefore = null, Phones = [StoredMessage.HintOf(phone)] }, record, cancellationToken, count).ConfigureAwait(false) is not { } noted)
            return;

        try
        {
            await sms.SendAsync(phone, message.Text!, cancellationToken).ConfigureAwait(false);
            await KeepAsync(noted.Message with { State = MessageState.Sent }, noted.Record, cancellationToken).ConfigureAwait(false);
        }
        catch (SmsException failure) when (failure.MayHaveLeft)
        {
            // It counts, and is not sent again.
            await KeepAsync(noted.Message with { State = MessageState.Unknown }, noted.Record, cancellationToken).ConfigureAwait(false);
        }
        catch (SmsException)
        {
            var tries = message.Tries + 1;
            var after = tries < DeliveryReminders.MostTries
                ? noted.Message with { State = MessageState.Queued, Tries = tries, NotBefore = time.GetUtcNow() + DeliveryReminders.PauseAfter(tries) }
                : noted.Message with { State = MessageState.Refused, Tries = tries };

            // What was not taken does not count; where the number was counted up meanwhile, it stays counted.
            if (await KeepAsync(after, noted.Record, cancellationToken, ReminderLimits.OneLess(count)).ConfigureAwait(false) is null)
                await KeepAsync(after, noted.Record, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Nobody is told of a task that is done.</summary>
    private async Task<bool> IsOverAsync(StoredMessage message, CancellationToken cancellationToken) =>
        message is { Case: { } instance, Task: { } token } && await processes.FindTaskAsync(instance, token, cancellationToken).ConfigureAwait(false) is null;

    /// <summary>Keeps where a message stands, in the ledger as well; null where somebody else changed it meanwhile.</summary>
    private async Task<(StoredMessage Message, BusinessRecord Record)?> KeepAsync(StoredMessage after, BusinessRecord before, CancellationToken cancellationToken, params BusinessRecord[] beside)
    {
        var fact = new RecordFact("staff.message", new Dictionary<string, string> { ["user"] = after.To, ["kind"] = after.Kind, ["result"] = after.State.ToString() });
        return await records.SaveAsync([after.ToRecord(before.Revision), .. beside], [fact], "hub", cancellationToken).ConfigureAwait(false) == RecordResult.Saved
            ? (after, before with { Revision = before.Revision + 1 })
            : null;
    }
}
