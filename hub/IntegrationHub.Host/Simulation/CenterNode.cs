using IntegrationHub.Adapters.Simulator.Faults;
using IntegrationHub.Adapters.Simulator.TradingCenter;
using IntegrationHub.Adapters.Soap.Client;
using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Schemas;
using IntegrationHub.Host.Simulation.Drills;
using IntegrationHub.Lanes.Notifications;
using IntegrationHub.Storage.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Simulation;

/// <summary>A trading center to talk to: a node like the hub's with a desk that answers documents, and faults around both its ways.</summary>
internal static class CenterNode
{
    public static NodeSettings Settings(DataFolder folder, HubOptions options, IReadOnlyList<Fault> faults, TimeProvider time, bool terminal)
    {
        var schedule = new FaultSchedule(faults, time);
        var clock = schedule.Standing(FaultKind.ClockSkew) is { } skew ? new SkewedTime(time, skew.Delay) : time;
        return new NodeSettings
        {
            Folder = folder,
            // A trading center has no processes of a retailer.
            Options = options with { Processes = options.Processes with { Run = false } },
            Time = clock,
            Terminal = terminal,
            Services = services => Add(services, schedule, folder, options, time),
            Around = application => application.UseMiddleware<FaultMiddleware>(schedule, time),
        };
    }

    private static void Add(IServiceCollection services, FaultSchedule faults, DataFolder folder, HubOptions options, TimeProvider time)
    {
        services.AddSingleton(faults);
        services.AddHostedService(provider => new DrillWatch(folder, options, faults, time, provider.GetRequiredService<ILogger<DrillWatch>>()));
        services.AddSingleton(new MarketDefinition(CenterFolder.Domain, MarketRulesOfNode.ZoneOf(options.Hub)));
        services.AddSingleton<ProfileFinder>(static provider => id => provider.GetRequiredService<SchemaFolders>().Catalogs(null)
            .Select(catalog => catalog.Find(id.RootElement, id.Namespace)).FirstOrDefault(static found => found is not null));
        services.AddSingleton<StatusDesk>();
        services.AddSingleton<IDocumentHandler, TradingCenterDesk>();
        services.AddSingleton<SoapPartnerService>();
        services.AddSingleton<IPartnerService>(provider => new FaultyPartnerService(
            provider.GetRequiredService<SoapPartnerService>(),
            faults,
            provider.GetRequiredService<IEnvelopeOpener>(),
            provider.GetRequiredService<IRequestComposer>(),
            provider.GetRequiredService<IIdSource>(),
            provider.GetRequiredService<TimeProvider>()));
        if (faults.Standing(FaultKind.WrongCertificate) is not null)
        {
            var stranger = WrongCertificate.Create();
            services.AddSingleton(provider => new SoapKeys(() => stranger, () => provider.GetRequiredService<NodeKeys>().Signing));
        }

        if (faults.Standing(FaultKind.RestoreBackup) is { } restore)
        {
            services.AddHostedService(provider => new OlderBackup(provider.GetRequiredService<IMailboxDrill>(), restore.From));
        }
    }
}
