namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>The machine's clock, moved on when a test says so.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private TimeSpan _shift;

    public void Advance(TimeSpan by) => _shift += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(_shift.TotalSeconds * TimestampFrequency);
}
