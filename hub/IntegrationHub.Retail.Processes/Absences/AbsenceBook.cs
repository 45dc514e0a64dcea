using System.Globalization;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;
using IntegrationHub.Workflows.Engine.Desk;
using NodaTime;

namespace IntegrationHub.Retail.Processes.Absences;

/// <summary>
/// Absences as they are kept: an entry is never changed, it ends. Who is away is personal, so the key leads to nobody and the rest is sealed. Thread-safe.
/// </summary>
public sealed class AbsenceBook(IBusinessRecords records, TimeProvider time, DateTimeZone zone)
{
    /// <summary>In force when its days come.</summary>
    private const string Entered = "entered";

    /// <summary>Ended before its last day; what the deputy took goes back.</summary>
    private const string Ended = "ended";

    /// <summary>Over, and everything is given back.</summary>
    private const string Over = "over";

    /// <summary>More absences at once than any retailer has.</summary>
    private const int Most = 100_000;

    /// <summary>Today, where the retailer works.</summary>
    public DateOnly Today => Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(zone).Date.ToDateOnly();

    /// <summary>Absences that are in force or will be, by their first day.</summary>
    public async Task<IReadOnlyList<Absence>> ListAsync(CancellationToken cancellationToken)
    {
        var today = Today;
        return [.. (await EnteredAsync(null, cancellationToken).ConfigureAwait(false)).Select(static record => Of(record)).Where(absence => absence.To >= today).OrderBy(static absence => absence.From).ThenBy(static absence => absence.Person, StringComparer.Ordinal)];
    }

    /// <summary>Who is away now.</summary>
    public async Task<IReadOnlyList<Absence>> NowAsync(CancellationToken cancellationToken) =>
        [.. (await EnteredAsync(Today, cancellationToken).ConfigureAwait(false)).Select(static record => Of(record))];

    /// <summary>The days of an absence as a time: from the beginning of the first one to the end of the last one.</summary>
    public (DateTimeOffset From, DateTimeOffset To) TimeOf(Absence absence) => (Begin(absence.From), Begin(absence.To.AddDays(1)));

    /// <summary>Keeps an absence, or says everything that is wrong with it.</summary>
    internal async Task<Outcome<Absence>> EnterAsync(Absence absence, CancellationToken cancellationToken)
    {
        var findings = AbsenceRules.Check(absence, Today, await ListAsync(cancellationToken).ConfigureAwait(false)).ToList();
        if (findings.Count > 0)
        {
            return new Outcome<Absence>(null, findings);
        }

        var key = KeyOf(absence.Person);
        var before = await records.FindAsync(RecordKind.Absence, key, null, cancellationToken).ConfigureAwait(false);
        var record = new BusinessRecord(RecordKind.Absence, key, (before?.Version ?? 0) + 1, Entered, absence.From, absence.To, MarketJson.WriteUtf8(absence));
        return await SavedAsync(record, "absence.entered", absence, absence.By, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends an absence from now on.</summary>
    internal async Task<Outcome<Absence>> EndAsync(string person, DateOnly from, string actor, CancellationToken cancellationToken)
    {
        var kept = await records.ListAsync(new RecordQuery(RecordKind.Absence) { Key = KeyOf(person), State = Entered }, cancellationToken).ConfigureAwait(false);
        return kept.LastOrDefault(record => record.From == from) is { } record
            ? await SavedAsync(record with { State = Ended }, "absence.ended", Of(record), actor, cancellationToken).ConfigureAwait(false)
            : Outcome.Refused<Absence>(AbsenceCodes.Of(AbsenceCodes.Unknown, person, $"{person} has no absence that begins on {Day(from)}.", "Look at the list of absences."));
    }

    /// <summary>Absences that are over and whose deputies may still hold what is not theirs.</summary>
    internal async Task<IReadOnlyList<BusinessRecord>> ToGiveBackAsync(CancellationToken cancellationToken)
    {
        var today = Today;
        var ended = await records.ListAsync(new RecordQuery(RecordKind.Absence) { State = Ended, Most = Most }, cancellationToken).ConfigureAwait(false);
        return [.. ended, .. (await EnteredAsync(null, cancellationToken).ConfigureAwait(false)).Where(record => record.To < today)];
    }

    /// <summary>Everything is given back; false where somebody else said so meanwhile.</summary>
    internal async Task<bool> CloseAsync(BusinessRecord record, int tasks, CancellationToken cancellationToken) =>
        await records.SaveAsync([record with { State = Over }], [Fact("absence.over", Of(record), ("tasks", tasks.ToString(CultureInfo.InvariantCulture)))], CaseActors.Hub, cancellationToken).ConfigureAwait(false) == RecordResult.Saved;

    internal static Absence Of(BusinessRecord record) =>
        record.Read<Absence>("absence");

    private async Task<IReadOnlyList<BusinessRecord>> EnteredAsync(DateOnly? on, CancellationToken cancellationToken) =>
        await records.ListAsync(new RecordQuery(RecordKind.Absence) { State = Entered, On = on, Most = Most }, cancellationToken).ConfigureAwait(false);

    private async Task<Outcome<Absence>> SavedAsync(BusinessRecord record, string kind, Absence absence, string actor, CancellationToken cancellationToken) =>
        await records.SaveAsync([record], [Fact(kind, absence)], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved
            ? Outcome.Of(absence)
            : Outcome.Refused<Absence>(AbsenceCodes.Of(AbsenceCodes.Changed, absence.Person, "Somebody else changed the person's absences meanwhile; nothing was saved.", "Look at them again, and repeat what still holds."));

    private static RecordFact Fact(string kind, Absence absence, params (string Name, string Value)[] more)
    {
        var facts = new Dictionary<string, string> { ["person"] = absence.Person, ["deputy"] = absence.Deputy, ["from"] = Day(absence.From), ["to"] = Day(absence.To) };
        foreach (var (name, value) in more)
        {
            facts.Add(name, value);
        }

        return new RecordFact(kind, facts);
    }

    private DateTimeOffset Begin(DateOnly day) => zone.AtStartOfDay(LocalDate.FromDateOnly(day)).ToDateTimeOffset();

    private string KeyOf(string person) => records.BlindKey($"absence {person}");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
