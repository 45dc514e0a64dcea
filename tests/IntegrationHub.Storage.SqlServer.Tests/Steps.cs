using System.Collections.Immutable;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Storage.SqlServer.Processes;
using IntegrationHub.Storage.Tests.Compliance;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;
using Work = IntegrationHub.Workflows.Engine.Store.Work;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>Steps of an instance, and what is asked for about it.</summary>
internal static class Steps
{
    private static readonly DateTimeOffset Now = Samples.Noon;

    private static readonly TaskSettings Offered = new(["clerk", "head"], [], null, TimeSpan.FromHours(1), ["head", "board"], 50);

    public static Guid Instance { get; } = Id(0);

    public static ContextValue Values { get; } = ContextValue.Of(("amount", Value.Of("7")));

    public static Guid Id(int number) => Guid.Parse($"0198c000-0000-7000-8000-0000000001{number:x2}");

    /// <summary>A called process begins, with a call that its engine goes on with at once.</summary>
    public static StepCommit First() => new(
        Row(1), [new Effect.CallService(5, 0, "bill", Values, Now)], [new HistoryEntry("activity.started", "a", 5)], null, Now, new Hold(0, Id(1), Now.AddMinutes(1)));

    /// <summary>A step with every effect there is, on a delivered message that is waited for again.</summary>
    public static StepCommit Every() => new(
        Row(2),
        [
            new Effect.OpenTask(3, "t", "Check", Values, Now.AddDays(1), Offered), new Effect.MoveTask(3, "t2", "Check twice", Offered, Release: false), new Effect.CloseTask(3), new Effect.CallService(5, 1, "bill", Values, Now), new Effect.WithdrawService(5),
            new Effect.ArmTimer(6, Now.AddDays(1)), new Effect.Subscribe(7, WaitKind.Message, "ack", "K"), new Effect.Subscribe(8, WaitKind.Signal, "stop", ""),
            new Effect.Disarm(6, WaitKind.Timer, "", ""), new Effect.Disarm(7, WaitKind.Message, "ack", "K"), new Effect.SendMessage("told", "L", Values), new Effect.BroadcastSignal("stop", Values),
            new Effect.StartCalled(9, "other", Values), new Effect.CancelCalled(9), new Effect.Ended(InstanceStatus.Completed, null, Values),
        ],
        [new HistoryEntry("message.received", "m", 4)],
        new Claim(new Work(Id(2), Instance, WorkKind.Message, 4, 0, "ack", ContextValue.Empty, Now), 2),
        Now);

    public static IEnumerable<InstanceQuery> Queries()
    {
        foreach (var key in (string?[])[null, "V-1"])
        {
            foreach (var incidents in (bool[])[false, true])
                yield return new InstanceQuery("switch", key, InstanceStatus.Running, incidents, (Now, Instance), 10);
        }
    }

    private static InstanceRow Row(long revision) => new(
        Instance,
        new DefinitionKey("switch", 3),
        revision,
        InstanceState.New("switch", "V-1") with { Waits = ImmutableSortedDictionary<int, Wait>.Empty.Add(4, new Wait(4, 4, "m", WaitKind.Message, "ack", "K")) },
        new CallerLink(Id(3), 2),
        Now);
}

/// <summary>The locks that a step takes.</summary>
internal static class MessageLocks
{
    public static IReadOnlyList<long> Of(StepCommit commit) => MessageStatements.LocksOf(Samples.Retailer.Value, MessageKey.Of(commit));
}
