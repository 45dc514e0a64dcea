using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Api;
using IntegrationHub.Api.Retail;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Lanes;
using IntegrationHub.Retail.Processes;
using IntegrationHub.Retail.Processes.Contracts;
using IntegrationHub.Retail.Processes.Signing;
using IntegrationHub.Storage;
using IntegrationHub.Workflows.Engine.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>What the processes of contracts and customers work with, out of this node's keys, authorities and persons.</summary>
internal static class ContractsOfNode
{
    /// <summary>Services of processes, where the store keeps processes.</summary>
    public static IServiceCollection AddContractProcesses(this IServiceCollection services, DataFolder folder, HubOptions options, NodeKeys keys, NodeTrust trust, HubStore store)
    {
        if (!services.Any(service => service.ServiceType == typeof(IProcessStore)))
        {
            return services;
        }

        services.TryAddSingleton(provider => SmsOfNode.Sender(folder, options.Portal, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new HubSigner(() => keys.Signing, keys.ChainAt, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider =>
        {
            var (queue, time) = (provider.GetRequiredService<ITimestampStore>(), provider.GetRequiredService<TimeProvider>());
            var collector = Timestamping.Collector(folder, options.Trust.Timestamps, trust, queue, provider.GetRequiredService<LaneOptions>().Node, time);
            return new SignatureStamps(queue, collector, trust.Timestamps?.Trust ?? TrustAnchors.None, time);
        });
        services.AddSingleton(provider =>
        {
            var time = provider.GetRequiredService<TimeProvider>();
            var authorities = PeopleOfNode.Authorities(folder, options.Portal, options.Pki, time);
            var people = PeopleOfNode.Administration(store, provider.GetService<IValueCipher>(), authorities, trust.Revocation, provider.GetRequiredService<ISmsSender>(), SmsOfNode.Breached(folder, options.Portal), time);
            return new UploadedSignature(new CmsVerifier(CmsPolicy.Trusting(authorities, trust.Timestamps?.Trust, trust.Revocation)), new Signatories(people), time);
        });
        services.AddSingleton<IApiPart, RetailApi>();
        services.AddSingleton<IApiPart, CommentApi>();
        var area = options.Retail.Area.Length > 0 ? options.Retail.Area : folder.IsProduction ? "" : CenterFolder.Domain.Value;
        return services.AddContractProcesses(new FilingOptions(area, MarketRulesOfNode.ZoneOf(options.Hub)));
    }

    private sealed class Signatories(AccountAdministration people) : ISignatories
    {
        public Task<bool> HoldsAsync(string person, X509Certificate2 certificate, CancellationToken cancellationToken) => people.HoldsAsync(person, certificate, cancellationToken);
    }
}
