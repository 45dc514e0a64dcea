using System.Diagnostics.Metrics;

namespace IntegrationHub.Storage.Isolation;

/// <summary>Counts transactions in system scopes by name: an operator sees what works beyond one retailer.</summary>
internal static class ScopeTelemetry
{
    private static readonly Meter Meter = new("IntegrationHub.Storage");

    private static readonly Counter<long> Uses = Meter.CreateCounter<long>("ihub.storage.system_scopes", "{transaction}", "Transactions of background work in a named system scope");

    public static void Count(in Scope scope)
    {
        if (scope.System is { } system)
            Uses.Add(1, new KeyValuePair<string, object?>("ihub.scope", system.Name));
    }
}
