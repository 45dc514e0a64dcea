using System.Net;
using IntegrationHub.Adapters.Soap;
using IntegrationHub.Adapters.Soap.Service.Listening;
using IntegrationHub.Api;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Signatures.Rules;
using IntegrationHub.Customers.Hosting;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node.Exchanges;
using IntegrationHub.Host.Node.Processes;
using IntegrationHub.Host.Node.Retail;
using IntegrationHub.Host.Observability;
using IntegrationHub.Host.Schemas;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Lanes.Notifications;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Retail;
using IntegrationHub.Retail.Processes;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Processes.Settling;
using IntegrationHub.Retail.Processes.Tracking;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Storage;
using IntegrationHub.Storage.Sending;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace IntegrationHub.Host.Node;

/// <summary>
/// A running node over a data folder: its store open and migrated, its keys loaded, its schemas compiled, and, when it serves, its listeners,
/// lanes and polls at work. Disposing it drains: what is under way ends, nothing new is taken.
/// </summary>
internal sealed class HubNode : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly HubStore _database;
    private readonly NodeKeys _keys;
    private readonly NodeTrust _trust;

    private HubNode(WebApplication application, PortalApplication? portal, CustomersApplication? customers, HubStore database, NodeKeys keys, NodeTrust trust)
    {
        Portal = portal;
        Customers = customers;
        _trust = trust;
        _application = application;
        _database = database;
        _keys = keys;
    }

    public IServiceProvider Services => _application.Services;

    /// <summary>The company's pages; <c>null</c> where they are not served.</summary>
    public PortalApplication? Portal { get; }

    /// <summary>The customers' pages; <c>null</c> where they are not served, or by a process of their own.</summary>
    public CustomersApplication? Customers { get; }

    public IPartyRegistry Parties => Services.GetRequiredService<IPartyRegistry>();

    /// <summary>The addresses that are listened at, as bound.</summary>
    public IReadOnlyList<IPEndPoint> Addresses =>
        [.. Services.GetRequiredService<ListenerHealth>().Channels.Select(channel => channel.Bound).OfType<IPEndPoint>()];

    /// <summary>Completes when the process is told to stop (SIGTERM, Ctrl+C) or the token is cancelled; the node is drained by then.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _application.WaitForShutdownAsync(cancellationToken);

    /// <summary>True when something that works by itself ended with an error: the hub stopped because of it, not because it was told to.</summary>
    public bool Failed => Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(service => service.ExecuteTask is { IsFaulted: true });

    /// <summary>Opens everything, in the order in which it depends on each other.</summary>
    /// <exception cref="RefusedException">Something the operator has to put right; with the remedy.</exception>
    public static async Task<HubNode> StartAsync(NodeSettings settings, CancellationToken cancellationToken)
    {
        var (folder, options) = (settings.Folder, settings.Options);
        RefuseWhatProductionRefuses(settings);
        var schemas = SchemaFolders.Of(folder, options.Schemas);
        var rules = SignatureRuleFiles.Load(folder, options, settings.Time);
        var keys = NodeKeys.Load(folder, options.Pki, settings.Time);
        NodeTrust? trust = null;
        HubStore? database = null;
        WebApplication? application = null;
        PortalApplication? portal = null;
        CustomersApplication? customers = null;
        try
        {
            trust = NodeTrust.Load(folder, options.Trust, settings.Time);
            database = await NodeStore.OpenAsync(folder, options, mayAttach: !settings.Serves, settings.CrashPoints, cancellationToken);
            application = Build(settings, database, keys, trust, schemas, rules);
            if (settings.Serves)
            {
                await SetBackStore.RefuseAsync(
                    folder, options, application.Services.GetRequiredService<ILedgerReader>(), application.Services.GetRequiredService<IExchangeReader>(), cancellationToken);
            }

            await PrepareAsync(application.Services, options, cancellationToken);
            if (settings.Serves)
            {
                if (database.Server is { IsOwner: true })
                {
                    await application.Services.GetRequiredService<IForsakenClaims>().EndAsync(settings.Time.GetUtcNow(), cancellationToken);
                }

                await ActivatorUtilities.CreateInstance<AdministrationActs>(application.Services).RecordAsync(cancellationToken);
                await application.Services.GetRequiredService<ConfidentialGate>().AnnounceAsync(cancellationToken);
                await application.StartAsync(cancellationToken);
                portal = await PortalOfNode.StartAsync(folder, options, application.Services, settings.Time, cancellationToken);
                if (options.Portal.Customers.Enabled && application.Services.GetService<ICustomerCrossings>() is { } crossings)
                {
                    customers = await CustomersOfNode.StartAsync(
                        folder, options, database.Options.Retailer, crossings, application.Services.GetRequiredService<ILoggerFactory>(), settings.Time, cancellationToken);
                }
            }

            return new HubNode(application, portal, customers, database, keys, trust);
        }
        catch
        {
            if (portal is not null)
            {
                await portal.DisposeAsync();
            }

            if (application is not null)
            {
                // What had started already must not find its store gone.
                await application.StopAsync(CancellationToken.None);
                await application.DisposeAsync();
            }

            if (database is not null)
            {
                await database.DisposeAsync();
            }

            trust?.Dispose();
            keys.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Customers is not null)
        {
            await Customers.DisposeAsync();
        }

        if (Portal is not null)
        {
            await Portal.DisposeAsync();
        }

        await _application.StopAsync();
        await _application.DisposeAsync();
        await _database.DisposeAsync();
        _trust.Dispose();
        _keys.Dispose();
    }

    private static void RefuseWhatProductionRefuses(NodeSettings settings)
    {
        var problems = ProductionRules.Check(settings.Folder, settings.Options, settings.Time);
        if (problems.Count > 0)
        {
            throw new RefusedException(
                problems[0].Code, string.Join("; ", problems.Select(problem => problem.ToString())), "Correct each and start again; `ihub config check` shows them one by one.");
        }
    }

    private static WebApplication Build(NodeSettings settings, HubStore database, NodeKeys keys, NodeTrust trust, SchemaFolders schemas, SignatureRules rules)
    {
        var options = settings.Options;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "IntegrationHub.Host" });
        builder.Configuration.Sources.Clear();
        builder.Logging.AddHubLogging(options.Observability, settings.Terminal);
        var services = builder.Services;
        var partners = new PartnerCertificates(trust.Kept, settings.Time);
        services.AddSingleton(settings.Time);
        services.AddSingleton(partners);
        services.AddIntegrationHubStorage(database);
        services.AddCore(settings.Folder, options, keys, trust, schemas, rules);
        services.AddSoapClient(client =>
        {
            client.AnswerTimeout = options.Lanes.SendTimeout;
            client.Authorities = () => keys.Authorities;
            client.Revocation = trust.Revocation;
            client.Notes = partners;
        });
        services.AddProcesses(settings.Folder, options);
        services.AddSingleton<IPersonAccounts, AccountsOfPersons>();
        services.AddRetail(database, MarketRulesOfNode.ZoneOf(options.Hub));
        services.AddArticles(database, MarketRulesOfNode.ZoneOf(options.Hub), options.Retail.ConfidentialWords);
        services.AddSingleton<IPartnerAccounts, PartnerAccounts>();
        services.AddSingleton<IApiPart, SettlementApi>();
        services.AddSingleton<IApiPart, BiddingApi>();
        services.AddSingleton<IApiPart, DeliveryApi>();
        services.AddSingleton<IApiPart, CustomerSideApi>();
        services.AddSingleton<IApiPart, SurveyApi>();
        services.AddSingleton<IApiPart, ComparisonApi>();
        services.AddSingleton<IApiPart, CourseApi>();
        services.AddSingleton<IApiPart, DecompositionApi>();
        services.AddSingleton<IApiPart>(new BooksApi(options.Retail.Font));
        services.AddSingleton<IApiPart, BidSheetApi>();
        services.AddSingleton<IApiPart>(new SettlementSheetApi(PortalOfNode.CompanyOf(options), options.Retail.Font));
        services.AddRetailProcesses(MarketRulesOfNode.ZoneOf(options.Hub));
        if (settings.Serves)
        {
            services.AddServing(options);
            services.AddWorkers();
            services.AddSynchronisation(database);
            services.AddProcessWorkers(options);
            services.AddSingleton<IDocumentHandler, MeteredDataHandler>();
            services.AddPortal(settings.Folder, options, trust, settings.Time);
            services.AddExchangeDesk();
        }

        services.AddContractProcesses(settings.Folder, options, keys, trust, database);
        services.AddCustomerSide(
            database.Options.Retailer, SmsOfNode.Breached(settings.Folder, options.Portal),
            new ReminderHours(
                MarketRulesOfNode.ZoneOf(options.Hub), new(LocalTime.FromTimeOnly(options.Retail.QuietFrom), LocalTime.FromTimeOnly(options.Retail.QuietTo)), options.Retail.MessagesPerDay));
        if (settings.Serves && options.Processes.Run && database.ReachesCustomersSide && services.Any(static service => service.ServiceType == typeof(CustomerConsents)))
        {
            services.AddHostedService<CustomerSideLane>();
            services.AddHostedService<CustomerNoticeLane>();
        }

        if (settings.Serves && options.Processes.Run)
        {
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<MissingFigures>(provider, MarketRulesOfNode.ZoneOf(options.Hub)));
        }

        if (settings.Serves && options.Processes.Run && services.Any(static service => service.ServiceType == typeof(DeliveryTelling)))
        {
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<DeliveryLane>(provider, MarketRulesOfNode.ZoneOf(options.Hub), options.Retail.DeliveryLookAt));
            services.AddHostedService<ExpiryLane>();
        }

        settings.Services(services);
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, options));
        var application = builder.Build();
        if (settings.Serves)
        {
            settings.Around(application);
            application.Use(HideHealthFromPartners);
            application.MapHubHealth();
            application.MapSoapService().OpenToEverybody("the service judges its caller itself, by the certificate of the handshake, before it reads anything");
            EndpointDeclarations.Demand("the listeners of partners and health", ((IEndpointRouteBuilder)application).DataSources, static _ => false);
        }

        return application;
    }

    private static void Limit(KestrelServerOptions kestrel, HubOptions options)
    {
        kestrel.Limits.MaxRequestBodySize = options.Limits.MaxRequest.Bytes;
        kestrel.Listen(options.Observability.HealthAddress.EndPoint);
    }

    /// <summary>Partners come by TLS and find the service only; health answers on its own address.</summary>
    private static Task HideHealthFromPartners(HttpContext http, RequestDelegate next)
    {
        var partner = http.Features.Get<ITlsHandshakeFeature>() is not null;
        if (partner == http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(http);
    }

    /// <summary>Loads the parties and writes down who we are, when the configuration says something new.</summary>
    private static async Task PrepareAsync(IServiceProvider services, HubOptions options, CancellationToken cancellationToken)
    {
        var registry = services.GetRequiredService<IPartyRegistry>();
        await registry.ReloadAsync(cancellationToken);
        var code = new CodedId(options.Hub.Code, options.Hub.CodingScheme);
        var self = registry.Current.Self;
        if (self.Code == code && self.MarketRole == options.Hub.MarketRole && self.DisplayName == options.Hub.DisplayName)
        {
            return;
        }

        var refused = await registry.SaveSelfAsync(
            self with { Name = "self", Code = code, MarketRole = options.Hub.MarketRole, DisplayName = options.Hub.DisplayName, Roles = [PartyRole.Retailer] },
            "configuration",
            cancellationToken);
        if (refused.Count > 0)
        {
            throw new RefusedException(refused[0].Code, refused[0].Text, "Correct the section `hub` of hub.yaml.");
        }
    }
}
