using System.Collections.Concurrent;
using System.Security.Cryptography;
using IntegrationHub.Workflows.Bpmn;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Engine.Running;

/// <summary>
/// Runs processes on a store: loads the state, lets <see cref="StepEngine"/> decide, and commits the step with everything it asks for. What a step asks for
/// is done by whoever claims the work, in this engine or another.
/// </summary>
/// <remarks>Thread-safe. It keeps nothing but compiled definitions, so it may die at any point.</remarks>
public sealed partial class ProcessEngine(IProcessStore store, IEnumerable<IServiceHandler> services, INotifier notifier, TimeProvider clock, EngineOptions options, IAbsences? absences = null, IEnumerable<IAnswerCheck>? checks = null) : IDisposable
{
    public const string UnknownService = "BPMN_UNKNOWN_SERVICE";
    public const string UnknownProcess = "PROCESS_UNKNOWN";
    public const string UnknownStart = "PROCESS_UNKNOWN_START";

    private readonly Dictionary<string, IServiceHandler> _services = services.ToDictionary(service => service.Name, StringComparer.Ordinal);
    private readonly ILookup<(string Process, string Node), IAnswerCheck> _checks = (checks ?? []).ToLookup(static check => (check.Process, check.Node));
    private readonly ConcurrentDictionary<DefinitionKey, ProcessDefinition> _definitions = new();
    private readonly SemaphoreSlim _woken = new(0);

    /// <summary>Deploys every executable process of a file, or says all that is wrong with it.</summary>
    public async Task<Deployment> DeployAsync(ReadOnlyMemory<byte> file, string by, CancellationToken cancellation)
    {
        if (BpmnFile.Open(file, out var unreadable) is not { } opened)
        {
            return new Deployment([], [unreadable!]);
        }

        var compilation = opened.Compile();
        var findings = compilation.Findings.Concat(compilation.Processes.SelectMany(process => process.Nodes.OfType<ServiceTask>())
            .Where(task => !_services.ContainsKey(task.Service))
            .Select(task => new Finding(UnknownService, task.Id, task.Name, 0, $"Nobody offers the service {task.Service}.", $"Services are: {string.Join(", ", _services.Keys.Order(StringComparer.Ordinal))}."))).ToList();
        if (findings.Count > 0)
        {
            return new Deployment([], findings);
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(file.Span));
        return new Deployment(await store.DeployAsync([.. compilation.Processes.Select(process => process.Id)], digest, file, by, clock.GetUtcNow(), cancellation), []);
    }

    /// <summary>Starts an instance of the newest version. The same id again starts nothing, so a caller that lost the answer asks again.</summary>
    /// <returns>Null where it has started, else why not.</returns>
    /// <param name="by">The person who starts it, for the history; null for the hub itself.</param>
    public async Task<Finding?> StartAsync(Guid id, string process, string businessKey, ContextValue variables, string? startEvent, CancellationToken cancellation, string? by = null) =>
        await StartAsync(id, process, businessKey, variables, startEvent, null, null, cancellation, by);

    /// <summary>An operator's or caller's input to an instance.</summary>
    /// <exception cref="IllegalStepException">The state does not allow it.</exception>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    public async Task ApplyAsync(Guid instance, StepInput input, CancellationToken cancellation) => await StepAsync(instance, input, null, cancellation);

    /// <summary>Takes a message in. It may come early (it is kept) and twice (the second changes nothing).</summary>
    public async Task<MessageReceipt> AcceptMessageAsync(IncomingMessage message, CancellationToken cancellation)
    {
        var receipt = await store.AcceptMessageAsync(message, clock.GetUtcNow(), cancellation);
        Wake();
        return receipt;
    }

    /// <summary>The definition of a version, compiled.</summary>
    /// <exception cref="KeyNotFoundException">There is no such version.</exception>
    public Task<ProcessDefinition> ReadDefinitionAsync(DefinitionKey key, CancellationToken cancellation) => DefinitionAsync(key, cancellation);

    public void Dispose() => _woken.Dispose();

