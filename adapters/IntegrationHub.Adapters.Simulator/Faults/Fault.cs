namespace IntegrationHub.Adapters.Simulator.Faults;

/// <summary>One fault of a script.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Operation">Only for this operation; <c>null</c> for all.</param>
/// <param name="From">The first matching occasion it strikes at, counted from 1.</param>
/// <param name="Count">On how many occasions; <c>null</c> until the simulator stops.</param>
/// <param name="Delay">For <see cref="FaultKind.Slow"/> and <see cref="FaultKind.ClockSkew"/>; at most an hour either way.</param>
public sealed record Fault(FaultKind Kind, Operation? Operation = null, int From = 1, int? Count = null, TimeSpan Delay = default)
{
    /// <summary>True when the fault strikes on the <paramref name="occasion"/>-th matching occasion (from 1).</summary>
    public bool StrikesOn(int occasion) => occasion >= From && (Count is not { } count || occasion < (long)From + count);
}
