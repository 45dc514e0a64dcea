using IntegrationHub.Adapters.Soap;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Observability;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IntegrationHub.Host.Node;

/// <summary>What a node needs to be reached: listeners, health, telemetry.</summary>
internal static class ServingServices
{
    public static IServiceCollection AddServing(this IServiceCollection services, HubOptions options)
    {
        services.AddSoapService(soap =>
        {
            foreach (var listener in options.Listeners)
            {
                var address = listener.Address!.EndPoint;
                soap.Addresses.Add(address);
                if (listener.PublicAddress is { } known)
                {
                    soap.PublicAddresses[address] = known;
                }
            }

            soap.MaxRequestBytes = options.Limits.MaxRequest.Bytes;
            soap.MaxConnections = options.Limits.MaxConnections;
            soap.MinBodyBytesPerSecond = options.Limits.MinBodyRate.Bytes;
            soap.UnknownCallerEventsPerMinute = options.Limits.UnknownCallersPerMinute;
            soap.MaxConcurrentRequestsPerParty = options.Limits.MaxReceptions;
        });
        services.AddSingleton<IReadinessCheck, StoreReadiness>();
        services.AddSingleton<IReadinessCheck, ListenerReadiness>();
        services.AddSingleton<IReadinessCheck, SchemaReadiness>();
        if (options.Pki.SigningDevice.IsUsed)
        {
            services.AddSingleton<IReadinessCheck, SigningDeviceReadiness>();
        }

        services.AddHostedService<StoreKeeper>();
        services.AddHostedService(provider => new TelemetryExport(options.Observability, options.Hub.Code));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Limits.DrainTimeout);
        return services;
    }
}
