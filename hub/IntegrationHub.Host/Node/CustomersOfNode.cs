using IntegrationHub.Customers.Hosting;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Identity.Sessions;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node;

/// <summary>The customers' pages, beside a node or alone, as the section <c>portal.customers</c> says. They are given the port of their side and nothing of a node.</summary>
internal static partial class CustomersOfNode
{
    /// <exception cref="RefusedException">A certificate is missing or the address is taken.</exception>
    public static async Task<CustomersApplication> StartAsync(
        DataFolder folder, HubOptions options, RetailerId retailer, ICustomerCrossings crossings, ILoggerFactory logging, TimeProvider time, CancellationToken cancellationToken)
    {
        var pages = options.Portal.Customers;
        var (certificate, chain) = PortalOfNode.Load(folder, pages.Certificate, pages.Key, options.Pki, time);
        var settings = new CustomersSettings
        {
            Retailer = retailer,
            EndPoint = pages.Address.EndPoint,
            HostName = pages.HostName,
            Certificate = certificate,
            Chain = chain,
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById(options.Hub.MarketTimeZone),
            Zone = NodaTime.DateTimeZoneProviders.Tzdb[options.Hub.MarketTimeZone],
            Company = options.Hub.DisplayName.Length > 0 || folder.IsProduction ? options.Hub.DisplayName : StarterConfiguration.DevelopmentName,
            Font = options.Retail.Font,
            Sessions = new SessionPolicy(pages.IdleTimeout, pages.SessionLength),
            Requests = PortalOfNode.RequestsOf(folder, options),
            OutboxHint = PeopleOfNode.OutboxHint(folder, options.Portal),
        };
        if (ProductionRules.NameMissing(folder, options) is { } missing)
            LogNameMissing(logging.CreateLogger(typeof(CustomersOfNode)), missing.Code, missing.Text, missing.Remedy);

        try
        {
            return await CustomersApplication.StartAsync(settings, new CustomersPorts(crossings, SmsOfNode.Sender(folder, options.Portal, time), time, logging), cancellationToken);
        }
        catch (IOException taken)
        {
            throw new RefusedException("PORTAL_ADDRESS_TAKEN", taken.Message.TrimEnd('.'), "Change portal.customers.address, or set portal.customers.enabled to false.");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Code}: {Text}. {Remedy}")]
    private static partial void LogNameMissing(ILogger logger, string code, string text, string remedy);
}
