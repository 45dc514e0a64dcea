using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Lanes.Sending;

namespace IntegrationHub.Lanes.Files;

/// <summary>Writes documents into <c>ROOT/PARTY/</c>, one file each, under a name made of the document's own (safe) parts.</summary>
/// <remarks>A file appears whole or not at all: it is written beside its place, flushed to the disk and moved. Thread-safe.</remarks>
public sealed class FileOutbox(string root) : IFileOutbox
{
    private const int LongestPart = 60;

    public Task WriteAsync(Party party, OutboundExchange exchange, ReadOnlyMemory<byte> document, CancellationToken cancellationToken) =>
        WriteAsync(Path.Combine(root, party.Name), exchange, document, cancellationToken);

    /// <summary>Writes into <paramref name="folder"/> itself.</summary>
    public static async Task WriteAsync(string folder, OutboundExchange exchange, ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, FileName(exchange));
        var partial = Path.Combine(folder, "." + exchange.Id.ToString("N") + ".part");
        await using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 64 * 1024, useAsync: true))
        {
            await stream.WriteAsync(document, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, target, overwrite: true);
    }

    /// <summary><c>20261121T101500Z_Schedule_mRID_1_1a2b3c4d.xml</c>: sortable, readable, and unique by the end of the exchange's id.</summary>
    public static string FileName(OutboundExchange exchange)
    {
        var root = exchange.RootElement.EndsWith("_MarketDocument", StringComparison.Ordinal)
            ? exchange.RootElement[..^"_MarketDocument".Length]
            : exchange.RootElement;
        var id = exchange.Id.ToString("N");
        return $"{exchange.CreatedAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}_{Safe(root)}_{Safe(exchange.Document.MRid)}_{exchange.Document.Revision}_{id[^8..]}.xml";
    }

    private static string Safe(string text)
    {
        var characters = text.Take(LongestPart).Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '-').ToArray();
        return new string(characters);
    }
}
