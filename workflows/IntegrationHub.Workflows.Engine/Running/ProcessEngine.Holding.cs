using System.Collections.Immutable;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;

namespace IntegrationHub.Workflows.Engine.Running;

/// <content>Going on with what a step asks for: its worker holds it from the commit on, and knows the state, so it neither claims nor reads.</content>
public sealed partial class ProcessEngine
{
    /// <summary>The first call that may be made now and that the same step does not take back; the others go to whoever is free.</summary>
    private Hold? HoldOf(ImmutableArray<Effect> effects, DateTimeOffset now)
    {
        for (var i = 0; i < effects.Length; i++)
        {
            if (effects[i] is Effect.CallService call && call.NotBefore <= now && !IsTakenBack(effects, i + 1, call.Token))
            {
                return new Hold(i, Guid.CreateVersion7(now), now + options.Lease);
            }
        }

        return null;
    }

    private static bool IsTakenBack(ImmutableArray<Effect> effects, int from, int token)
    {
        for (var i = from; i < effects.Length; i++)
        {
            if (effects[i] is Effect.Ended || (effects[i] is Effect.WithdrawService withdrawn && withdrawn.Token == token))
            {
                return true;
            }
        }

        return false;
    }

    private static Claim? HeldBy(StepCommit commit) => commit.Hold is { } hold && commit.Effects[hold.Effect] is Effect.CallService call
        ? new Claim(new Work(hold.Work, commit.Instance.Id, WorkKind.Service, call.Token, call.Attempt, call.Service, call.Inputs, call.NotBefore), Hold.Fence)
        : null;

    /// <summary>Whether there may be something due now for a worker that pauses.</summary>
    private static bool AsksOthers(StepCommit commit)
    {
        for (var i = 0; i < commit.Effects.Length; i++)
        {
            var forOthers = commit.Effects[i] switch
            {
                Effect.CallService => commit.Hold?.Effect != i,
                Effect.Ended => commit.Instance.Caller is not null,
                Effect.WithdrawService or Effect.CloseTask or Effect.RaiseIncident or Effect.CloseIncident => false,
                _ => true,
            };
            if (forOthers)
            {
                return true;
            }
        }

        // A subscription that is served may get the next message.
        return commit.Done is { Work.Kind: WorkKind.Message };
    }

    /// <summary>A step that was committed.</summary>
    /// <param name="Row">The state since.</param>
    /// <param name="Next">What its worker holds.</param>
    private sealed record Stepped(InstanceRow Row, Claim? Next);
}
