using System.Collections.Immutable;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Forms;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Workflows.Tests.Tasks;

/// <summary>Candidates, claims, four eyes, escalation, and substitutes.</summary>
public sealed class TaskRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 8, 0, 0, TimeSpan.Zero);

    private static readonly UserTask Approve = new(
        "approve", "Approve", new Work([], [], null, null), new TaskSettings(["risk"], ["draft"], null, null, ["head"], 50), FormSchema.Empty);

    private static readonly ImmutableDictionary<string, ImmutableSortedSet<string>> DraftedByAnna = ImmutableDictionary<string, ImmutableSortedSet<string>>.Empty.Add("draft", ["anna"]);

    [Fact]
    public void Only_who_has_a_role_may()
    {
        Assert.Null(May(Person("berta", "risk")));
        Assert.Equal(TaskRules.NotCandidate, May(Person("carl", "sales")));
    }

    [Fact]
    public void Who_drafted_may_not_approve_under_another_name() =>
        Assert.Equal(TaskRules.FourEyes, May(Person("anna-core", "risk", "head") with { OtherAccounts = ["anna"] }));

    [Fact]
    public void Who_drafted_may_not_approve_with_any_role() => Assert.Equal(TaskRules.FourEyes, May(Person("anna", "risk", "head")));

    [Fact]
    public void Whoever_did_a_part_of_what_is_checked_may_not_check_it()
    {
        var drafted = ImmutableDictionary<string, ImmutableSortedSet<string>>.Empty.Add("draft", ["anna", "carl"]);

        Assert.Equal(TaskRules.FourEyes, TaskRules.MayDo(Approve, drafted, null, null, Person("anna", "risk"), Now)?.Code);
        Assert.Equal(TaskRules.FourEyes, TaskRules.MayDo(Approve, drafted, null, null, Person("carl", "risk"), Now)?.Code);
        Assert.Null(TaskRules.MayDo(Approve, drafted, null, null, Person("berta", "risk"), Now));
    }

    [Fact]
    public void A_claimed_task_is_the_holders()
    {
        Assert.Equal(TaskRules.ClaimedByOther, May(Person("berta", "risk"), claimedBy: "carl"));
        Assert.Null(May(Person("carl", "risk"), claimedBy: "carl"));
    }

    [Fact]
    public void An_overdue_task_is_open_to_those_it_escalates_to()
    {
        Assert.Equal(TaskRules.NotCandidate, May(Person("dora", "head"), due: Now.AddTicks(1)));
        Assert.Null(May(Person("dora", "head"), due: Now));
    }

    [Fact]
    public void A_substitute_may_during_the_absence_what_the_absent_might()
    {
        Assert.Null(May(Substitute("carl", absent: "berta", Now, Now.AddDays(1))));
        Assert.Null(May(Substitute("carl", absent: "berta", Now, Now.AddDays(1)), claimedBy: "berta"));
        Assert.Equal(TaskRules.NotCandidate, May(Substitute("carl", absent: "berta", Now.AddDays(-1), Now)));
        Assert.Equal(TaskRules.NotCandidate, May(Substitute("carl", absent: "berta", Now.AddTicks(1), Now.AddDays(1))));
    }

    [Fact]
    public void Nobody_approves_in_the_name_of_who_drafted()
    {
        Assert.Equal(TaskRules.NotCandidate, May(Substitute("carl", absent: "anna", Now, Now.AddDays(1))));
        Assert.Equal(TaskRules.FourEyes, May(Substitute("anna", absent: "berta", Now, Now.AddDays(1))));
    }

    private static string? May(Actor actor, DateTimeOffset? due = null, string? claimedBy = null) => TaskRules.MayDo(Approve, DraftedByAnna, due, claimedBy, actor, Now)?.Code;

    private static Actor Person(string user, params ImmutableArray<string> roles) => new(user, roles, []);

    private static Actor Substitute(string user, string absent, DateTimeOffset from, DateTimeOffset to) => new(user, ["sales"], [new Substitution(absent, ["risk"], user, from, to)]);
}
