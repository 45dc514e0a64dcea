using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>Energy accounts 4.0 and 4.1 from their parts.</summary>
internal static class EnergyAccountReading
{
    private const PointContent Points = PointContent.Quantities | PointContent.Qualities | PointContent.OutQuantities | PointContent.OutQualities
        | PointContent.Prices | PointContent.Reasons;

    public static Func<DocumentPart, EnergyAccount>? Make(ProfileId profile)
    {
        foreach (var version in Enum.GetValues<EnergyAccountVersion>())
            if (profile.Means(EnergyAccount.ProfileOf(version))) return part => Document(part, version);
        return null;
    }

    private static EnergyAccount Document(DocumentPart part, EnergyAccountVersion version) => new(version)
    {
        MRid = part.Text("mRID"),
        Revision = part.Number("revisionNumber") ?? 1,
        Type = part.Text("type"),
        Status = part.Status("docStatus") ?? throw new FormatException("docStatus is missing."),
        ProcessType = part.Text("process.processType"),
        ClassificationType = part.Text("process.classificationType"),
        Sender = part.Party("sender_MarketParticipant"),
        Receiver = part.Party("receiver_MarketParticipant"),
        Created = part.Instant("createdDateTime"),
        Period = part.Interval("period.timeInterval"),
        Domain = part.OptionalCoded("domain.mRID"),
        Series = part.Each("TimeSeries", series => Series(series, version == EnergyAccountVersion.V4_0)),
    };

    private static AccountSeries Series(DocumentPart part, bool old) => new()
    {
        MRid = part.Text("mRID"),
        BusinessType = part.Text("businessType"),
        Product = part.Text("product"),
        ObjectAggregation = part.Text("objectAggregation"),
        CurveType = old ? "A01" : part.Text("curveType"),
        Area = part.Coded("area_Domain.mRID"),
        Party = part.OptionalCoded("marketParticipant.mRID"),
        AgreementId = part.OptionalText("marketAgreement.mRID"),
        Unit = part.Text(old ? "measure_Unit.name" : "measurement_Unit.name"),
        Currency = part.OptionalText("currency_Unit.name"),
        MeteringPoint = part.OptionalCoded("marketEvaluationPoint.mRID"),
        Periods = part.Periods(Points),
    };
}
