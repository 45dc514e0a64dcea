using IntegrationHub.Storage.Processes;
using IntegrationHub.Workflows.Engine.Notifying;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every store does as <see cref="INotifier"/> and <see cref="INoticeOutbox"/>. Each test has persons and roles of its own.</summary>
public abstract class NoticesCompliance
{
    private readonly string _own = $"{Guid.NewGuid():N}";

    protected abstract INotifier Notifier { get; }

    protected abstract INoticeOutbox Outbox { get; }

    protected abstract HubStore Store { get; }

    private string Anna => "anna-" + _own;

    private string Clerks => "clerk-" + _own;

    [Fact]
    public async Task A_notice_comes_back_as_it_was_sent()
    {
        var sent = Own("a") with { Channel = NoticeChannel.Sms, Text = "到期 😀 'quoted'", Instance = Samples.NewId(), Token = 7, At = Samples.Noon.AddTicks(1_230) };
        await SendAsync(sent);

        Assert.Equal(sent, Assert.Single(await ReadAsync()));
        Assert.Contains(sent, await Outbox.ReadAsync(null, [], 1_000, default));
    }

    [Fact]
    public async Task A_notice_that_is_known_changes_nothing_and_stops_no_other_in_its_company()
    {
        await SendAsync(Own("a"));
        await SendAsync(Own("b"), Own("a") with { Text = "another text" }, Own("c"));

        Assert.Equal(["c", "b", "a"], await NamesAsync());
        Assert.DoesNotContain(await ReadAsync(), static notice => notice.Text == "another text");
    }

    [Fact]
    public async Task The_same_notice_from_many_at_once_is_there_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SendAsync(Own("a"), Own("b")))));

        Assert.Equal(["b", "a"], await NamesAsync());
    }

    [Fact]
    public async Task A_person_reads_its_own_and_those_of_its_roles_newest_first_and_nobody_elses()
    {
        var at = Samples.Noon;
        await SendAsync(
            Own("mine") with { At = at.AddMinutes(1) },
            Own("ours") with { To = Clerks, IsRole = true, At = at.AddMinutes(2) },
            Own("x-of-a-person-named-like-the-role") with { To = Clerks, At = at.AddMinutes(3) },
            Own("x-of-a-role-named-like-the-person") with { IsRole = true, At = at.AddMinutes(4) },
            Own("x-of-another") with { To = "bert-" + _own, At = at.AddMinutes(5) },
            Own("newest") with { At = at.AddMinutes(6) });

        Assert.Equal(["newest", "ours", "mine"], await NamesAsync(Clerks, "nobody"));
        Assert.Equal(["newest", "mine"], await NamesAsync());
        Assert.Equal(["newest", "ours"], (await Outbox.ReadAsync(Anna, [Clerks], 2, default)).Select(Name));
    }

    [Fact]
    public async Task By_time_those_on_pages_are_walked_over_once_the_newest_first()
    {
        // A time of the test's own: everybody's notices are listed.
        var day = new DateTimeOffset(1990, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(Math.Abs(_own.GetHashCode(StringComparison.Ordinal)) % 200_000).AddTicks(12_340);
        await SendAsync(
            Own("b") with { At = day }, Own("a") with { At = day }, Own("c") with { At = day.AddSeconds(1) }, Own("sms") with { At = day, Channel = NoticeChannel.Sms }, Own("late") with { At = day.AddSeconds(2) });
        var (shelf, walked) = (new NoticeShelf(Store), new List<Notice>());
        for ((DateTimeOffset, string)? behind = null; walked.Count < 3;)
        {
            var page = Assert.Single(await shelf.NewestAsync(Samples.Retailer, day.AddSeconds(2), behind, 1, default));
            walked.Add(page);
            behind = (page.At, page.Id);
        }

        Assert.Equal(["c", "b", "a"], walked.Select(Name));
        Assert.Equal(Own("c") with { At = day.AddSeconds(1) }, walked[0]);
        Assert.DoesNotContain(await shelf.NewestAsync(Samples.Retailer, null, (walked[2].At, walked[2].Id), 10, default), notice => notice.At >= day);
    }

    [Fact]
    public async Task What_is_old_goes_the_oldest_first_a_piece_at_a_time_and_the_rest_stays()
    {
        // Before all times of other tests.
        var day = new DateTimeOffset(1975, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await SendAsync(Own("1") with { At = day }, Own("2") with { At = day.AddDays(1), Channel = NoticeChannel.Sms }, Own("3") with { At = day.AddDays(2) }, Own("4") with { At = day.AddDays(3) });
        var shelf = new NoticeShelf(Store);
        Assert.Equal(2, await shelf.RemoveAsync(Samples.Retailer, day.AddDays(3), 2, default));
        Assert.Equal(["4", "3"], await NamesAsync());
        Assert.Equal(1, await shelf.RemoveAsync(Samples.Retailer, day.AddDays(3), 2, default));
        Assert.Equal(0, await shelf.RemoveAsync(Samples.Retailer, day.AddDays(3), 2, default));
        Assert.Equal(["4"], await NamesAsync());
        Assert.Equal(1, await shelf.RemoveAsync(Samples.Retailer, day.AddDays(4), 2, default));
    }

    private Notice Own(string name) => new($"{_own}-{name}", NoticeChannel.Page, Anna, IsRole: false, "task.overdue", "A task is due.", Instance: null, Token: null, Samples.Noon);

    private Task SendAsync(params Notice[] notices) => Notifier.SendAsync(notices, default);

    private Task<IReadOnlyList<Notice>> ReadAsync(params string[] roles) => Outbox.ReadAsync(Anna, [.. roles], 100, default);

    private async Task<IEnumerable<string>> NamesAsync(params string[] roles) => (await ReadAsync(roles)).Select(Name);

    private string Name(Notice notice) => notice.Id[(_own.Length + 1)..];
}
