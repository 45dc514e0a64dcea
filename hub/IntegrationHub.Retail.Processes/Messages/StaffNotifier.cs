using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Messages;
using IntegrationHub.Retail.Records;
using IntegrationHub.Workflows.Engine.Notifying;

namespace IntegrationHub.Retail.Processes.Messages;

/// <summary>What people of the company are sent by text message besides their page.</summary>
public enum StaffSms
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>Tasks that are overdue, and what a process asks to be sent.</summary>
    Overdue,

    /// <summary>Tasks that are due soon, too.</summary>
    All,
}

/// <summary>
/// Notices of processes: on pages, and by text message to the persons whom they are for. The messages of what is told at once are made in one transaction with a mark of it, and sent by
/// <see cref="StaffMessages"/>: whoever tells it again after a crash makes none a second time. Thread-safe.
/// </summary>
/// <param name="pages">Where notices on pages are kept.</param>
/// <param name="records">Where messages are kept.</param>
/// <param name="phones">Whom they are for.</param>
/// <param name="switched">What is sent.</param>
public sealed class StaffNotifier(INotifier pages, IBusinessRecords records, IStaffPhones phones, StaffSms switched) : INotifier
{
    /// <summary>State of what messages were made for.</summary>
    private const string Told = "told";

    public async Task SendAsync(IReadOnlyList<Notice> notices, CancellationToken cancellation)
    {
        await pages.SendAsync(notices, cancellation).ConfigureAwait(false);
        var wanted = notices.Where(IsWanted).ToList();
        if (wanted.Count == 0)
            return;

        var mark = NameId.Of("staff-notice", wanted[0].Id).ToString("D");
        if (await records.FindAsync(RecordKind.CustomerNotice, mark, 1, cancellation).ConfigureAwait(false) is not null)
            return;

        // A person is told once, whether as holder, candidate or head, and whatever accounts the number is of.
        var told = new Dictionary<string, (Notice Notice, StaffPhone Person)>(StringComparer.Ordinal);
        foreach (var notice in wanted)
        {
            foreach (var person in await PersonsAsync(notice, cancellation).ConfigureAwait(false))
                told.TryAdd(person.Phone, (notice, person));
        }

        // Where somebody else was faster, they are made.
        await records.SaveAsync(
            [new(RecordKind.CustomerNotice, mark, 1, Told, null, null, MarketJson.WriteUtf8(new Mark(wanted[0].Id))), .. told.Values.Select(static one => MessageOf(one.Notice, one.Person).ToRecord(0))], [], "hub", cancellation)
            .ConfigureAwait(false);
    }

    private bool IsWanted(Notice notice) => switched != StaffSms.Off && notice.Kind switch
    {
        "task.overdue" => true,
        "task.due-soon" => switched == StaffSms.All,
        _ => notice.Channel == NoticeChannel.Sms,
    };

    private async Task<IReadOnlyList<StaffPhone>> PersonsAsync(Notice notice, CancellationToken cancellation) => notice.IsRole
        ? await phones.WithRoleAsync(notice.To, cancellation).ConfigureAwait(false)
        : await phones.FindAsync(notice.To, cancellation).ConfigureAwait(false) is { } person ? [person] : [];

    private static StoredMessage MessageOf(Notice notice, StaffPhone person)
    {
        var at = MessageBook.Kept(notice.At);
        return new(MessageBook.KeyOf(at, notice.Id, person.Name), notice.Kind, MessageWay.Sms, person.Name, MessageState.Queued, at, StaffTexts.Of(notice))
        {
            Phones = [StoredMessage.HintOf(person.Phone)], Case = notice.Instance, Task = notice.Token,
        };
    }

    /// <summary>That messages were made.</summary>
    private sealed record Mark(string Notice);
}
