using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Lanes.Files;
using IntegrationHub.Lanes.Sending;

namespace IntegrationHub.Host.Commands.Files;

/// <summary>An outbox that is one folder, and remembers what it wrote.</summary>
internal sealed class ExportFolder(string folder) : IFileOutbox
{
    private readonly List<ExportedFile> _written = [];

    public IReadOnlyList<ExportedFile> Written => _written;

    /// <summary>Why the last file could not be written; the rest waits then.</summary>
    public string? Failure { get; private set; }

    public async Task WriteAsync(Party party, OutboundExchange exchange, ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        try
        {
            await FileOutbox.WriteAsync(folder, exchange, document, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Failure = failure.Message;

            // The lane knows one kind of failure to write, and tries again later.
            throw failure as IOException ?? new IOException(failure.Message, failure);
        }

        _written.Add(new ExportedFile(
            FileOutbox.FileName(exchange), exchange.Id, exchange.Profile, exchange.Document.MRid, exchange.Document.Revision, document.Length));
    }
}

/// <summary>One file that was written, as JSON.</summary>
internal sealed record ExportedFile(string File, Guid Exchange, string Profile, string MRid, int Revision, long Size);
