using IntegrationHub.Confidential.Crossing;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Storage.Crossing;

namespace IntegrationHub.Storage;

/// <summary>The customers' side alone, reached with its own login: a process that serves customers holds this and no other way into the database.</summary>
/// <param name="crossings">The one port of that side.</param>
/// <param name="seal">That side's end; <c>null</c> for tools that look at no value.</param>
/// <param name="close">Ends its connections.</param>
public sealed class CustomersSide(ICustomerCrossings crossings, ICrossingSeal? seal, Func<ValueTask> close) : IAsyncDisposable
{
    public ICustomerCrossings Crossings { get; } = seal is null ? crossings : new SealedCustomerCrossings(crossings, seal);

    public ValueTask DisposeAsync() => close();
}
