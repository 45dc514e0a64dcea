using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node.Processes;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Keys;
using IntegrationHub.Portal.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Node;

/// <summary>The company's pages beside a node, as the section <c>portal</c> says.</summary>
internal static class PortalOfNode
{
    public static IServiceCollection AddPortal(this IServiceCollection services, DataFolder folder, HubOptions options, NodeTrust trust, TimeProvider time)
    {
        if (options.Portal.Enabled)
        {
            services.AddIdentity(
                PeopleOfNode.Authorities(folder, options.Portal, options.Pki, time), trust.Revocation, PeopleOfNode.Policies(options.Portal), SmsOfNode.Sender(folder, options.Portal, time));
            if (SmsOfNode.Breached(folder, options.Portal) is { } breached)
            {
                services.AddSingleton(breached);
            }

            services.AddSingleton<IApiPart, IdentityApi>();
            if (options.Portal.Programs.Address is { } address)
            {
                var (certificate, chain) = Load(folder, options.Portal.Certificate, options.Portal.Key, options.Pki, time);
                services.AddSingleton(new ProgramDoor(address.EndPoint, options.Portal.Programs.HostName, certificate, chain));
            }
        }

        return services;
    }

    /// <summary>Starts the pages where they are to be served.</summary>
    /// <exception cref="RefusedException">A certificate is missing or an address is taken.</exception>
    public static async Task<PortalApplication?> StartAsync(DataFolder folder, HubOptions options, IServiceProvider node, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!options.Portal.Enabled)
        {
            return null;
        }

        await node.GetRequiredService<SessionService>().SweepAsync(cancellationToken);
        var (certificate, chain) = Load(folder, options.Portal.Certificate, options.Portal.Key, options.Pki, time);
        try
        {
            return await PortalApplication.StartAsync(
                new PortalSettings
                {
                    Doors = [DoorOf(Door.Staff, options.Portal.Staff), DoorOf(Door.Core, options.Portal.Core)],
                    Certificate = certificate,
                    Chain = chain,
                    Proxies = Proxies(folder, options.Portal),
                    TimeZone = TimeZoneInfo.FindSystemTimeZoneById(options.Hub.MarketTimeZone),
                    Code = options.Hub.Code,
                    Company = CompanyOf(options),
                    Font = options.Retail.Font,
                    Requests = RequestsOf(folder, options),
                    Api = node.GetService<ApiSocket>() is { } api ? api.ServeAsync : null,
                    OutboxHint = PeopleOfNode.OutboxHint(folder, options.Portal),
                },
                node,
                cancellationToken);
        }
        catch (IOException taken)
        {
            throw new RefusedException("PORTAL_ADDRESS_TAKEN", taken.Message.TrimEnd('.'), "Change portal.staff.address or portal.core.address, or set portal.enabled to false.");
        }
    }

    /// <exception cref="RefusedException">A file cannot be read.</exception>
    private static HashSet<string> Proxies(DataFolder folder, PortalOptions portal)
    {
        var proxies = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in portal.Proxies.Select(folder.Resolve))
        {
            var read = CertificateFiles.Read(file);
            if (read.Problem is { } problem)
            {
                throw new RefusedException(NodeKeys.CodeOf(problem), $"{problem.File}: {problem.Detail.TrimEnd('.')}", problem.Remedy);
            }

            proxies.Add(read.Value[0].GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256));
        }

        return proxies;
    }

    /// <summary>How many requests pages answer; a demonstration on one machine is not hindered.</summary>
    internal static RequestLimits RequestsOf(DataFolder folder, HubOptions options)
    {
        var limits = options.Portal.RequestLimits;
        return new RequestLimits { Anonymous = limits.AnonymousPerMinute, Session = limits.SessionPerMinute, Costly = limits.CostlyPerMinute, Loopback = limits.CountLoopback || folder.IsProduction };
    }

    /// <summary>What the retailer is called on the company's pages and on what they draw for customers; without a name its code.</summary>
    internal static string CompanyOf(HubOptions options) => options.Hub.DisplayName.Length > 0 ? options.Hub.DisplayName : options.Hub.Code;

    private static PortalDoor DoorOf(Door door, PortalDoorOptions options) => new(door, options.Address!.EndPoint, options.HostName);

    /// <exception cref="RefusedException">It cannot be loaded.</exception>
    internal static (X509Certificate2 Certificate, X509Certificate2Collection Chain) Load(DataFolder folder, string certificate, string key, PkiOptions pki, TimeProvider time)
    {
        var file = folder.Resolve(certificate);
        var loaded = new KeyStore(time).Load(new KeyLocation(
            file, key.Length == 0 ? null : folder.Resolve(key), pki.PassphraseFile.Length == 0 ? null : folder.Resolve(pki.PassphraseFile)));
        if (loaded.Problem is { } problem)
        {
            throw new RefusedException(NodeKeys.CodeOf(problem), $"{problem.File}: {problem.Detail.TrimEnd('.')}", problem.Remedy);
        }

        var issuers = CertificateFiles.Read(file) is { Problem: null } read ? read.Value.Skip(1).ToArray() : [];
        return (loaded.Value.Certificate, [.. issuers]);
    }
}
