using System.Diagnostics.Metrics;
using IntegrationHub.Lanes;

namespace IntegrationHub.Host.Observability.Gauges;

/// <summary>Documents and how long they took, since they were last asked for: taken from the instruments that are exported as well.</summary>
/// <remarks>Thread-safe. Instruments belong to the process: two hubs in one process count together.</remarks>
internal sealed class ExchangeRates : IDisposable
{
    /// <summary>Durations that are kept between two readings; of more the newest.</summary>
    private const int Most = 8_192;

    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();
    private readonly double[] _receptions = new double[Most], _attempts = new double[Most];
    private long _received, _sent, _timedReceptions, _timedAttempts;

    public ExchangeRates()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name is Telemetry.ExchangeMeter or LaneTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, _, _) => Counted(instrument.Name, count));
        _listener.SetMeasurementEventCallback<double>((instrument, seconds, _, _) => Timed(instrument.Name, seconds));
        _listener.Start();
    }

    /// <summary>What happened since the last call.</summary>
    public (long Received, long Sent, decimal? ReceptionP95, decimal? AttemptP95) Take()
    {
        lock (_lock)
        {
            var taken = (_received, _sent, P95(_receptions, _timedReceptions), P95(_attempts, _timedAttempts));
            (_received, _sent, _timedReceptions, _timedAttempts) = (0, 0, 0, 0);
            return taken;
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Counted(string instrument, long count)
    {
        lock (_lock)
        {
            switch (instrument)
            {
                case "ihub.documents.received": _received += count; break;
                case "ihub.documents.sent": _sent += count; break;
            }
        }
    }

    private void Timed(string instrument, double seconds)
    {
        lock (_lock)
        {
            switch (instrument)
            {
                case "ihub.reception.duration": _receptions[_timedReceptions++ % Most] = seconds; break;
                case "ihub.attempt.duration": _attempts[_timedAttempts++ % Most] = seconds; break;
            }
        }
    }

    /// <summary>In milliseconds; <c>null</c> where nothing was timed.</summary>
    private static decimal? P95(double[] seconds, long count)
    {
        if (count == 0)
        {
            return null;
        }

        var sorted = seconds[..(int)Math.Min(count, Most)];
        Array.Sort(sorted);
        return Math.Round((decimal)(sorted[(int)Math.Ceiling(0.95 * sorted.Length) - 1] * 1000), 1);
    }
}
