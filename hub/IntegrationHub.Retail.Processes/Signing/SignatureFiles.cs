using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Retail.Contracts;

namespace IntegrationHub.Retail.Processes.Signing;

/// <summary>Files that answers of tasks name by their ids: attachments of the contract, and what was uploaded with the task and lies in the archive. Thread-safe.</summary>
public sealed class SignatureFiles(AttachmentBook attachments, IArchive archive)
{
    /// <summary>The octets; null where there are none of this id.</summary>
    public async Task<byte[]?> FindAsync(string contract, string id, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(id, "D", out var known))
            return null;

        var attached = await attachments.ListAsync(contract, cancellationToken).ConfigureAwait(false);
        return attached.FirstOrDefault(file => file.Id == known)?.Content
            ?? (await archive.ReadAsync(RetailerId.Default, known, cancellationToken).ConfigureAwait(false))?.ToArray();
    }
}
