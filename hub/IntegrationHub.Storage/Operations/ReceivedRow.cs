namespace IntegrationHub.Storage.Operations;

/// <summary>What is reckoned with of a received document. Each provider has an expression for it: they tell differently how long something took.</summary>
internal sealed class ReceivedRow
{
    public short Channel { get; init; }

    public short State { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>From the first octet to the commit; negative where the clock was set back meanwhile.</summary>
    public double Milliseconds { get; init; }
}
