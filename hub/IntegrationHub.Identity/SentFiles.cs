using System.Security.Cryptography;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Identity.People;

namespace IntegrationHub.Identity;

/// <summary>Files that persons send to answer a form with. They are archived, sealed like documents; a process carries their ids. Thread-safe.</summary>
public sealed class SentFiles(IArchive archive, Looks acts, TimeProvider time)
{
    /// <summary>Octets of one file.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>Files taken in at once, by whichever way: each is held in memory.</summary>
    public const int MostAtOnce = 8;

    /// <summary>Archives a file, with the event <c>attachment.stored</c>.</summary>
    /// <returns>Its id.</returns>
    public async Task<Guid> KeepAsync(Account who, byte[] octets, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        await archive.StoreAsync(RetailerId.Default, id, ArchiveClass.Received, octets, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        await acts.RecordActAsync(who, "attachment.stored", [("attachment", id.ToString()), ("sha256", Convert.ToHexStringLower(SHA256.HashData(octets)))], cancellationToken).ConfigureAwait(false);
        return id;
    }
}
