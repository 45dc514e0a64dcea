using System.Security.Cryptography;
using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Exchange.Search;

/// <summary>Archived bytes of an exchange.</summary>
/// <param name="What"><c>received</c>, <c>message</c> (signed, as sent), <c>document</c> or <c>answer</c>.</param>
/// <param name="Id">Key in the archive.</param>
/// <param name="State"><c>ok</c>, <c>missing</c> or <c>damaged</c>.</param>
/// <param name="Size">Number of bytes; <c>null</c> unless they are whole.</param>
/// <param name="Sha256">Digest, computed now over what the archive gave back.</param>
public sealed record ArchivedPiece(string What, Guid Id, string State, long? Size, string? Sha256)
{
    /// <summary>A message as it came.</summary>
    public const string Received = "received";

    /// <summary>The document without its envelope.</summary>
    public const string Document = "document";

    /// <summary>What the archive may keep of an exchange.</summary>
    public static IReadOnlyList<string> Names { get; } = [Received, "message", Document, "answer"];

    /// <summary>Everything the archive keeps of an exchange, read and digested anew: damage shows here and not when it is needed.</summary>
    public static async Task<IReadOnlyList<ArchivedPiece>> OfAsync(IArchive archive, ExchangeDetail detail, CancellationToken cancellationToken)
    {
        var pieces = new List<ArchivedPiece>();
        foreach (var (what, id) in Named(detail))
            pieces.Add(await ReadAsync(archive, what, id, cancellationToken).ConfigureAwait(false));

        return pieces;
    }

    /// <summary>The bytes of a piece that belongs to the exchange; <c>null</c> for any other name, and where the archive has lost them.</summary>
    /// <exception cref="InvalidDataException">They are not what was archived.</exception>
    public static async Task<ReadOnlyMemory<byte>?> BytesAsync(IArchive archive, ExchangeDetail detail, string what, CancellationToken cancellationToken)
    {
        var piece = Named(detail).Where(one => one.What == what).Select(static one => (Guid?)one.Id).FirstOrDefault();
        return piece is { } id ? await archive.ReadAsync(RetailerId.Default, id, cancellationToken).ConfigureAwait(false) : null;
    }

    private static async Task<ArchivedPiece> ReadAsync(IArchive archive, string what, Guid id, CancellationToken cancellationToken)
    {
        try
        {
            return await archive.ReadAsync(RetailerId.Default, id, cancellationToken).ConfigureAwait(false) is { } bytes
                ? new ArchivedPiece(what, id, "ok", bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes.Span)))
                : new ArchivedPiece(what, id, "missing", null, null);
        }
        catch (InvalidDataException)
        {
            return new ArchivedPiece(what, id, "damaged", null, null);
        }
    }

    private static IEnumerable<(string What, Guid Id)> Named(ExchangeDetail detail)
    {
        if (detail.RawArchiveId is { } raw)
            yield return (detail.Summary.Direction == Direction.In ? Received : "message", raw);

        if (detail.DocumentArchiveId is { } document)
            yield return (Document, document);

        if (detail.AnswerArchiveId is { } answer)
            yield return ("answer", answer);
    }
}
