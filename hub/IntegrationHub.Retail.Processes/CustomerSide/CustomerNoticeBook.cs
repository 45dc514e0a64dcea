using System.Globalization;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;
using NodaTime.Text;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>
/// What persons who sign in for customers are told of. What is new is kept once with a notice for each person, in one transaction: whoever tells it again after a crash, or beside another node, tells nobody
/// twice. Thread-safe.
/// </summary>
public sealed class CustomerNoticeBook(IBusinessRecords records, LoginBook logins, TimeProvider time)
{
    /// <summary>State of what notices were made for.</summary>
    private const string Told = "told";

    /// <summary>Shorter than anything is kept.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromDays(30);

    /// <summary>Makes the notices of something that happened, the first time that there is somebody to tell it.</summary>
    /// <param name="news">What happened.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="everybody">Everybody who signs in, where a look that tells of several things has read them; else they are read.</param>
    internal async Task RaiseAsync(CustomerNews news, CancellationToken cancellationToken, IReadOnlyCollection<StoredLogin>? everybody = null)
    {
        var marker = NameId.Of("news", news.Customer ?? "", news.Topic.ToString(), news.Thing, TimeOf(news.Digest, news.Offer)).ToString("D");
        if (await records.FindAsync(RecordKind.CustomerNotice, marker, 1, cancellationToken).ConfigureAwait(false) is { } known)
        {
            await KeepYoungAsync(known, cancellationToken).ConfigureAwait(false);
            return;
        }

        var notice = new CustomerNotice(news.Topic, news.Thing, time.GetUtcNow());
        var told = (everybody ?? await logins.ListAsync(cancellationToken).ConfigureAwait(false)).Where(login => !login.Login.IsDisabled && (news.Customer is null || login.CustomerName == news.Customer))
            .Select(login => new StoredNotice(login.Login.Name, notice) { Digest = news.Digest, Offer = news.Offer }).Select(one => one.ToRecord(KeyOf(one), 0)).ToList();

        // Told is what somebody was told: who may sign in later is told then, where it is looked again.
        if (told.Count == 0)
            return;

        // Where somebody else was faster, the notices are made.
        await records.SaveAsync([new(RecordKind.CustomerNotice, marker, 1, Told, null, null, MarketJson.WriteUtf8(news)), .. told], [], "hub", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the notice of one person, the first time.</summary>
    /// <param name="login">Whom it is for.</param>
    /// <param name="notice">What it says.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="digest">Which of several times that the same happens.</param>
    internal async Task RaiseAsync(string login, CustomerNotice notice, CancellationToken cancellationToken, string? digest = null)
    {
        var one = new StoredNotice(login, notice) { Digest = digest };
        if (await records.FindAsync(RecordKind.CustomerNotice, KeyOf(one), 1, cancellationToken).ConfigureAwait(false) is { } known)
            await KeepYoungAsync(known, cancellationToken).ConfigureAwait(false);
        else
            await records.SaveAsync([one.ToRecord(KeyOf(one), 0)], [], "hub", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is old is removed; that of which it is still asked whether somebody was told is kept young, or it would be told again.</summary>
    private async Task KeepYoungAsync(BusinessRecord known, CancellationToken cancellationToken)
    {
        if (known.State != StoredNotice.Pending && known.SavedAt + Young < time.GetUtcNow())
            await records.SaveAsync([known], [], "hub", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Those with something to do now, at most so many.</summary>
    internal async Task<IReadOnlyList<PendingNotice>> PendingAsync(int most, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var ready = new List<PendingNotice>();
        await foreach (var page in records.PagesAsync(new(RecordKind.CustomerNotice) { State = StoredNotice.Pending, On = DateOnly.FromDateTime(now.UtcDateTime), Most = 1000 }, cancellationToken).ConfigureAwait(false))
        {
            ready.AddRange(page.Select(static record => new PendingNotice(StoredNotice.Of(record), record.Key, record.Revision, record.SavedAt)).Where(one => one.Notice.IsReadyAt(now)).Take(most - ready.Count));
            if (ready.Count == most)
                break;
        }

        return ready;
    }

    /// <summary>Keeps where a notice stands, together with what is beside it; null where somebody else changed it meanwhile.</summary>
    internal async Task<PendingNotice?> KeepAsync(PendingNotice before, StoredNotice after, CancellationToken cancellationToken, params IReadOnlyList<BusinessRecord> beside)
    {
        IReadOnlyList<RecordFact> facts = before.Notice.Sms == after.Sms ? [] : [new("customer.notice", new Dictionary<string, string>
        {
            ["login"] = after.Login, ["topic"] = after.Notice.Topic.ToString(), ["sms"] = after.Sms.ToString(),
        })];
        return await records.SaveAsync([after.ToRecord(before.Key, before.Revision), .. beside], facts, "hub", cancellationToken).ConfigureAwait(false) == RecordResult.Saved
            ? before with { Notice = after, Revision = before.Revision + 1 }
            : null;
    }

    /// <summary>A contract ends on a day whichever of its versions says so.</summary>
    private static string KeyOf(StoredNotice one) => NameId.Of(
        CrossingKinds.Notice, one.Login, one.Notice.Topic.ToString(), one.Notice.On is null ? one.Notice.Thing : one.Notice.NumberOfContract(), one.Notice.On is { } day ? LocalDatePattern.Iso.Format(day) : TimeOf(one.Digest, one.Offer)).ToString("D");

    /// <summary>Which of several times that the same happens.</summary>
    private static string TimeOf(string? digest, long? offer) => offer is { } number ? string.Create(CultureInfo.InvariantCulture, $"{digest} {number}") : digest ?? "";
}
