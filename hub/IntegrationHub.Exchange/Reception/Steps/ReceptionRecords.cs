using System.Security.Cryptography;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Exchange.Reception.Steps;

/// <summary>The exchange and the event that a reception leaves behind, from what its steps found out.</summary>
internal sealed class ReceptionRecords(IIdSource ids, IHubClock clock)
{
    public InboundExchange Exchange(ReceptionContext context, InboundState state, IReadOnlyList<Rejection> rejections) => new()
    {
        Id = context.ExchangeId,
        Retailer = context.Incoming.Retailer,
        Party = context.Party.Id,
        Channel = context.Incoming.Channel,
        State = state,
        ReceivedAt = context.At,
        CompletedAt = Later(clock.Now, context.At),
        ArchiveId = context.Archived!.Id,
        Size = context.Incoming.Body.Length,
        Profile = context.IsBinary ? "Binary" : context.Check?.Profile?.Name,
        RootElement = context.Identity?.RootElement,
        Document = context.Key,
        Type = context.Read?.Type ?? context.Identity?.Type,
        SchemaResult = context.Check?.Result,
        Period = context.Read?.Period,
        CanonicalDigest = context.Digest,
        Rejections = rejections,
        Series = SeriesKeys.Of(context.Read),
    };

    /// <summary>What the history and the ledger keep of it: digests, names and codes, nothing of the content.</summary>
    /// <param name="context">What the steps found out.</param>
    /// <param name="kind">How it ended.</param>
    /// <param name="rejections">Why, where it was not accepted.</param>
    /// <param name="answer">The signed answer as it leaves; null where none does.</param>
    public ExchangeEvent Event(ReceptionContext context, string kind, IReadOnlyList<Rejection> rejections, ReadOnlyMemory<byte>? answer = null) => new(
        ids.Next(context.At),
        context.At,
        kind,
        context.ExchangeId,
        context.Party.Id.Value,
        context.Party.Name,
        EventData.Json(
            ("channel", context.Incoming.Channel.ToString()),
            ("document", context.Key?.ToString()),
            ("profile", context.Check?.Profile?.Name),
            (OctetsEvent.Sha256Name, Convert.ToHexStringLower(context.Archived!.Sha256.Span)),
            (OctetsEvent.CanonicalName, context.Digest.IsEmpty ? null : Convert.ToHexStringLower(context.Digest.Span)),
            (OctetsEvent.PartyCodeName, context.Party.Code.Value),
            (AnswerEvent.Sha256Name, answer is { } octets ? Convert.ToHexStringLower(SHA256.HashData(octets.Span)) : null),
            (OctetsEvent.ReasonsName, rejections.Count == 0 ? null : string.Join(' ', rejections.Select(one => one.Code).Distinct(StringComparer.Ordinal)))));

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
