using IntegrationHub.Exchange.Acknowledging;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Reception.Documents;
using IntegrationHub.Exchange.Rules;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Sending;

/// <summary>What the checks before queueing found.</summary>
/// <param name="Document">The document, ready to be prepared; <c>null</c> when there are rejections.</param>
/// <param name="Rejections">All errors at once; empty when it may leave.</param>
/// <param name="Schema">The schema's verdict, where it was reached.</param>
public sealed record PreFlightResult(OutboundDocument? Document, IReadOnlyList<Rejection> Rejections, DocumentCheck? Schema);

/// <summary>
/// The checks before a document is queued: the same schema and rules as at reception, seen with the partner's eyes, so that what we send is
/// not rejected for what we could have known.
/// </summary>
/// <remarks>Pure and thread-safe.</remarks>
public sealed class PreFlight(IDocumentValidator validator)
{
    /// <param name="bytes">The document as handed in, in any encoding that is read.</param>
    /// <param name="party">To whom it goes.</param>
    /// <param name="directory">All parties, and who we are.</param>
    /// <param name="market">Gates and rules.</param>
    /// <param name="limits">What the partner's service allows.</param>
    /// <param name="now">The present instant; at the gate closure itself it is too late.</param>
    public PreFlightResult Check(
        ReadOnlyMemory<byte> bytes, Party party, PartyDirectory directory, MarketContext market, PartnerLimits limits, DateTimeOffset now)
    {
        var rejections = new List<Rejection>(AboutTheParty(party));
        var document = ReadableDocument.Whole(bytes, out var error);
        var digest = error is null ? document.Digest(out error) : null;
        if (digest is null)
        {
            rejections.Add(new Rejection(RejectionCodes.DocumentUnreadable, "A94", error!.Message, $"line {error.Line}, column {error.Column}", error.Remedy));
            return new PreFlightResult(null, rejections, new DocumentCheck(SchemaVerdict.Unreadable, null, null, []));
        }

        if (limits.MaxPayloadMegabytes is { } megabytes && document.Bytes.Length > megabytes * 1024L * 1024L)
        {
            rejections.Add(new Rejection(
                RejectionCodes.DocumentTooLarge, null, $"The document has {document.Bytes.Length} bytes; {party.Name} takes {megabytes} MB.", "", "Split the document."));
        }

        var schema = validator.Check(document, party);
        if (schema is not { Verdict: SchemaVerdict.Valid, Document: { } read })
        {
            rejections.AddRange(schema.Verdict == SchemaVerdict.Unknown ? [UnknownProfile(document)] : schema.Errors);
            return new PreFlightResult(null, rejections, schema);
        }

        rejections.AddRange(AboutTheDocument(read, party, directory, market, now));
        return rejections.Count > 0
            ? new PreFlightResult(null, rejections, schema)
            : new PreFlightResult(Ready(read, document, digest, party, market), [], schema);
    }

    private static IEnumerable<Rejection> AboutTheParty(Party party)
    {
        if (party.Connection == PartyConnection.None)
        {
            yield return new Rejection(RejectionCodes.PartyWithoutConnection, null, $"{party.Name} has no connection.", "", "Give the party a service, a client certificate or a file lane.");
        }

        if (!party.Enabled)
        {
            yield return new Rejection(RejectionCodes.PartyDisabled, null, $"{party.Name} is switched off.", "", "Switch the party on first.");
        }
    }

    private static IEnumerable<Rejection> AboutTheDocument(
        MarketDocument document, Party party, PartyDirectory directory, MarketContext market, DateTimeOffset now)
    {
        var input = new MarketRuleInput
        {
            Document = document,
            From = directory.Self,
            To = party,
            Counterparty = party.Id,
            Directory = directory,
            At = now,
            Gates = market.Gates,
        };
        var sender = MarketRules.CheckSender(input);
        return AcknowledgementReader.IsAcknowledgement(document.Profile)
            ? [.. sender, .. MarketRules.CheckReceiver(input)]
            : [.. sender, .. MarketRules.Check(input, market.Rules)];
    }

    private static Rejection UnknownProfile(ReadableDocument document)
    {
        var identity = DocumentIdentity.Read(document);
        return new Rejection(
            RejectionCodes.ProfileUnknown, null, $"No profile is loaded for {identity?.RootElement} in {identity?.Namespace}.", identity?.RootElement ?? "", "Load the profile's XSD, or send a version that is loaded.");
    }

    private static OutboundDocument Ready(MarketDocument read, ReadableDocument document, byte[] digest, Party party, MarketContext market) => new(
        new DocumentKey(read.Sender.Value, read.MRid, read.Revision),
        read.Profile,
        read.Type,
        read.Period,
        document.Bytes,
        digest,
        market.Gates.ClosesAt(party.Id, read.Profile.RootElement, read.Type, read.Period),
        NeverAcknowledged: AcknowledgementReader.IsAcknowledgement(read.Profile))
    {
        Series = SeriesKeys.Of(read),
    };
}
