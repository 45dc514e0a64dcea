using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>What the series of schedules and confirmations have in common, from their parts.</summary>
internal static class ExchangeReading
{
    public const PointContent Points = PointContent.Quantities | PointContent.Reasons;

    /// <summary>The series with what stands in every one besides its identification, business type, periods and reasons.</summary>
    public static T Common<T>(DocumentPart part, T series)
        where T : ExchangeSeries => (T)((ExchangeSeries)series with
    {
        Version = part.Number("version") ?? 1,
        Product = part.Text("product"),
        ObjectAggregation = part.Text("objectAggregation"),
        InDomain = part.OptionalCoded("in_Domain.mRID"),
        OutDomain = part.OptionalCoded("out_Domain.mRID"),
        MeteringPoint = part.OptionalCoded("marketEvaluationPoint.mRID"),
        InParty = part.OptionalCoded("in_MarketParticipant.mRID"),
        OutParty = part.OptionalCoded("out_MarketParticipant.mRID"),
        AgreementType = part.OptionalText("marketAgreement.type"),
        AgreementId = part.OptionalText("marketAgreement.mRID"),
        ConnectingLine = part.OptionalCoded("connectingLine_RegisteredResource.mRID"),
        Unit = part.Text("measurement_Unit.name"),
        CurveType = part.OptionalText("curveType"),
    });
}
