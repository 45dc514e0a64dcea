using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Mailbox;

/// <summary>
/// Port: what one party can list and get. Every method takes the party it is for; nothing of another party is reachable.
/// </summary>
/// <remarks>
/// Codes are given when a party looks, under a lock of that party's mailbox, to entries that are committed by then. So the order of commits
/// cannot make a lower code appear after a higher one was seen, and commits of a busy party do not wait for each other.
/// </remarks>
public interface IMailbox
{
    /// <summary>Entries in ascending order of code, at most <see cref="MailboxQuery.Max"/> + 1 (one more tells that there are more).</summary>
    ValueTask<IReadOnlyList<MailboxEntry>> ListAsync(RetailerId retailer, PartyId party, MailboxQuery query, CancellationToken cancellationToken);

    ValueTask<MailboxEntry?> FindByCodeAsync(RetailerId retailer, PartyId party, long code, CancellationToken cancellationToken);

    /// <summary>The entry with this identification; the highest version when <paramref name="version"/> is <c>null</c>.</summary>
    ValueTask<MailboxEntry?> FindByIdentificationAsync(
        RetailerId retailer, PartyId party, string identification, int? version, CancellationToken cancellationToken);

    /// <summary>The oldest document addressed to the party that it has not taken from the queue, or <c>null</c>. Does not advance.</summary>
    ValueTask<MailboxEntry?> PeekQueueAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken);

    /// <summary>Advances the queue past <paramref name="code"/>; called after the answer was written completely. Repeating it does nothing.</summary>
    ValueTask AdvanceQueueAsync(RetailerId retailer, PartyId party, long code, CancellationToken cancellationToken);

    /// <summary>
    /// Lets codes go on <see cref="LostCodes"/> behind the last one: after a restore the party may have seen codes that the store does not know any
    /// more, and would never list a document that gets one of them again. Also for a party that has no code yet: its first ones may be lost.
    /// </summary>
    ValueTask SkipLostCodesAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken);

    /// <summary>How far codes jump: more documents than one party gets in years.</summary>
    const long LostCodes = 1_000_000;
}
