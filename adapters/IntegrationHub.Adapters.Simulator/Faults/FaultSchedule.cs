namespace IntegrationHub.Adapters.Simulator.Faults;

/// <summary>A script at work, and the drill that somebody started beside it: counts the occasions of each fault and says which faults strike now.</summary>
/// <remarks>Thread-safe: occasions are counted once each, whatever runs at the same time.</remarks>
/// <param name="faults">The script: for as long as the simulator runs.</param>
/// <param name="time">By which a drill ends; it is over at its instant whoever looks after it.</param>
public sealed class FaultSchedule(IReadOnlyList<Fault> faults, TimeProvider? time = null)
{
    private readonly int[] _occasions = new int[faults.Count];
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private volatile Playing? _playing;

    /// <summary>The drill that is on; <c>null</c> where none is, or it is over.</summary>
    public FaultDrill? Drill => _playing is { Drill: var drill } && drill.Until > _time.GetUtcNow() ? drill : null;

    /// <summary>Plays a drill in the place of the one before; the same one again goes on counting.</summary>
    public void Play(FaultDrill drill)
    {
        if (_playing?.Drill != drill)
        {
            _playing = new Playing(drill);
        }
    }

    /// <summary>Ends the drill; the script goes on.</summary>
    public void EndDrill() => _playing = null;

    /// <summary>Counts one occasion for every fault of this kind and operation; returns the first that strikes, or <c>null</c>.</summary>
    public Fault? Strike(FaultKind kind, Operation? operation = null)
    {
        Fault? struck = null;
        for (var i = 0; i < faults.Count; i++)
        {
            if (Fits(faults[i], kind, operation) && faults[i].StrikesOn(Interlocked.Increment(ref _occasions[i])))
            {
                struck ??= faults[i];
            }
        }

        if (_playing is { } playing && playing.Drill.Until > _time.GetUtcNow() && Fits(playing.Drill.Fault, kind, operation) && playing.Drill.Fault.StrikesOn(playing.Count()))
        {
            struck ??= playing.Drill.Fault;
        }

        return struck;
    }

    /// <summary>The fault of this kind that is in force for good (clock skew, wrong certificate), or <c>null</c>.</summary>
    public Fault? Standing(FaultKind kind) => faults.FirstOrDefault(fault => fault.Kind == kind);

    private static bool Fits(Fault fault, FaultKind kind, Operation? operation) => fault.Kind == kind && (fault.Operation is not { } only || operation is not { } actual || only == actual);

    private sealed class Playing(FaultDrill drill)
    {
        private int _occasions;

        public FaultDrill Drill => drill;

        public int Count() => Interlocked.Increment(ref _occasions);
    }
}
