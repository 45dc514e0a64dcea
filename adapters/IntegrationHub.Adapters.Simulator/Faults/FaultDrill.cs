namespace IntegrationHub.Adapters.Simulator.Faults;

/// <summary>A fault that somebody has a running simulator play for a while.</summary>
/// <param name="Id">Of this drill.</param>
/// <param name="Fault">What goes wrong.</param>
/// <param name="Until">From when on it does not any more, whoever is there to end it.</param>
public sealed record FaultDrill(Guid Id, Fault Fault, DateTimeOffset Until)
{
    /// <summary>Longest drill.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Longest delay of <see cref="FaultKind.Slow"/> in a drill.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <summary>Faults that can begin and end while a simulator runs. The others stand for as long as it does and are given when it starts.</summary>
    public static IReadOnlyList<FaultKind> Kinds { get; } =
        [FaultKind.Slow, FaultKind.Silent, FaultKind.DropAnswer, FaultKind.RefuseInbound, FaultKind.RefuseOutbound, FaultKind.Duplicate, FaultKind.Contradict];

    /// <summary>Faults that can be limited to one operation.</summary>
    public static IReadOnlyList<FaultKind> ByOperation { get; } = [FaultKind.Slow, FaultKind.Silent, FaultKind.DropAnswer];
}
