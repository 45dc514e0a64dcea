namespace IntegrationHub.Confidential.Crossing;

/// <summary>An end whose keys are looked up when they are first needed: a store can be opened before it is known which keys belong to it. Thread-safe.</summary>
public sealed class DeferredCrossingSeal(Func<ICrossingSeal> load) : ICrossingSeal
{
    // A failure is not kept: the operator may put it right while the hub runs.
    private readonly Lazy<ICrossingSeal> _seal = new(load, LazyThreadSafetyMode.PublicationOnly);

    public string Seal(in CrossingBinding at, string payload) => _seal.Value.Seal(at, payload);

    public string? Open(in CrossingBinding at, string payload) => _seal.Value.Open(at, payload);

    public string SealReceived(in CrossingBinding at, string payload) => _seal.Value.SealReceived(at, payload);

    public bool Knows(string payload) => _seal.Value.Knows(payload);
}
