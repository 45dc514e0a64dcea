using System.Globalization;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.Consents;

/// <summary>Questions to customers and their answers, as they are kept. Thread-safe.</summary>
public sealed class ConsentBook(IBusinessRecords records)
{
    /// <summary>State of answers that the waiting process has not been told.</summary>
    public const string Answered = "answered";

    /// <summary>State of agreements that were told and have no timestamp yet.</summary>
    public const string Unstamped = "unstamped";

    /// <summary>All under a key, oldest first, with the revision each was read at.</summary>
    public async Task<IReadOnlyList<(Consent Consent, long Revision)>> ListAsync(string key, CancellationToken cancellationToken) =>
        [.. (await records.ListAsync(new(RecordKind.Consent) { Key = key }, cancellationToken).ConfigureAwait(false)).Select(static record => (Of(record), record.Revision))];

    /// <summary>Answers that are still to be told.</summary>
    public async Task<IReadOnlyList<(Consent Consent, long Revision)>> ListAnsweredAsync(CancellationToken cancellationToken) =>
        [.. (await records.ListAsync(new(RecordKind.Consent) { State = Answered, Most = 100 }, cancellationToken).ConfigureAwait(false)).Select(static record => (Of(record), record.Revision))];

    /// <summary>Agreements that wait for their timestamp, after this one.</summary>
    public async Task<IReadOnlyList<(Consent Consent, long Revision)>> ListUnstampedAsync((string Key, int Number)? after, CancellationToken cancellationToken) =>
        [.. (await records.ListAsync(new(RecordKind.Consent) { State = Unstamped, After = after, Most = 100 }, cancellationToken).ConfigureAwait(false)).Select(static record => (Of(record), record.Revision))];

    /// <summary>The one of this name; null where there is none.</summary>
    public async Task<Consent?> FindAsync(string name, CancellationToken cancellationToken) =>
        name.LastIndexOf('/') is > 0 and var slash && int.TryParse(name.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && await records.FindAsync(RecordKind.Consent, name[..slash], number, cancellationToken).ConfigureAwait(false) is { } record
            ? Of(record)
            : null;

    /// <summary>True when the one of this name is an agreement to this text of this contract.</summary>
    public async Task<bool> CoversAsync(string name, string contract, int version, string digest, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken).ConfigureAwait(false) is { Subject: ConsentSubject.Contract, Answer: ConsentAnswer.Agreed } consent
        && consent.Key == contract && consent.Version == version && consent.Digest == digest;

    public async Task<bool> SaveAsync(IReadOnlyList<(Consent Consent, long Revision)> changed, RecordFact? fact, string actor, CancellationToken cancellationToken) =>
        await records.SaveAsync([.. changed.Select(static one => one.Consent.ToRecord(one.Revision))], fact is null ? [] : [fact], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved;

    /// <summary>A key under which nobody finds a customer's name.</summary>
    public string KeyOf(string customer, NodaTime.LocalDate begins) => records.BlindKey($"onboarding {customer} {begins:uuuu-MM-dd}");

    private static Consent Of(BusinessRecord record) => record.Read<Consent>("consent");
}
