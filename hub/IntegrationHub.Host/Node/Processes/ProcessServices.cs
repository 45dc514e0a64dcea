using IntegrationHub.Api;
using IntegrationHub.Api.Retail;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node.Operations;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Portal.Data;
using IntegrationHub.Retail.Messages;
using IntegrationHub.Retail.Processes;
using IntegrationHub.Retail.Processes.Absences;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Processes.Messages;
using IntegrationHub.Retail.Records;
using IntegrationHub.Storage;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>Puts the process engine together: every <see cref="IServiceHandler"/> that is registered is a service that definitions may call.</summary>
internal static class ProcessServices
{
    /// <summary>What commands and pages need, too.</summary>
    public static IServiceCollection AddProcesses(this IServiceCollection services, DataFolder folder, HubOptions options)
    {
        services.AddSingleton(new EngineOptions { ServiceTimeout = options.Processes.ServiceTimeout, Lease = options.Processes.ServiceTimeout + TimeSpan.FromSeconds(30), ConfirmsByWord = !folder.IsProduction });
        services.AddSingleton<IServiceHandler, NotifyRole>();
        services.AddSingleton<IServiceHandler, NotifyUser>();
        services.AddSingleton<ProcessEngine>();
        services.AddSingleton<ProcessDesk>();
        services.AddSingleton(static provider => new AccountReader(new IdentityStore(
            provider.GetRequiredService<HubStore>(), provider.GetRequiredService<IIdSource>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<IValueCipher>())));
        // Where no pages are served nobody else registers it; looks into content are events all the same.
        services.TryAddSingleton(static provider => new Looks(new IdentityStore(
            provider.GetRequiredService<HubStore>(), provider.GetRequiredService<IIdSource>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<IValueCipher>())));
        // Who is away is no business of the retailer's: it is read also while the books are closed, so that people can work.
        services.AddSingleton(provider => new AbsenceBook(
            Records(provider),
            provider.GetRequiredService<TimeProvider>(), MarketRulesOfNode.ZoneOf(options.Hub)));
        // So it is with what people were told: it is written and read with no other book open.
        services.AddSingleton(static provider => new MessageBook(Records(provider)));
        services.AddSingleton<ISentNotices, SentNotices>();
        services.AddSingleton<IBreakGlassMessages>(static provider => new KeptBreakGlassMessages(Records(provider), provider.GetRequiredService<MessageBook>()));
        services.AddSingleton<IStaffPhones>(static provider => provider.GetRequiredService<PeopleAsActors>());
        if (services.Any(static service => service.ServiceType == typeof(INoticeOutbox)))
        {
            // The store's own, where it keeps notices, is what pages read; messages are made beside it.
            services.AddSingleton<INotifier>(provider => new StaffNotifier(
                (INotifier)provider.GetRequiredService<INoticeOutbox>(), Records(provider), provider.GetRequiredService<IStaffPhones>(), options.Processes.Sms));
            services.AddSingleton(provider => new StaffMessages(
                Records(provider), provider.GetRequiredService<MessageBook>(), provider.GetRequiredService<IStaffPhones>(),
                new ReminderLimits(Records(provider), new(MarketRulesOfNode.ZoneOf(options.Hub), default, options.Processes.SmsPerDay) { Counted = "staff messages" }, provider.GetRequiredService<TimeProvider>()),
                provider.GetRequiredService<IProcessStore>(), provider.GetRequiredService<ISmsSender>(), provider.GetRequiredService<TimeProvider>()));
        }

        services.AddSingleton(provider => new PeopleAsActors(
            provider.GetRequiredService<AccountReader>(), new ConfiguredStaff(options.Processes.Staff, isDevelopment: !folder.IsProduction), provider.GetRequiredService<AbsenceBook>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IActorDirectory>(static provider => provider.GetRequiredService<PeopleAsActors>());
        services.TryAddSingleton<IAbsences>(static provider => provider.GetRequiredService<PeopleAsActors>());
        services.TryAddSingleton<IDeputies>(static provider => provider.GetRequiredService<PeopleAsActors>());
        services.AddSingleton<AbsenceDesk>();
        services.AddSingleton<IApiPart, AbsenceApi>();
        services.TryAddSingleton<IProcessPolicy, TablePolicy>();
        return services;
    }

    /// <summary>Records that are read and written also while the retailer's books are closed.</summary>
    private static StoredRecords Records(IServiceProvider provider) =>
        new(provider.GetRequiredService<HubStore>(), provider.GetRequiredService<IIdSource>(), provider.GetRequiredService<TimeProvider>());

    /// <summary>What runs by itself, where the store keeps processes.</summary>
    public static IServiceCollection AddProcessWorkers(this IServiceCollection services, HubOptions options)
    {
        if (options.Processes.Run && services.Any(service => service.ServiceType == typeof(IProcessStore)))
        {
            services.AddHostedService<DefinitionDeployment>();
            services.AddHostedService<ProcessLane>();
            services.AddHostedService<AnswerCorrelation>();
            services.AddHostedService<ConsentLane>();
            services.AddHostedService<AbsenceLane>();
            services.AddHostedService<StaffMessageLane>();
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<NoticeKeeping>(provider, new RecordRemoval(provider.GetRequiredService<HubStore>()), Records(provider)));
            services.AddRetailReception(MarketRulesOfNode.ZoneOf(options.Hub));
            services.AddHostedService<LateStampLane>();
        }

        if (services.Any(service => service.ServiceType == typeof(IProcessStore)))
        {
            services.AddSingleton<ApiSocket>();
            services.AddHostedService(static provider => provider.GetRequiredService<ApiSocket>());
        }

        return services;
    }
}
