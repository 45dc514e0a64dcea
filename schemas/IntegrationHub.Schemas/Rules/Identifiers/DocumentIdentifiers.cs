using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>What an identifier names; decides which key of GS1 it can be and which reason code refuses it.</summary>
internal enum IdentifiedThing
{
    Party,
    Area,
    MeteringPoint,
}

/// <summary>An identifier of a document with its place.</summary>
internal readonly record struct PlacedIdentifier(CodedId Id, IdentifiedThing Thing, string ReasonCode, string Element, TimeSeries? Series)
{
    public RuleFinding Finding(string rule, string problem, string expected)
    {
        var found = $"'{Id.Value}' ({problem})";
        return Series is null
            ? new RuleFinding(rule, ReasonCode, RuleLevel.Document, Element, found, expected)
            : Series.Finding(rule, ReasonCode, $"{Series.Path()}/{Element}", found, expected);
    }
}

/// <summary>Every coded identifier that the model of a document holds, in document order.</summary>
internal static class DocumentIdentifiers
{
    public static IEnumerable<PlacedIdentifier> Of(MarketDocument document)
    {
        yield return new(document.Sender, IdentifiedThing.Party, "A78", "sender_MarketParticipant.mRID", null);
        if (document.Receiver is { } receiver) yield return new(receiver, IdentifiedThing.Party, "A53", "receiver_MarketParticipant.mRID", null);
        if (document.Domain is { } domain) yield return new(domain, IdentifiedThing.Area, "A80", "domain.mRID", null);

        foreach (var series in document.Series)
        {
            if (series.InDomain is { } into) yield return new(into, IdentifiedThing.Area, "A23", "in_Domain.mRID", series);
            if (series.OutDomain is { } outOf) yield return new(outOf, IdentifiedThing.Area, "A23", "out_Domain.mRID", series);
            if (series.InParty is { } buyer) yield return new(buyer, IdentifiedThing.Party, "A22", "in_MarketParticipant.mRID", series);
            if (series.OutParty is { } seller) yield return new(seller, IdentifiedThing.Party, "A22", "out_MarketParticipant.mRID", series);
            if (series.MeteringPoint is { } point) yield return new(point, IdentifiedThing.MeteringPoint, "A64", "marketEvaluationPoint.mRID", series);
        }
    }
}
