namespace IntegrationHub.Adapters.Soap.Service;

/// <summary>Whether the service takes requests. Thread-safe.</summary>
public sealed class SoapServiceState
{
    private volatile bool _draining;
    private volatile bool _paused;

    /// <summary>True after <see cref="Drain"/>: new requests are answered 503 and nothing is acknowledged.</summary>
    public bool Draining => _draining;

    /// <summary>True while new requests are answered 503 because nothing could be promised (the disk is nearly full).</summary>
    public bool Paused => _paused;

    /// <summary>Takes no new requests, or takes them again.</summary>
    public void Pause(bool paused) => _paused = paused;

    /// <summary>Called when the hub stops; requests in work end normally.</summary>
    public void Drain() => _draining = true;
}
