using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Identity.People;
using IntegrationHub.Retail.Processes.Comments;
using IntegrationHub.Retail.Records;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Memory;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Tasks;
using IntegrationHub.Workflows.Values;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Retail.Tests.Processes;

/// <summary>What people say about cases: who reads it, who says something, what is kept.</summary>
[Collection(RetailTests.Name)]
public sealed class CommentTests : IProcessPolicy, INotifier, IDisposable
{
    private static readonly Actor Sales = new("anna", ["sales"], []);
    private static readonly Actor Legal = new("bert", ["legal"], []);
    private static readonly Actor Finance = new("fang", ["finance"], []);
    private static readonly Actor Auditor = new("audit", ["auditor"], []);
    private static readonly Actor Operator = new("otto", [RolePolicy.Operator], []);

    private readonly List<Notice> _notices = [];
    private readonly RetailSite _site;
    private readonly InMemoryProcessStore _store = new();
    private readonly ProcessEngine _engine;
    private readonly CaseComments _comments;

    public CommentTests(RetailSite site)
    {
        _site = site;
        _engine = new ProcessEngine(_store, [], this, TimeProvider.System, EngineOptions.Default);
        _comments = new CaseComments(site.Records, _engine, _store, this, TimeProvider.System);
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task What_was_said_is_read_in_its_order_with_who_when_and_at_which_step()
    {
        var (id, token) = await CaseAsync("own");

        Assert.Empty((await _comments.SayAsync(Sales, id, token, "  Which clause?\r\nThe third?  ", default)).Findings);
        Assert.Empty((await _comments.SayAsync(Sales, id, null, "第三条，请看附件 👍🏽", default)).Findings);

        var said = (await _comments.ListAsync(Sales, id, default)).Value!;
        Assert.Equal([(1, "draft", "anna", "Which clause?\nThe third?"), (2, "", "anna", "第三条，请看附件 👍🏽")], said.Select(static one => (one.Number, one.Step, one.By, one.Text)));
        Assert.All(said, one => Assert.Equal(id, one.Case));
    }

    [Fact]
    public async Task The_text_lies_sealed_and_the_ledger_has_who_and_a_digest_that_a_short_text_cannot_be_found_by()
    {
        var (id, _) = await CaseAsync("own");
        foreach (var text in new[] { "0.4215 yuan", "0.4215 yuan" })
        {
            Assert.Empty((await _comments.SayAsync(Sales, id, null, text, default)).Findings);
        }

        var facts = (await _site.EventsAsync("process.commented")).Where(one => one.Data.Contains(id.ToString("D"), StringComparison.Ordinal)).ToList();
        Assert.Equal(2, facts.Count);
        Assert.All(facts, one => Assert.Equal("anna", one.Actor));
        Assert.DoesNotContain(facts, static one => one.Data.Contains("0.4215", StringComparison.Ordinal));
        Assert.Equal(2, facts.Select(static one => System.Text.Json.JsonDocument.Parse(one.Data).RootElement.GetProperty("sha256").GetString()).Distinct().Count());
        var bodies = await _site.Store.ReadAsync(
            Scope.Of(RetailerId.Default), static context => context.BusinessRecords.Where(static row => row.Kind == nameof(RecordKind.Comment)).Select(static row => row.Body).ToListAsync(), default);
        Assert.NotEmpty(bodies);
        Assert.DoesNotContain(bodies, static body => body.AsSpan().IndexOf("0.4215"u8) >= 0);
    }

    [Fact]
    public async Task A_candidate_of_an_open_task_reads_and_says_and_to_others_there_is_no_such_case()
    {
        var (id, token) = await CaseAsync("own");
        Assert.Empty((await _comments.SayAsync(Sales, id, token, "for us alone", default)).Findings);

        foreach (var other in new[] { Legal, Finance, Auditor, Operator })
        {
            Assert.Equal(ProcessDesk.NoInstance(id), Assert.Single((await _comments.ListAsync(other, id, default)).Findings));
            Assert.Equal(ProcessDesk.NoInstance(id), Assert.Single((await _comments.SayAsync(other, id, token, "let me in", default)).Findings));
            Assert.Equal(ProcessDesk.NoInstance(id), Assert.Single((await _comments.SayAsync(other, id, 999, "", default)).Findings));
        }

        // The next task is for others, and who did the one before is told nothing more, as of any task.
        Assert.Empty(await _engine.CompleteAsync(id, token, ContextValue.Empty, Sales, default));
        Assert.Equal("for us alone", Assert.Single((await _comments.ListAsync(Legal, id, default)).Value!).Text);
        Assert.Equal(ProcessDesk.UnknownInstance, Assert.Single((await _comments.ListAsync(Sales, id, default)).Findings).Code);
    }

    [Fact]
    public async Task A_deputy_of_a_candidate_is_one_and_who_holds_the_task_keeps_no_candidate_from_speaking()
    {
        var (id, token) = await CaseAsync("own");
        Assert.Null(await _engine.ClaimAsync(id, token, Sales, default));
        var deputy = Legal with { StandsInFor = [new Substitution("anna", ["sales"], "bert", DateTimeOffset.MinValue, DateTimeOffset.MaxValue)] };

        Assert.Empty((await _comments.SayAsync(deputy, id, token, "while you are away", default)).Findings);
        Assert.Empty((await _comments.SayAsync(new Actor("carl", ["sales"], []), id, token, "may I help?", default)).Findings);
    }

    [Fact]
    public async Task Those_who_have_the_task_and_who_began_the_case_are_told_and_not_who_says_it()
    {
        var (id, token) = await CaseAsync("contract-told", by: "fang");

        Assert.Empty((await _comments.SayAsync(Sales, id, token, "0.4215 yuan?", default)).Findings);
        Assert.Equal([("fang", false), ("sales", true)], Told());
        Assert.Equal(2, _notices.DistinctBy(static one => one.Id).Count());
        Assert.All(_notices, one => Assert.Equal((id, token, "task.commented", NoticeChannel.Page), (one.Instance, one.Token, one.Kind, one.Channel)));
        Assert.DoesNotContain(_notices, static one => one.Text.Contains("0.4215", StringComparison.Ordinal));
        Assert.All(_notices, static one => Assert.Contains("anna said something about draft", one.Text, StringComparison.Ordinal));

        // Held by somebody, it is that person's; who writes is told nothing about it.
        Assert.Null(await _engine.ClaimAsync(id, token, Sales, default));
        _notices.Clear();
        Assert.Empty((await _comments.SayAsync(Finance, id, token, "yes", default)).Findings);
        Assert.Equal([("anna", false)], Told());
        _notices.Clear();
        Assert.Empty((await _comments.SayAsync(Sales, id, token, "thank you", default)).Findings);
        Assert.Equal([("fang", false)], Told());

        // About the case as a whole: whoever has a task of it. A comment that is refused tells nobody.
        _notices.Clear();
        Assert.Empty((await _comments.SayAsync(Legal, id, null, "when is it my turn?", default)).Findings);
        Assert.Equal([("anna", false), ("fang", false)], Told());
        Assert.NotEmpty((await _comments.SayAsync(Legal, id, null, "", default)).Findings);
        Assert.Equal(2, _notices.Count);

        IEnumerable<(string, bool)> Told() => _notices.Select(static one => (one.To, one.IsRole)).Order();
    }

    [Fact]
    public async Task Who_reads_what_the_case_holds_reads_and_says_also_when_it_is_over_and_an_auditor_says_nothing()
    {
        var (id, token) = await CaseAsync("contract-comments");
        Assert.Empty((await _comments.SayAsync(Finance, id, token, "at a task that is not mine", default)).Findings);
        Assert.Empty(await _engine.CompleteAsync(id, token, ContextValue.Empty, Sales, default));
        await _engine.ApplyAsync(id, new Workflows.Execution.StepInput.Cancel("otto", "over"), default);

        Assert.Empty((await _comments.SayAsync(Finance, id, null, "afterwards", default)).Findings);
        Assert.Equal(["at a task that is not mine", "afterwards"], (await _comments.ListAsync(Auditor, id, default)).Value!.Select(static one => one.Text));
        Assert.Equal(RolePolicy.NotAllowed, Assert.Single((await _comments.SayAsync(Auditor, id, null, "I was here", default)).Findings).Code);
        Assert.Equal(ProcessEngine.TaskNotOpen, Assert.Single((await _comments.SayAsync(Finance, id, token, "too late", default)).Findings).Code);
        Assert.Equal(ProcessDesk.UnknownInstance, Assert.Single((await _comments.ListAsync(Operator, id, default)).Findings).Code);
        Assert.Equal(ProcessDesk.UnknownInstance, Assert.Single((await _comments.SayAsync(Finance, Guid.CreateVersion7(), null, "where?", default)).Findings).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("a\u0000b")]
    [InlineData("\u001b[2J")]
    [InlineData("approve\u202Egnp.exe")]
    [InlineData("half a ~ sign")]
    [InlineData("~")]
    public async Task A_text_that_is_none_or_is_not_what_is_read_is_refused(string text)
    {
        var (id, _) = await CaseAsync("own");

        // Half a surrogate pair does not stand in an attribute.
        var refused = Assert.Single((await _comments.SayAsync(Sales, id, null, text.Replace('~', '\uD83D'), default)).Findings);

        Assert.Equal((CommentRules.TextWrong, "text"), (refused.Code, refused.Element));
        Assert.NotEqual("", refused.Remedy);
        Assert.Empty((await _comments.ListAsync(Sales, id, default)).Value!);
    }

    [Fact]
    public async Task A_comment_and_a_case_have_an_end()
    {
        var (id, _) = await CaseAsync("own");
        Assert.Empty((await _comments.SayAsync(Sales, id, null, new string('长', CommentRules.Longest), default)).Findings);
        Assert.Equal(CommentRules.TextWrong, Assert.Single((await _comments.SayAsync(Sales, id, null, new string('长', CommentRules.Longest + 1), default)).Findings).Code);

        var last = new KeptComment(new CaseComment(id, CommentRules.Most, "", "anna", DateTimeOffset.UnixEpoch, "the last"), "");
        var record = new BusinessRecord(RecordKind.Comment, id.ToString("D"), CommentRules.Most, "said", null, null, Market.Json.MarketJson.WriteUtf8(last));
        Assert.Equal(RecordResult.Saved, await _site.Records.SaveAsync([record], [], "anna", default));

        Assert.Equal(CommentRules.TooMany, Assert.Single((await _comments.SayAsync(Sales, id, null, "one more", default)).Findings).Code);
        Assert.Equal(["the last"], (await _comments.ListAsync(Sales, id, default)).Value!.Skip(1).Select(static one => one.Text));
    }

    [Fact]
    public async Task Those_who_speak_at_the_same_moment_are_all_heard()
    {
        var (id, _) = await CaseAsync("own");

        var said = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => _comments.SayAsync(Sales, id, null, $"voice {number}", default)));

        Assert.All(said, static one => Assert.Empty(one.Findings));
        var read = (await _comments.ListAsync(Sales, id, default)).Value!;
        Assert.Equal([1, 2, 3, 4], read.Select(static one => one.Number));
        Assert.Equal(["voice 0", "voice 1", "voice 2", "voice 3"], read.Select(static one => one.Text).Order(StringComparer.Ordinal));
    }

