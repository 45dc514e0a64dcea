using IntegrationHub.Exchange;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Keys;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Observability;
using IntegrationHub.Storage;
using IntegrationHub.Storage.Crossing;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Commands.CustomerSide;

/// <summary><c>ihub customers serve</c>: the customers' pages in a process of their own, with the login of the customers' side and no other.</summary>
internal sealed class CustomersServeVerb : Verb
{
    public override string Path => "customers serve";

    public override string Description => "Serve the customers' pages alone, until told to stop";

    public override bool OffersJson => false;

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        if (folder.IsProduction && options.Portal.Sms == Configuration.Sections.SmsWay.Outbox)
        {
            throw new RefusedException(
                "PRODUCTION_REFUSES_SMS_OUTBOX", "codes would lie in a file instead of reaching phones", "Set portal.sms to gateway and describe the provider's gateway in portal.smsGateways.");
        }

        if (!folder.IsProduction)
        {
            DevelopmentPki.EnsurePortal(folder, options.Portal with { Customers = options.Portal.Customers with { Enabled = true } }, context.Time);
        }

        var seal = NodeCrossings.Customers(folder, options);
        using var logging = LoggerFactory.Create(builder => builder.AddHubLogging(options.Observability, context.Answer.IsTerminal));
        await using var side = await OpenAsync();
        await using var pages = await CustomersOfNode.StartAsync(folder, options, RetailerId.Default, side.Crossings, logging, context.Time, cancellationToken);
        context.Answer.Line($"  customers  {pages.Address}   (password and SMS code; public pages for everybody)");
        context.Answer.Line("Stop with Ctrl+C or SIGTERM.");
        await pages.RunAsync(cancellationToken);
        return ExitCode.Ok;

        async Task<CustomersSide> OpenAsync()
        {
            try
            {
                return await NodeStore.Provider(options.Storage.Provider).OpenCustomersAsync(NodeStore.OptionsOf(folder, options.Storage, mayAttach: true) with { Crossings = new CrossingEnds(seal, seal) }, cancellationToken);
            }
            catch (StorageSetupException refused)
            {
                throw NodeStore.Refused(refused);
            }
        }
    }
}
