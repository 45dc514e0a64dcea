using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Migrating;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Tasks;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Engine.Desk;

/// <summary>What people do with processes, in the name of an actor whom the policy lets: the one way in for commands, API and pages.</summary>
/// <remarks>Thread-safe. A refusal is a list of findings; nothing has changed then.</remarks>
public sealed class ProcessDesk(ProcessEngine engine, IProcessStore store, IProcessPolicy policy, TimeProvider clock)
{
    public const string UnknownInstance = "INSTANCE_UNKNOWN";
    public const string UnknownDefinition = "DEFINITION_UNKNOWN";
    public const string InstanceTaken = "INSTANCE_ID_TAKEN";
    public const string ReasonMissing = "REASON_MISSING";

    /// <summary>Longest reason of an operator, in characters.</summary>
    public const int LongestReason = 300;

    public async Task<Outcome<IReadOnlyList<DefinitionRow>>> DefinitionsAsync(Actor actor, CancellationToken cancellation) =>
        policy.Check(actor, ProcessAct.Look) is { } refused ? Outcome.Refused<IReadOnlyList<DefinitionRow>>(refused) : Outcome.Of(await store.NewestDefinitionsAsync(cancellation));

    /// <summary>A version, or the newest where none is named.</summary>
    public async Task<Outcome<DefinitionRow>> DefinitionAsync(Actor actor, string process, int? version, CancellationToken cancellation)
    {
        if (policy.Check(actor, ProcessAct.Look) is { } refused)
        {
            return Outcome.Refused<DefinitionRow>(refused);
        }

        return await store.FindDefinitionAsync(process, version, cancellation) is { } row
            ? Outcome.Of(row)
            : Outcome.Refused<DefinitionRow>(new Finding(UnknownDefinition, process, "", 0, "There is no such definition or version.", "Look at the list of definitions."));
    }

    public async Task<Outcome<IReadOnlyList<DefinitionKey>>> DeployAsync(Actor actor, ReadOnlyMemory<byte> file, CancellationToken cancellation)
    {
        if (policy.Check(actor, ProcessAct.Deploy) is { } refused)
        {
            return Outcome.Refused<IReadOnlyList<DefinitionKey>>(refused);
        }

        var deployment = await engine.DeployAsync(file, actor.User, cancellation);
        return new Outcome<IReadOnlyList<DefinitionKey>>(deployment.Findings.Count == 0 ? deployment.Versions : null, deployment.Findings);
    }

    public async Task<Outcome<IReadOnlyList<InstanceRow>>> InstancesAsync(Actor actor, InstanceQuery query, CancellationToken cancellation) =>
        policy.Check(actor, ProcessAct.Look) is { } refused ? Outcome.Refused<IReadOnlyList<InstanceRow>>(refused) : Outcome.Of(await store.InstancesAsync(query, cancellation));

    public async Task<Outcome<InstanceRow>> InstanceAsync(Actor actor, Guid id, CancellationToken cancellation) =>
        policy.Check(actor, ProcessAct.Look) is { } refused ? Outcome.Refused<InstanceRow>(refused)
        : await store.FindInstanceAsync(id, cancellation) is { } row ? Outcome.Of(row) : Outcome.Refused<InstanceRow>(NoInstance(id));

    public async Task<Outcome<IReadOnlyList<HistoryRow>>> HistoryAsync(Actor actor, Guid id, CancellationToken cancellation) =>
        policy.Check(actor, ProcessAct.Look) is { } refused ? Outcome.Refused<IReadOnlyList<HistoryRow>>(refused) : Outcome.Of(await store.HistoryAsync(id, cancellation));