    /// <summary>As the hub's policy: by the table, and whoever only audits says nothing.</summary>
    Finding? IProcessPolicy.Check(Actor actor, ProcessAct act) =>
        new RolePolicy().Check(act == ProcessAct.Look ? actor : actor with { Roles = actor.Roles.Remove(ProcessRoleTable.Auditor) }, act);

    Finding? IProcessPolicy.CheckRead(Actor actor, string process) =>
        CaseValueTable.MayRead(actor.Roles, process) ? null : new Finding(RolePolicy.NotAllowed, actor.User, "", 0, "No.", "Ask.");

    Task INotifier.SendAsync(IReadOnlyList<Notice> notices, CancellationToken cancellation)
    {
        lock (_notices)
        {
            _notices.AddRange(notices);
        }

        return Task.CompletedTask;
    }

    /// <summary>A case at its first task, which is for sales; the second one, which checks it, is for the legal department.</summary>
    private async Task<(Guid Id, int Token)> CaseAsync(string process, string? by = null)
    {
        const string Nodes =
            """
            <startEvent id="s"/><userTask id="draft" name="draft"><extensionElements><hub:task roles="sales"/></extensionElements></userTask>
            <userTask id="review"><extensionElements><hub:task roles="legal" exclude="draft"/></extensionElements></userTask>
            <sequenceFlow id="a" sourceRef="s" targetRef="draft"/><sequenceFlow id="b" sourceRef="draft" targetRef="review"/>
            """;
        var file = $"<definitions xmlns=\"{Workflows.Bpmn.BpmnNames.Model}\" xmlns:hub=\"{Workflows.Bpmn.BpmnNames.Hub}\" targetNamespace=\"urn:test\"><process id=\"{process}\" isExecutable=\"true\">{Nodes}</process></definitions>";
        Assert.Empty((await _engine.DeployAsync(Encoding.UTF8.GetBytes(file), "op", default)).Findings);
        var id = Guid.CreateVersion7();
        Assert.Null(await _engine.StartAsync(id, process, "case-1", ContextValue.Empty, null, default, by));
        return (id, (await _store.FindInstanceAsync(id, default))!.State.Tokens.Keys.Single());
    }
}
