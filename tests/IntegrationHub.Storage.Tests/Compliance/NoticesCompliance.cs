using IntegrationHub.Workflows.Engine.Notifying;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every store does as <see cref="INotifier"/> and <see cref="INoticeOutbox"/>. Each test has persons and roles of its own.</summary>
public abstract class NoticesCompliance
{
    private readonly string _own = $"{Guid.NewGuid():N}";

    protected abstract INotifier Notifier { get; }

    protected abstract INoticeOutbox Outbox { get; }

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

    private Notice Own(string name) => new($"{_own}-{name}", NoticeChannel.Page, Anna, IsRole: false, "task.overdue", "A task is due.", Instance: null, Token: null, Samples.Noon);

    private Task SendAsync(params Notice[] notices) => Notifier.SendAsync(notices, default);

    private Task<IReadOnlyList<Notice>> ReadAsync(params string[] roles) => Outbox.ReadAsync(Anna, [.. roles], 100, default);

    private async Task<IEnumerable<string>> NamesAsync(params string[] roles) => (await ReadAsync(roles)).Select(Name);

    private string Name(Notice notice) => notice.Id[(_own.Length + 1)..];
}
