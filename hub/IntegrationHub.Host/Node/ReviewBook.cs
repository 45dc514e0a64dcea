using System.Security.Cryptography;
using IntegrationHub.Evidence.Reviews;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Node;

/// <summary>Auditors' reviews, from the command line and from the pages: what may stand in one, to which octets it is bound, and the event that keeps it. Thread-safe.</summary>
internal sealed class ReviewBook(IArchive archive, IReceptionStore store, IIdSource ids)
{
    /// <summary>Characters of an auditor's name, and of a signer's in the event.</summary>
    public const int LongestName = 200;

    /// <summary>A text as it goes into a review; null when it is empty, too long, or has characters that nobody sees.</summary>
    public static string? Text(string given, int longest, bool mayHaveLines)
    {
        var text = given.ReplaceLineEndings("\n").Trim();
        return text.Length > 0 && text.Length <= longest && !text.Any(c => char.IsControl(c) && !(mayHaveLines && c == '\n')) ? text : null;
    }

    /// <summary>The review of an exchange as it stands now, bound to the octets that are there to be looked at.</summary>
    /// <param name="at">When it was reviewed; a part of a second is left out.</param>
    /// <exception cref="RefusedException">The octets are damaged.</exception>
    public async Task<Review> ComposeAsync(ExchangeDetail exchange, string auditor, SignOff signOff, string finding, DateTimeOffset at, CancellationToken cancellationToken) => new(
        exchange.Summary.Id, await DigestAsync(exchange, cancellationToken), exchange.Summary.State, auditor, at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond)), signOff, finding);

    /// <summary>Keeps a review with its signature. The actor is who signed; the name is what the review states.</summary>
    /// <param name="signature">Detached CMS over the review's statement.</param>
    /// <param name="signer">Subject of the certificate that signed.</param>
    /// <returns>The event.</returns>
    public async Task<Guid> RecordAsync(ExchangeDetail exchange, Review review, byte[] signature, string signer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var item = new ExchangeEvent(
            ids.Next(now), now, Review.EventKind, exchange.Summary.Id, exchange.Summary.Party.Value, signer[..Math.Min(signer.Length, LongestName)], review.ToData(signature));
        await store.RecordEventsAsync(RetailerId.Default, [item], cancellationToken);
        return item.Id;
    }

    private async Task<string> DigestAsync(ExchangeDetail exchange, CancellationToken cancellationToken)
    {
        try
        {
            return (exchange.RawArchiveId ?? exchange.DocumentArchiveId) is { } raw && await archive.ReadAsync(RetailerId.Default, raw, cancellationToken) is { } octets
                ? Convert.ToHexStringLower(SHA256.HashData(octets.Span))
                : "";
        }
        catch (InvalidDataException damaged)
        {
            throw new RefusedException("BYTES_DAMAGED", damaged.Message.TrimEnd('.'), "Restore the store from a backup; nothing was added.");
        }
    }
}
