using System.Collections.Concurrent;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Engine.Tests;

/// <summary>A service that knows repetitions by their key, as every service must, and counts what it really did.</summary>
internal sealed class CountingService(string name, Func<ServiceCall, ServiceAnswer>? answer = null) : IServiceHandler
{
    private readonly ConcurrentDictionary<string, ServiceAnswer> _done = new(StringComparer.Ordinal);

    public string Name => name;

    public int Effects => _done.Count;

    public Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        var given = answer?.Invoke(call) ?? new ServiceAnswer.Done(ContextValue.Of((name, Value.Of(call.Key))));
        return Task.FromResult(given is ServiceAnswer.Done ? _done.GetOrAdd(call.Key, given) : given);
    }
}
