using IntegrationHub.Adapters.Soap.Service.Listening;
using IntegrationHub.Host.Observability;
using IntegrationHub.Host.Schemas;
using IntegrationHub.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IntegrationHub.Host.Node;

/// <summary>The store can commit.</summary>
internal sealed class StoreReadiness(HubStore database) : IReadinessCheck
{
    public async ValueTask<PartHealth> CheckAsync(CancellationToken cancellationToken)
    {
        await database.CheckAsync(cancellationToken);
        return new PartHealth("database", Ready: true);
    }
}

/// <summary>At least one access channel listens; one that is lost is named.</summary>
internal sealed class ListenerReadiness(ListenerHealthCheck check) : IReadinessCheck
{
    public async ValueTask<PartHealth> CheckAsync(CancellationToken cancellationToken)
    {
        var result = await check.CheckHealthAsync(new HealthCheckContext(), cancellationToken);
        return new PartHealth("listeners", result.Status != HealthStatus.Unhealthy, result.Description ?? "");
    }
}

/// <summary>Profiles are loaded; a folder that could not be put in force is named but keeps nobody waiting.</summary>
internal sealed class SchemaReadiness(SchemaFolders schemas) : IReadinessCheck
{
    public ValueTask<PartHealth> CheckAsync(CancellationToken cancellationToken)
    {
        var problems = schemas.Problems;
        return ValueTask.FromResult(new PartHealth(
            "schemas", Ready: true, problems.Count == 0 ? $"{schemas.Profiles.Count()} profiles" : string.Join("; ", problems.Select(problem => problem.Text))));
    }
}

/// <summary>The device that holds the signing key has it at hand; a session that was lost is opened anew by asking.</summary>
internal sealed class SigningDeviceReadiness(NodeKeys keys) : IReadinessCheck
{
    /// <summary>A device that hangs answers nobody: then it is not ready.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(900);

    public async ValueTask<PartHealth> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var failure = await Task.Run(keys.Device!.Probe, cancellationToken).WaitAsync(Patience, cancellationToken);
            return new PartHealth("signing device", failure is null, failure ?? keys.Device.Location.ToString());
        }
        catch (TimeoutException)
        {
            return new PartHealth("signing device", Ready: false, $"The {keys.Device!.Location} does not answer.");
        }
    }
}
