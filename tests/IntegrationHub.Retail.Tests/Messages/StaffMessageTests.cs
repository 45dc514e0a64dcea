using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.Codes.Gateways;
using IntegrationHub.Retail.Messages;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Processes.Messages;
using IntegrationHub.Retail.Processes.Tracking;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Tests.Tracking;
using IntegrationHub.Workflows.Engine.Memory;
using IntegrationHub.Workflows.Engine.Notifying;
using NodaTime;

namespace IntegrationHub.Retail.Tests.Messages;

/// <summary>Text messages to people of the company: whom a notice is sent to, once, and what becomes of it.</summary>
public sealed class StaffMessageTests(RetailSite site) : IClassFixture<RetailSite>
{
    private const string Anna = "+8613700000001";
    private const string Bert = "+8613700000002";
    private const string Head = "+8613700000003";

    private readonly Stage _stage = new(site);

    [Fact]
    public async Task An_overdue_task_is_sent_once_to_candidates_and_those_it_escalates_to_with_names_and_no_time()
    {
        var notices = Overdue("W1", ("legal", true), ("legal-lead", true), ("dora", false));
        await _stage.Notifier.SendAsync(notices, default);
        await _stage.Notifier.SendAsync(notices, default);
        await _stage.Messages.SendAsync(default);
        await _stage.Messages.SendAsync(default);

        Assert.Equal([Anna, Bert, Head], _stage.Sent.Select(static one => one.Phone).Order(StringComparer.Ordinal));
        Assert.All(_stage.Sent, static one => Assert.Equal("任务逾期 / overdue: Legal review (R-2027-0001)", one.Text));
        Assert.Equal(3, (await site.Get<INoticeOutbox>().ReadAsync(null, [], 1000, default)).Count(static one => one.Id.StartsWith("W1-", StringComparison.Ordinal)));
        Assert.Contains(await site.EventsAsync("staff.message"), static one => one.Data.Contains("\"anna\"", StringComparison.Ordinal) && one.Data.Contains("Sent", StringComparison.Ordinal) && !one.Data.Contains("1370000", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(StaffSms.Off, 0, 0, 0)]
    [InlineData(StaffSms.Overdue, 1, 0, 1)]
    [InlineData(StaffSms.All, 1, 1, 1)]
    public async Task The_switch_says_what_is_sent(StaffSms switched, int overdue, int soon, int asked)
    {
        var stage = new Stage(site) { Switched = switched };
        foreach (var (notices, expected) in new[]
        {
            (Overdue($"{switched}-o", ("anna", false)), overdue),
            ([.. Overdue($"{switched}-s", ("anna", false)).Select(static one => one with { Kind = "task.due-soon" })], soon),
            ([.. Overdue($"{switched}-p", ("anna", false)).Select(static one => one with { Kind = "process.notice", Channel = NoticeChannel.Sms })], asked),
            ([.. Overdue($"{switched}-c", ("anna", false)).Select(static one => one with { Kind = "task.commented" })], 0),
        })
        {
            stage.Sent.Clear();
            await stage.Notifier.SendAsync(notices, default);
            await stage.Messages.SendAsync(default);
            Assert.Equal((notices[0].Kind, expected), (notices[0].Kind, stage.Sent.Count));
        }
    }

    [Fact]
    public async Task Killed_at_any_commit_nobody_is_sent_the_same_twice()
    {
        for (var step = 0; ; step++)
        {
            var died = false;
            foreach (var after in new[] { false, true })
            {
                var dying = new DyingRecords(site.Records, step, after);
                var (killed, next) = (new Stage(site) { Records = dying }, new Stage(site));
                var notices = Overdue($"K{step}{after}", ("anna", false));
                try
                {
                    await killed.Notifier.SendAsync(notices, default);
                    await killed.Messages.SendAsync(default);
                }
                catch (DiedException)
                {
                }

                died |= dying.HasDied;
                await next.Notifier.SendAsync(notices, default);
                await next.Messages.SendAsync(default);
                Assert.True(killed.Sent.Count + next.Sent.Count <= 1, $"sent twice, died at {step}{(after ? " after" : " before")} the commit");

                // The store's clock stands at eight o'clock of the first of December.
                next.Now = new(2026, 12, 1, 8, 11, 0, TimeSpan.Zero);
                await next.Messages.SendAsync(default);
                Assert.True(killed.Sent.Count + next.Sent.Count <= 1, $"sent again later, died at {step}{(after ? " after" : " before")} the commit");
                Assert.Empty(await InAsync(MessageState.Sending));
            }

            if (!died)
                break;
        }
    }

    [Fact]
    public async Task A_gateway_that_is_down_is_passed_over_and_what_none_takes_is_tried_again_and_uses_up_nobodys_day()
    {
        // The second gateway takes what the first does not.
        var stage = new Stage(site) { First = static () => throw new SmsException("down") };
        await stage.Notifier.SendAsync(Overdue("G1", ("anna", false)), default);
        await stage.Messages.SendAsync(default);
        Assert.Single(stage.Sent);

        stage = new Stage(site) { Now = new(2026, 12, 24, 4, 0, 0, TimeSpan.Zero), First = static () => throw new SmsException("down"), Second = static () => throw new SmsException("down") };
        await stage.Notifier.SendAsync(Overdue("G2", stage.Now, ("bert", false)), default);
        await stage.Messages.SendAsync(default);
        Assert.Empty(stage.Sent);
        var waiting = Assert.Single(await InAsync(MessageState.Queued));
        Assert.Equal(1, waiting.Tries);
        stage.Second = static () => { };
        await stage.Messages.SendAsync(default);
        Assert.Empty(stage.Sent);
        stage.Now += DeliveryReminders.PauseAfter(1);
        await stage.Messages.SendAsync(default);
        Assert.Single(stage.Sent);
        Assert.Equal(1, await stage.CountAsync(Bert));
    }

    [Fact]
    public async Task What_a_gateway_may_have_taken_counts_and_is_sent_by_no_other_one_and_not_again()
    {
        var stage = new Stage(site) { Now = new(2026, 12, 27, 4, 0, 0, TimeSpan.Zero), First = static () => throw new SmsException("late") { MayHaveLeft = true } };
        await stage.Notifier.SendAsync(Overdue("G7", stage.Now, ("bert", false)), default);
        await stage.Messages.SendAsync(default);
        stage.First = static () => { };
        stage.Now += TimeSpan.FromHours(9);
        await stage.Messages.SendAsync(default);

        Assert.Empty(stage.Sent);
        Assert.Contains(await InAsync(MessageState.Unknown), one => one.To == "bert" && one.At == stage.Now - TimeSpan.FromHours(9));
        Assert.Equal(1, await stage.CountAsync(Bert));
    }

    [Fact]
    public async Task Beyond_the_days_messages_the_page_has_it_alone_and_the_next_day_counts_anew()
    {
        var stage = new Stage(site) { MostPerDay = 2, Now = new(2027, 3, 1, 4, 0, 0, TimeSpan.Zero) };
        for (var i = 0; i < 3; i++)
            await stage.Notifier.SendAsync(Overdue($"L{i}", stage.Now, ("head", false)), default);

        await stage.Messages.SendAsync(default);
        Assert.Equal(2, stage.Sent.Count);
        Assert.Single(await InAsync(MessageState.Limit));
        stage.Now += TimeSpan.FromDays(1);
        await stage.Notifier.SendAsync(Overdue("L9", stage.Now, ("head", false)), default);
        await stage.Messages.SendAsync(default);
        Assert.Equal(3, stage.Sent.Count);
    }

    [Fact]
    public async Task Of_what_is_done_or_a_day_old_and_to_whom_nobody_is_any_more_nothing_is_sent()
    {
        var stage = new Stage(site);
        await stage.Notifier.SendAsync([Overdue("D1", ("anna", false))[0] with { Instance = Guid.NewGuid(), Token = 3 }], default);
        await stage.Notifier.SendAsync(Overdue("D2", stage.Now.AddDays(-2), ("anna", false)), default);
        await stage.Notifier.SendAsync(Overdue("D3", ("bert", false)), default);
        stage.People.Remove("bert");
        await stage.Messages.SendAsync(default);
        Assert.Empty(stage.Sent);
        Assert.Equal(2, (await InAsync(MessageState.Passed)).Count);
        Assert.Equal("bert", Assert.Single(await InAsync(MessageState.Nobody)).To);
    }

    [Theory]
    [InlineData("Legal review (R-1)", "任务逾期 / overdue: Legal review (R-1)")]
    [InlineData("An uncommonly long name of a task that nobody reads to its end (R-2027-0001)", "任务逾期 / overdue: An uncommonly long name of a task that nobody reads t…")]
    public void A_message_is_one_message(string subject, string expected)
    {
        var text = StaffTexts.Of(Overdue("T", ("anna", false))[0] with { Subject = subject });
        Assert.Equal(expected, text);
        Assert.True(OneMessage.Holds(text));
    }

    private static IReadOnlyList<Notice> Overdue(string work, params (string To, bool IsRole)[] to) => Overdue(work, Stage.Noon, to);

    private static IReadOnlyList<Notice> Overdue(string work, DateTimeOffset at, params (string To, bool IsRole)[] to) =>
    [
        .. to.Select((one, index) => new Notice($"{work}-{index}", NoticeChannel.Page, one.To, one.IsRole, "task.overdue", "Legal review (R-2027-0001) was due at 2026-11-12 04:00Z", null, null, at) { Subject = "Legal review (R-2027-0001)" }),
    ];

    private async Task<IReadOnlyList<StoredMessage>> InAsync(MessageState state) => await new MessageBook(site.Records).NewestAsync(state, null, null, 1000, default);

    /// <summary>A hub with two gateways and three people.</summary>
    private sealed class Stage(RetailSite site) : TimeProvider, IStaffPhones
    {
        public static readonly DateTimeOffset Noon = new(2026, 11, 12, 4, 0, 0, TimeSpan.Zero);

        public Dictionary<string, string> People { get; } = new(StringComparer.Ordinal) { ["anna"] = Anna, ["bert"] = Bert, ["head"] = Head };

        public IBusinessRecords Records { get; init; } = site.Records;

        public StaffSms Switched { get; init; } = StaffSms.Overdue;

        public int MostPerDay { get; init; } = 1000;

        public DateTimeOffset Now { get; set; } = Noon;

        public Action First { get; set; } = static () => { };

        public Action Second { get; set; } = static () => { };

        public List<(string Phone, string Text)> Sent { get; } = [];

        public StaffNotifier Notifier => new(site.Get<INotifier>(), Records, this, Switched);

        public StaffMessages Messages => new(Records, new(Records), this, Limits, new InMemoryProcessStore(), new FailOverSms([new Gateway(this, () => First()), new Gateway(this, () => Second())], this), this);

        private ReminderLimits Limits => new(Records, new(DateTimeZoneProviders.Tzdb["Asia/Shanghai"], default, MostPerDay) { Counted = "staff messages" }, this);

        public override DateTimeOffset GetUtcNow() => Now;

        /// <summary>Messages to a number that counted today.</summary>
        public async Task<int> CountAsync(string phone) => (await Limits.OneMoreAsync(phone, isDue: true, default))!.Read<ReminderLimits.MessageCount>("count").Messages - 1;

        public Task<StaffPhone?> FindAsync(string name, CancellationToken cancellationToken) => Task.FromResult(People.TryGetValue(name, out var phone) ? new StaffPhone(name, phone) : null);

        public Task<IReadOnlyList<StaffPhone>> WithRoleAsync(string role, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StaffPhone>>(
            role == "legal" ? [new("anna", Anna), new("bert", Bert)] : [new("head", Head), new("bert", Bert)]);

        private sealed class Gateway(Stage stage, Action before) : ISmsSender
        {
            public Task SendAsync(string phone, string text, CancellationToken cancellationToken)
            {
                before();
                stage.Sent.Add((phone, text));
                return Task.CompletedTask;
            }
        }
    }
}
