namespace IntegrationHub.Storage.Mailbox;

/// <summary>For drills only: what a mailbox looks like after a restore from an older backup. Never used by a hub.</summary>
/// <remarks>Documents, registry and ledger stay; only what parties list is set back.</remarks>
public interface IMailboxDrill
{
    /// <summary>Removes every entry with <paramref name="code"/> or a higher one from all mailboxes; the next entry gets <paramref name="code"/>.</summary>
    Task ForgetFromAsync(long code, CancellationToken cancellationToken);
}
