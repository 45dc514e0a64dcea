using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>Schedules 5.2 from their parts.</summary>
internal static class ScheduleReading
{
    public static Func<DocumentPart, Schedule>? Make(ProfileId profile) => profile.Means(Schedule.Profile) ? Document : null;

    private static Schedule Document(DocumentPart part) => new()
    {
        MRid = part.Text("mRID"),
        Revision = part.Number("revisionNumber") ?? 1,
        Type = part.Text("type"),
        ProcessType = part.Text("process.processType"),
        ClassificationType = part.Text("process.classificationType"),
        Sender = part.Party("sender_MarketParticipant"),
        Receiver = part.Party("receiver_MarketParticipant"),
        Created = part.Instant("createdDateTime"),
        Period = part.Interval("schedule_Time_Period.timeInterval"),
        Domain = part.Coded("domain.mRID"),
        Subject = part.OptionalParty("subject_MarketParticipant"),
        MatchingPeriod = part.OptionalInterval("matching_Time_Period.timeInterval"),
        Series = part.Each("TimeSeries", Series),
    };

    private static ScheduleSeries Series(DocumentPart part) => ExchangeReading.Common(part, new ScheduleSeries
    {
        MRid = part.Text("mRID"),
        BusinessType = part.Text("businessType"),
        Periods = part.Periods(ExchangeReading.Points),
        Reason = part.Reasons() is [var reason, ..] ? reason : null,
    });
}
