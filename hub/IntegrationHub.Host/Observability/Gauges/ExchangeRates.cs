using System.Diagnostics.Metrics;
using IntegrationHub.Lanes;

namespace IntegrationHub.Host.Observability.Gauges;

/// <summary>Documents and how long they took, since they were last asked for: taken from the instruments that are exported as well.</summary>
/// <remarks>Thread-safe. Instruments belong to the process: two hubs in one process count together.</remarks>
internal sealed class ExchangeRates : IDisposable
{
    /// <summary>Durations that are kept between two readings; of more the newest.</summary>
    private const int Most = 8_192;

    private const string Received = "ihub.documents.received";
    private const string Sent = "ihub.documents.sent";
    private const string ReceptionTime = "ihub.reception.duration";
    private const string AttemptTime = "ihub.attempt.duration";

    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();
    private readonly double[] _receptions = new double[Most], _attempts = new double[Most];
    private long _received, _sent, _timedReceptions, _timedAttempts;

    public ExchangeRates()
    {
        // These and no others: whatever is listened to is paid for on the way of every document.
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name is Telemetry.ExchangeMeter or LaneTelemetry.Name && instrument.Name is Received or Sent or ReceptionTime or AttemptTime)
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
                case Received: _received += count; break;
                case Sent: _sent += count; break;
            }
        }
    }

    private void Timed(string instrument, double seconds)
    {
        lock (_lock)
        {
            switch (instrument)
            {
                case ReceptionTime: _receptions[_timedReceptions++ % Most] = seconds; break;
                case AttemptTime: _attempts[_timedAttempts++ % Most] = seconds; break;
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