    private async Task<Finding?> StartAsync(Guid id, string process, string businessKey, ContextValue variables, string? startEvent, CallerLink? caller, Claim? claim, CancellationToken cancellation, string? by = null)
    {
        if (await store.FindDefinitionAsync(process, null, cancellation) is not { } row)
        {
            return new Finding(UnknownProcess, process, "", 0, "There is no such process.", "Deploy it first.");
        }

        var definition = Compiled(row);
        StepResult result;
        try
        {
            result = StepEngine.Decide(definition, InstanceState.New(process, businessKey), new StepInput.Start(startEvent, variables, by), clock.GetUtcNow());
        }
        catch (IllegalStepException illegal) when (illegal.Code == IllegalStepException.NoSuchStart)
        {
            return new Finding(UnknownStart, startEvent ?? "", "", 0, illegal.Message, "Name a start event of the process.");
        }

        var now = clock.GetUtcNow();
        var instance = new InstanceRow(id, row.Key, 1, result.State, caller, now);
        await store.CommitAsync(new StepCommit(instance, result.Effects, result.History, claim, now), cancellation);
        Wake();
        return null;
    }

    /// <summary>Decides on the newest state until a commit succeeds; null where the claim was lost on the way, or the step may not be made.</summary>
    /// <param name="may">Asked of the very state that the step is decided on; null allows everything.</param>
    /// <param name="known">The state as it was a moment ago: saves reading it where nobody else has changed it, which the commit finds out.</param>
    /// <param name="goesOn">Whether the caller does a call that the step asks for at once.</param>
    private async Task<Stepped?> StepAsync(
        Guid instance, StepInput input, Claim? claim, CancellationToken cancellation, Func<InstanceRow, bool>? may = null, InstanceRow? known = null, bool goesOn = false)
    {
        for (var i = 0; i < options.MostConflicts; i++)
        {
            var row = known ?? await store.FindInstanceAsync(instance, cancellation) ?? throw new KeyNotFoundException($"There is no instance {instance:D}.");
            if (may?.Invoke(row) == false)
            {
                return null;
            }

            var now = clock.GetUtcNow();
            StepResult result;
            try
            {
                result = StepEngine.Decide(await DefinitionAsync(row.Definition, cancellation), row.State, input, now);
            }
            catch (IllegalStepException) when (known is not null)
            {
                // Of a state that may have changed: the newest one decides.
                known = null;
                continue;
            }

            known = null;
            var commit = new StepCommit(row with { State = result.State, Revision = row.Revision + 1 }, result.Effects, result.History, claim, now, goesOn ? HoldOf(result.Effects, now) : null);
            switch (await store.CommitAsync(commit, cancellation))
            {
                case CommitResult.Committed:
                    if (AsksOthers(commit))
                    {
                        Wake();
                    }

                    return new Stepped(commit.Instance, HeldBy(commit));
                case CommitResult.ClaimLost:
                    return null;
            }
        }

        throw new ProcessBusyException(instance);
    }

    private async Task<ProcessDefinition> DefinitionAsync(DefinitionKey key, CancellationToken cancellation) =>
        _definitions.TryGetValue(key, out var known)
            ? known
            : Compiled(await store.FindDefinitionAsync(key.Process, key.Version, cancellation) ?? throw new KeyNotFoundException($"The store has lost {key}."));

    /// <summary>A version that was accepted once stays acceptable: refusing it now would be a bug, not bad input.</summary>
    private ProcessDefinition Compiled(DefinitionRow row) => _definitions.GetOrAdd(row.Key, _ =>
    {
        var compilation = BpmnFile.Open(row.File, out var finding)?.Compile(deployed: true);
        return compilation?.Processes.FirstOrDefault(process => process.Id == row.Key.Process)
            ?? throw new InvalidOperationException($"{row.Key} cannot be compiled any more: {finding ?? compilation?.Findings.FirstOrDefault()}");
    });
}

/// <summary>The versions that were deployed, or all findings. Never both.</summary>
public sealed record Deployment(IReadOnlyList<DefinitionKey> Versions, IReadOnlyList<Finding> Findings);
