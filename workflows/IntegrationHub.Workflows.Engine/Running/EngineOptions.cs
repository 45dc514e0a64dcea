namespace IntegrationHub.Workflows.Engine.Running;

/// <summary>How an engine works.</summary>
public sealed record EngineOptions
{
    public static EngineOptions Default { get; } = new();

    /// <summary>Work claimed at once. Default 64.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>How long a worker may hold work before another one takes it. Default 2 minutes; more than <see cref="ServiceTimeout"/>.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Steps of one instance that a worker makes in a row, each held by the commit before it, before others have their turn. Default 16; 1 claims every call.
    /// </summary>
    public int StepsInARow { get; init; } = 16;

    /// <summary>How long a service may take. Default 90 seconds.</summary>
    public TimeSpan ServiceTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>
    /// True where commands and calls stand for the person's renewed sign-in: in a development folder, whose persons have no factors. Default false.
    /// </summary>
    public bool ConfirmsByWord { get; init; }

    /// <summary>Steps decided again because another one came first, before the caller is told. Default 20.</summary>
    public int MostConflicts { get; init; } = 20;
}

/// <summary>So many steps of one instance came first that this one gave up. Nothing was changed; the same call may be made again.</summary>
public sealed class ProcessBusyException(Guid instance) : InvalidOperationException($"The instance {instance:D} changes faster than this step can be decided.")
{
    public Guid Instance { get; } = instance;
}
