using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Workflows.Engine.Tests;

/// <summary>The engine's process dies at its n-th call of the store: before the call reached it, or after it was done and before the answer came back.</summary>
internal sealed class CrashingStore(IProcessStore inner, int dieAt, bool afterwards) : IProcessStore
{
    private int _calls;

    /// <summary>Whether the run got so far.</summary>
    public bool Died { get; private set; }

    public Task<IReadOnlyList<DefinitionKey>> DeployAsync(IReadOnlyList<string> processes, string digest, ReadOnlyMemory<byte> file, string by, DateTimeOffset now, CancellationToken cancellation) => inner.DeployAsync(processes, digest, file, by, now, cancellation);

    public Task<DefinitionRow?> FindDefinitionAsync(string process, int? version, CancellationToken cancellation) => inner.FindDefinitionAsync(process, version, cancellation);

    public Task<InstanceRow?> FindInstanceAsync(Guid instance, CancellationToken cancellation) => inner.FindInstanceAsync(instance, cancellation);

    public Task<CommitResult> CommitAsync(StepCommit commit, CancellationToken cancellation) => Call(() => inner.CommitAsync(commit, cancellation));

    public Task<IReadOnlyList<Claim>> ClaimAsync(int most, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation) => Call(() => inner.ClaimAsync(most, lease, now, cancellation));

    public Task<bool> DropAsync(Claim claim, CancellationToken cancellation) => Call(() => inner.DropAsync(claim, cancellation));

    public Task<MessageReceipt> AcceptMessageAsync(IncomingMessage message, DateTimeOffset now, CancellationToken cancellation) => Call(() => inner.AcceptMessageAsync(message, now, cancellation));

    public Task<IReadOnlyList<DefinitionRow>> NewestDefinitionsAsync(CancellationToken cancellation) => inner.NewestDefinitionsAsync(cancellation);

    public Task<IReadOnlyList<InstanceRow>> InstancesAsync(InstanceQuery query, CancellationToken cancellation) => inner.InstancesAsync(query, cancellation);

    public Task<IReadOnlyList<OpenTask>> TasksAsync(TaskQuery query, CancellationToken cancellation) => inner.TasksAsync(query, cancellation);

    public Task<TaskRow?> FindTaskAsync(Guid instance, int token, CancellationToken cancellation) => inner.FindTaskAsync(instance, token, cancellation);

    public Task<bool> HoldTaskAsync(Guid instance, int token, string? expected, string? holder, string by, DateTimeOffset now, CancellationToken cancellation) => Call(() => inner.HoldTaskAsync(instance, token, expected, holder, by, now, cancellation));

    public Task<IReadOnlyList<HistoryRow>> HistoryAsync(Guid instance, CancellationToken cancellation) => inner.HistoryAsync(instance, cancellation);

    private async Task<T> Call<T>(Func<Task<T>> call)
    {
        var dies = Died || ++_calls == dieAt;
        if (dies && (Died || !afterwards))
        {
            Died = true;
            throw new KilledException();
        }

        var result = await call();
        if (dies)
        {
            Died = true;
            throw new KilledException();
        }

        return result;
    }
}

/// <summary>What a killed process would not even notice.</summary>
internal sealed class KilledException : Exception;
