using IntegrationHub.Portal.Data;

namespace IntegrationHub.Portal.Pages.Parts;

/// <summary>The same alarm, time after time.</summary>
/// <param name="Newest">The last of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Since">When the first of them was.</param>
public sealed record AlarmGroup(Alarm Newest, int Count, DateTimeOffset Since);

/// <summary>Puts together what says the same. Pure.</summary>
public static class AlarmGroups
{
    /// <summary>By kind, party and exchange; the newest first, as the alarms are.</summary>
    public static IReadOnlyList<AlarmGroup> Of(IReadOnlyList<Alarm> alarms) =>
        [.. alarms.GroupBy(static alarm => (alarm.Kind, alarm.Party, alarm.Exchange)).Select(static same => new AlarmGroup(same.First(), same.Count(), same.Min(static one => one.At)))];
}
