using System.Text;
using IntegrationHub.Retail.Processes.Absences;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Memory;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Tasks;
using IntegrationHub.Workflows.Values;
using NodaTime;

namespace IntegrationHub.Retail.Tests.Processes;

/// <summary>Who is away, who does the tasks meanwhile, and what goes back.</summary>
[Collection(RetailTests.Name)]
public sealed class AbsenceTests : IActorDirectory, IAbsences, IDeputies, INotifier, IDisposable
{
    private static readonly DateOnly First = new(2026, 12, 10);
    private static readonly DateOnly Last = new(2026, 12, 20);

    private readonly RetailSite _site;
    private readonly Clock _clock = new();
    private readonly InMemoryProcessStore _store = new();
    private readonly List<Notice> _told = [];
    private readonly Dictionary<string, Actor> _people;
    private readonly AbsenceBook _book;
    private readonly ProcessEngine _engine;
    private readonly AbsenceDesk _desk;
    private readonly string _anna;
    private readonly string _bert;
    private readonly string _head;

    public AbsenceTests(RetailSite site)
    {
        _site = site;
        (_anna, _bert, _head) = (site.Fresh("anna"), site.Fresh("bert"), site.Fresh("head"));
        _people = new[] { new Actor(_anna, ["legal"], []), new Actor(_bert, ["sales"], []), new Actor(_head, ["legal-lead"], []) }.ToDictionary(static one => one.User, StringComparer.Ordinal);
        _book = new AbsenceBook(site.Records, _clock, DateTimeZoneProviders.Tzdb["Asia/Shanghai"]);
        _engine = new ProcessEngine(_store, [], this, _clock, EngineOptions.Default, this);
        _desk = new AbsenceDesk(_book, this, this, _engine);
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task A_deputy_does_the_tasks_during_the_days_and_what_is_held_goes_back_afterwards()
    {
        var (instance, token) = await TaskAsync("review");
        Assert.Empty((await EnterAsync(_anna)).Findings);
        Assert.Equal(TaskRules.NotCandidate, (await _engine.ClaimAsync(instance, token, await ActorAsync(_bert), default))!.Code);

        // The day begins where the retailer works, eight hours before UTC's.
        _clock.Now = new(2026, 12, 9, 16, 0, 0, TimeSpan.Zero);
        Assert.Null(await _engine.ClaimAsync(instance, token, await ActorAsync(_bert), default));
        Assert.Single(await _engine.TasksOfAsync(await ActorAsync(_bert), null, 10, default));
        _clock.Now = new(2026, 12, 20, 16, 0, 0, TimeSpan.Zero);
        Assert.Equal(TaskRules.NotCandidate, Assert.Single(await _engine.CompleteAsync(instance, token, ContextValue.Empty, await ActorAsync(_bert), default)).Code);

        await _desk.GiveBackAsync(default);
        await _desk.GiveBackAsync(default);

        Assert.Equal(_anna, (await _store.FindTaskAsync(instance, token, default))!.ClaimedBy);
        Assert.Empty(await _engine.CompleteAsync(instance, token, ContextValue.Empty, await ActorAsync(_anna), default));
        Assert.Single(await _site.EventsAsync("absence.over"), item => item.Data.Contains(_anna, StringComparison.Ordinal) && item.Data.Contains("\"tasks\":\"1\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_wrote_it_does_not_approve_it_in_the_name_of_somebody_absent()
    {
        var (instance, token) = await TaskAsync("draft", _bert);
        Assert.Empty((await EnterAsync(_anna)).Findings);
        _clock.Now = new(2026, 12, 12, 8, 0, 0, TimeSpan.Zero);

        Assert.Equal(TaskRules.FourEyes, (await _engine.ClaimAsync(instance, token, await ActorAsync(_bert), default))!.Code);
        Assert.Null(await _engine.ClaimAsync(instance, token, await ActorAsync(_anna), default));
    }

    [Fact]
    public async Task An_absence_that_is_ended_gives_back_at_once_and_leaves_other_tasks_alone()
    {
        Assert.Empty((await EnterAsync(_head)).Findings);
        _clock.Now = new(2026, 12, 12, 8, 0, 0, TimeSpan.Zero);
        var (review, token) = await TaskAsync("review");
        Assert.Null(await _engine.ClaimAsync(review, token, await ActorAsync(_bert), default));
        var (draft, own) = await TaskAsync("own");
        Assert.Null(await _engine.ClaimAsync(draft, own, await ActorAsync(_bert), default));

        Assert.Empty((await _desk.EndAsync(await ActorAsync(_anna), _anna, First, default)).Findings);

        Assert.Equal((_anna, _bert), ((await _store.FindTaskAsync(review, token, default))!.ClaimedBy, (await _store.FindTaskAsync(draft, own, default))!.ClaimedBy));
        Assert.DoesNotContain(await _book.ListAsync(default), absence => absence.Person == _anna);
        Assert.Equal(AbsenceCodes.Unknown, Assert.Single((await _desk.EndAsync(await ActorAsync(_anna), _anna, First, default)).Findings).Code);
    }

    [Fact]
    public async Task Reminders_reach_the_deputy_too()
    {
        Assert.Empty((await EnterAsync(_anna)).Findings);
        _clock.Now = new(2026, 12, 12, 8, 0, 0, TimeSpan.Zero);
        await TaskAsync("review");

        _clock.Now += TimeSpan.FromHours(8);
        await _engine.WorkAsync(default);

        Assert.Contains(_told, notice => notice.To == _bert && !notice.IsRole);
        Assert.Contains(_told, notice => notice.To == "legal" && notice.IsRole);
    }

    [Fact]
    public async Task An_entry_that_makes_no_sense_is_refused_with_everything_that_is_wrong()
    {
        async Task<IEnumerable<string>> CodesAsync(string by, string person, string deputy, DateOnly from, DateOnly to) =>
            (await _desk.EnterAsync(await ActorAsync(by), person, deputy, from, to, default)).Findings.Select(static finding => finding.Code);

        Assert.Equal([AbsenceCodes.Person], await CodesAsync(_anna, "nobody", _bert, First, Last));
        Assert.Equal([AbsenceCodes.NotAllowed], await CodesAsync(_bert, _anna, _bert, First, Last));
        Assert.Equal([AbsenceCodes.Deputy], await CodesAsync(_anna, _anna, "nobody", First, Last));
        Assert.Equal([AbsenceCodes.Deputy, AbsenceCodes.Days], await CodesAsync(_anna, _anna, _anna, Last, First));
        Assert.Equal([AbsenceCodes.Days], await CodesAsync(_anna, _anna, _bert, new(2026, 11, 1), new(2026, 11, 30)));
        Assert.Equal([AbsenceCodes.Days], await CodesAsync(_anna, _anna, _bert, First, First.AddDays(366)));
        Assert.Empty(await CodesAsync(_bert, _bert, _head, First, Last));
        Assert.Equal([AbsenceCodes.DeputyAway], await CodesAsync(_head, _anna, _bert, Last, Last.AddDays(3)));
        Assert.Empty(await CodesAsync(_head, _anna, _bert, Last.AddDays(1), Last.AddDays(3)));
        Assert.Equal([AbsenceCodes.Overlap], await CodesAsync(_anna, _anna, _bert, Last.AddDays(3), Last.AddDays(9)));
        Assert.Contains(await _site.EventsAsync("absence.entered"), item => item.Actor == _head && item.Data.Contains(_anna, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_person_sees_the_absences_that_concern_the_person()
    {
        Assert.Empty((await EnterAsync(_anna)).Findings);
        var stranger = new Actor("stranger", ["sales"], []);

        foreach (var sees in (Actor[])[await ActorAsync(_anna), await ActorAsync(_bert), await ActorAsync(_head), new Actor("otto", [RolePolicy.Operator], [])])
        {
            Assert.Contains(await _desk.ListAsync(sees, default), absence => absence.Person == _anna);
        }

        Assert.DoesNotContain(await _desk.ListAsync(stranger, default), absence => absence.Person == _anna);
    }

    async Task<Actor?> IActorDirectory.FindAsync(string user, CancellationToken cancellation) =>
        _people.GetValueOrDefault(user) is { } own ? own with { StandsInFor = [.. await OfAsync(user, _clock.Now, cancellation)] } : null;

    public async Task<IReadOnlyList<Substitution>> OfAsync(string substitute, DateTimeOffset now, CancellationToken cancellation) =>
        [.. (await AtAsync(now, cancellation)).Where(one => one.Substitute == substitute)];

    public async Task<IReadOnlyList<Substitution>> AtAsync(DateTimeOffset now, CancellationToken cancellation) =>
        [.. (await _book.NowAsync(cancellation)).Where(absence => _people.ContainsKey(absence.Person)).Select(absence => new Substitution(
            absence.Person, _people[absence.Person].Roles, absence.Deputy, _book.TimeOf(absence).From, _book.TimeOf(absence).To))];

    Task<Finding?> IDeputies.WhyNotAsync(string person, string deputy, CancellationToken cancellationToken) =>
        Task.FromResult(_people.ContainsKey(deputy) ? null : new Finding(AbsenceCodes.Deputy, "deputy", "", 0, "Nobody.", "Name somebody."));

    Task INotifier.SendAsync(IReadOnlyList<Notice> notices, CancellationToken cancellation)
    {
        _told.AddRange(notices);
        return Task.CompletedTask;
    }

    private async Task<Actor> ActorAsync(string user) => (await ((IActorDirectory)this).FindAsync(user, default))!;

    private async Task<Workflows.Engine.Desk.Outcome<Absence>> EnterAsync(string by) => await _desk.EnterAsync(await ActorAsync(by), _anna, _bert, First, Last, default);

    /// <summary>An open task: a review by the legal department, the same after somebody's draft, or a draft of sales.</summary>
    private async Task<(Guid Instance, int Token)> TaskAsync(string kind, string? author = null)
    {
        const string Draft = "<userTask id=\"draft\"><extensionElements><hub:task roles=\"sales\"/></extensionElements></userTask>";
        const string Review = "<userTask id=\"review\"><extensionElements><hub:task roles=\"legal\" exclude=\"draft\" due=\"duration(&quot;PT8H&quot;)\"/></extensionElements></userTask>";
        var (nodes, flow) = kind switch
        {
            "own" => (Draft, "<sequenceFlow id=\"a\" sourceRef=\"s\" targetRef=\"draft\"/>"),
            _ => (Draft + Review, "<sequenceFlow id=\"a\" sourceRef=\"s\" targetRef=\"draft\"/><sequenceFlow id=\"b\" sourceRef=\"draft\" targetRef=\"review\"/>"),
        };
        var file = $"<definitions xmlns=\"{Workflows.Bpmn.BpmnNames.Model}\" xmlns:hub=\"{Workflows.Bpmn.BpmnNames.Hub}\" targetNamespace=\"urn:test\"><process id=\"{kind}\" isExecutable=\"true\"><startEvent id=\"s\"/>{nodes}{flow}</process></definitions>";
        Assert.Empty((await _engine.DeployAsync(Encoding.UTF8.GetBytes(file), "op", default)).Findings);
        var id = Guid.CreateVersion7();
        Assert.Null(await _engine.StartAsync(id, kind, "case-1", ContextValue.Empty, null, default));
        if (kind != "own")
        {
            Assert.Empty(await _engine.CompleteAsync(id, await TokenAsync(id), ContextValue.Empty, new Actor(author ?? "somebody", ["sales"], []), default));
        }

        return (id, await TokenAsync(id));
    }

    private async Task<int> TokenAsync(Guid instance) => (await _store.FindInstanceAsync(instance, default))!.State.Tokens.Keys.Single();

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