    /// <summary>Starts an instance; the same id again, for the same process and business key, starts nothing and is no mistake.</summary>
    /// <param name="id">Made by the caller (version 7 sorts by time); null for a new one.</param>
    public async Task<Outcome<InstanceRow>> StartAsync(Actor actor, Guid? id, string process, string businessKey, ContextValue variables, string? startEvent, CancellationToken cancellation)
    {
        if (policy.CheckStart(actor, process) is { } refused)
        {
            return Outcome.Refused<InstanceRow>(refused);
        }

        var instance = id ?? Guid.CreateVersion7(clock.GetUtcNow());
        if (await engine.StartAsync(instance, process, businessKey, variables, startEvent, cancellation, actor.User) is { } finding)
        {
            return Outcome.Refused<InstanceRow>(finding);
        }

        var row = await store.FindInstanceAsync(instance, cancellation) ?? throw new InvalidOperationException($"The store has lost the instance {instance:D}.");
        return row.Definition.Process == process && row.State.BusinessKey == businessKey
            ? Outcome.Of(row)
            : Outcome.Refused<InstanceRow>(new Finding(InstanceTaken, $"{instance:D}", "", 0, "The id is another case's.", "Take another id."));
    }

    /// <summary>Takes running cases to another version, or says what would become of them; who only looks gives no reason.</summary>
    public async Task<Outcome<MigrationReport>> MigrateAsync(Actor actor, MigrationOrder order, CancellationToken cancellation) =>
        policy.Check(actor, ProcessAct.Migrate) is { } refused ? Outcome.Refused<MigrationReport>(refused)
        : order.Apply && CheckReason(order.Reason) is { } unsaid ? Outcome.Refused<MigrationReport>(unsaid)
        : await engine.MigrateAsync(order, actor.User, cancellation);

    public Task<IReadOnlyList<Finding>> CancelAsync(Actor actor, Guid id, string reason, CancellationToken cancellation) =>
        ApplyAsync(actor, ProcessAct.Cancel, id, reason, new StepInput.Cancel(actor.User, reason), cancellation);

    /// <summary>Lets a step that failed be tried again, with changed variables where needed.</summary>
    public Task<IReadOnlyList<Finding>> RetryAsync(Actor actor, Guid id, int incident, ContextValue changes, string reason, CancellationToken cancellation) =>
        ApplyAsync(actor, ProcessAct.Resolve, id, reason, new StepInput.RetryIncident(incident, changes, actor.User, reason), cancellation);

    /// <summary>Lets the process go on as if the step had ended with this result.</summary>
    public Task<IReadOnlyList<Finding>> SkipAsync(Actor actor, Guid id, int incident, ContextValue result, string? flow, string reason, CancellationToken cancellation) =>
        ApplyAsync(actor, ProcessAct.Resolve, id, reason, new StepInput.SkipIncident(incident, result, flow, actor.User, reason), cancellation);

    /// <summary>Null where a reason may be kept, else why not.</summary>
    public static Finding? CheckReason(string reason) => reason.Trim().Length is 0 or > LongestReason
        ? new Finding(ReasonMissing, "reason", "", 0, $"A reason has 1 to {LongestReason} characters.", "Say why; it stays in the ledger.")
        : null;

    private async Task<IReadOnlyList<Finding>> ApplyAsync(Actor actor, ProcessAct act, Guid id, string reason, StepInput input, CancellationToken cancellation)
    {
        if (policy.Check(actor, act) is { } refused)
        {
            return [refused];
        }

        if (CheckReason(reason) is { } unsaid)
        {
            return [unsaid];
        }

        if (await store.FindInstanceAsync(id, cancellation) is null)
        {
            return [NoInstance(id)];
        }

        try
        {
            await engine.ApplyAsync(id, input, cancellation);
            return [];
        }
        catch (IllegalStepException illegal)
        {
            return [new Finding(illegal.Code, $"{id:D}", "", 0, illegal.Message, "Look at the instance again; it has moved on.")];
        }
    }

    /// <summary>What is said of an instance that is not there, or that is to be to its caller as if it were not.</summary>
    public static Finding NoInstance(Guid id) => new(UnknownInstance, $"{id:D}", "", 0, "There is no such instance.", "Look at the list of instances.");
}
