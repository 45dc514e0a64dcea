using System.Security.Cryptography;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Host.Commands.Exchanges;

/// <summary>Archived bytes of an exchange.</summary>
/// <param name="What"><c>received</c>, <c>message</c> (signed, as sent), <c>document</c> or <c>answer</c>.</param>
/// <param name="Id">Key in the archive.</param>
/// <param name="State"><c>ok</c>, <c>missing</c> or <c>damaged</c>.</param>
/// <param name="Size">Number of bytes; <c>null</c> unless they are whole.</param>
/// <param name="Sha256">Digest, computed now over what the archive gave back.</param>
internal sealed record ArchivedPiece(string What, Guid Id, string State, long? Size, string? Sha256)
{
    /// <summary>Everything the archive keeps of an exchange, read and digested anew: damage shows here and not when it is needed.</summary>
    public static async Task<IReadOnlyList<ArchivedPiece>> OfAsync(IArchive archive, ExchangeDetail detail, CancellationToken cancellationToken)
    {
        var pieces = new List<ArchivedPiece>();
        foreach (var (what, id) in Named(detail))
        {
            pieces.Add(await ReadAsync(archive, what, id, cancellationToken));
        }

        return pieces;
    }

    private static async Task<ArchivedPiece> ReadAsync(IArchive archive, string what, Guid id, CancellationToken cancellationToken)
    {
        try
        {
            return await archive.ReadAsync(RetailerId.Default, id, cancellationToken) is { } bytes
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
        {
            yield return (detail.Summary.Direction == Direction.In ? "received" : "message", raw);
        }

        if (detail.DocumentArchiveId is { } document)
        {
            yield return ("document", document);
        }

        if (detail.AnswerArchiveId is { } answer)
        {
            yield return ("answer", answer);
        }
    }
}
