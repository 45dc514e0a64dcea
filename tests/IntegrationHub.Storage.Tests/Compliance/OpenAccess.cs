using IntegrationHub.Exchange;
using IntegrationHub.Storage.Protection;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>As a development folder's store answers.</summary>
internal sealed class OpenAccess : IConfidentialAccess
{
    public ValueTask DemandAsync(string module, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

/// <summary>Version 7 ids, each later than the one before.</summary>
internal sealed class SampleIds : IIdSource
{
    public Guid Next(DateTimeOffset now) => Samples.NewId();
}

/// <summary>It is always noon.</summary>
internal sealed class NoonClock : IHubClock
{
    public DateTimeOffset Now => Samples.Noon;
}
