namespace IntegrationHub.Adapters.Simulator.Faults;

/// <summary>A script at work: counts the occasions of each fault and says which faults strike now.</summary>
/// <remarks>Thread-safe: occasions are counted once each, whatever runs at the same time.</remarks>
public sealed class FaultSchedule(IReadOnlyList<Fault> faults)
{
    private readonly int[] _occasions = new int[faults.Count];

    /// <summary>Counts one occasion for every fault of this kind and operation; returns the first that strikes, or <c>null</c>.</summary>
    public Fault? Strike(FaultKind kind, Operation? operation = null)
    {
        Fault? struck = null;
        for (var i = 0; i < faults.Count; i++)
        {
            var fault = faults[i];
            if (fault.Kind != kind || (fault.Operation is { } only && operation is { } actual && only != actual))
            {
                continue;
            }

            if (fault.StrikesOn(Interlocked.Increment(ref _occasions[i])))
            {
                struck ??= fault;
            }
        }

        return struck;
    }

    /// <summary>The fault of this kind that is in force for good (clock skew, wrong certificate), or <c>null</c>.</summary>
    public Fault? Standing(FaultKind kind) => faults.FirstOrDefault(fault => fault.Kind == kind);
}
