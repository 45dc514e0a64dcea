using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Node;

/// <summary>What a node is made of. A hub uses it as it is; the simulated trading center is the same node with a desk and faults.</summary>
internal sealed record NodeSettings
{
    public required DataFolder Folder { get; init; }

    public required HubOptions Options { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>True when a person watches the log.</summary>
    public bool Terminal { get; init; }

    /// <summary>Registered last, so it replaces what the hub itself would use.</summary>
    public Action<IServiceCollection> Services { get; init; } = static _ => { };

    /// <summary>Runs around the service.</summary>
    public Action<WebApplication> Around { get; init; } = static _ => { };

    /// <summary>False for commands that only look or hand in: no listeners, no workers.</summary>
    public bool Serves { get; init; } = true;

    /// <summary>Where the crash tests kill the process; <c>null</c> in the product.</summary>
    public ICrashPoints? CrashPoints { get; init; }
}
