namespace IntegrationHub.Portal.Data;

/// <summary>One reading for all who ask within a short time. Thread-safe.</summary>
/// <param name="keep">How old what is given out may be.</param>
/// <param name="time">Only its ticks count.</param>
public sealed class Recently<T>(TimeSpan keep, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Task<T>? _reading;
    private long _since;

    /// <summary>What was read last, where that is not too long ago and did not fail; else it is read, once for all who wait.</summary>
    /// <param name="read">Goes on for the others where the one that asked gives up.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<T> GetAsync(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_reading is null || _reading.IsFaulted || _reading.IsCanceled || time.GetElapsedTime(_since) > keep)
                (_reading, _since) = (Task.Run(() => read(CancellationToken.None), CancellationToken.None), time.GetTimestamp());

            return _reading.WaitAsync(cancellationToken);
        }
    }

    /// <summary>What was read is not so any more.</summary>
    public void Drop()
    {
        lock (_lock)
            _reading = null;
    }
}
