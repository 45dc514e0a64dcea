using IntegrationHub.Exchange.Crossing;

namespace IntegrationHub.Storage;

/// <summary>The customers' side alone, reached with its own login: a process that serves customers holds this and no other way into the database.</summary>
/// <param name="crossings">The one port of that side.</param>
/// <param name="close">Ends its connections.</param>
public sealed class CustomersSide(ICustomerCrossings crossings, Func<ValueTask> close) : IAsyncDisposable
{
    public ICustomerCrossings Crossings { get; } = crossings;

    public ValueTask DisposeAsync() => close();
}
