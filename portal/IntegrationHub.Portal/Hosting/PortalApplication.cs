using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Identity.Certificates;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.Services;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Assets;
using IntegrationHub.Portal.Confirming;
using IntegrationHub.Portal.Data;
using IntegrationHub.Portal.Live;
using IntegrationHub.Portal.Pages.Deliveries;
using IntegrationHub.Portal.Pages;
using IntegrationHub.Portal.Pages.Absences;
using IntegrationHub.Portal.Pages.Articles;
using IntegrationHub.Portal.Pages.Audit;
using IntegrationHub.Portal.Pages.Bids;
using IntegrationHub.Portal.Pages.Emergency;
using IntegrationHub.Portal.Pages.Imports;
using IntegrationHub.Portal.Pages.Members;
using IntegrationHub.Portal.Pages.Operations;
using IntegrationHub.Portal.Pages.Persons;
using IntegrationHub.Portal.Pages.Processes;
using IntegrationHub.Portal.Pages.Requests;
using IntegrationHub.Portal.Pages.Search;
using IntegrationHub.Portal.Pages.Retail;
using IntegrationHub.Portal.Pages.ServiceAccounts;
using IntegrationHub.Portal.Pages.Settlements;
using IntegrationHub.Portal.Pages.Surveys;
using IntegrationHub.Portal.Pages.Tasks;
using IntegrationHub.Portal.SignIn;
using IntegrationHub.Portal.Texts;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Comparing;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.Absences;
using IntegrationHub.Retail.Processes.Comments;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Processes.Contracts;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Processes.Deciding;
using IntegrationHub.Retail.Processes.Settling;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Retail.Tracking;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Portal.Hosting;

/// <summary>The company's pages: a web application of its own beside the node, with listeners, limits and container of its own.</summary>
public sealed class PortalApplication : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly PortalSettings _settings;

    private PortalApplication(WebApplication application, PortalSettings settings) => (_application, _settings) = (application, settings);

    /// <summary>Starts to listen.</summary>
    /// <param name="settings">Doors, certificate, time zone.</param>
    /// <param name="node">The node's services: what pages show comes from its ports.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">An address is taken.</exception>
    /// <exception cref="InvalidOperationException">An endpoint has no policy.</exception>
    public static async Task<PortalApplication> StartAsync(PortalSettings settings, IServiceProvider node, CancellationToken cancellationToken)
    {
        var application = Build(settings, node);
        try
        {
            EndpointPolicies.Demand(((IEndpointRouteBuilder)application).DataSources);
            await application.StartAsync(cancellationToken);
            return new PortalApplication(application, settings);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>What people type for a door, with the port as bound.</summary>
    public Uri AddressOf(Door door)
    {
        var index = _settings.Doors.ToList().FindIndex(one => one.Door == door);
        var bound = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ElementAt(index);
        return new Uri($"https://{_settings.Doors[index].HostName}:{new Uri(bound).Port}/");
    }

    /// <summary>Everything that can be read here, in order of its address.</summary>
    public IReadOnlyList<PortalRoute> Routes => PortalRoute.Of(((IEndpointRouteBuilder)_application).DataSources);

    /// <summary>Everything that can be asked for here, by whatever method.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints => [.. ((IEndpointRouteBuilder)_application).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>()];

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    /// <summary>The application with every endpoint, not started.</summary>
    internal static WebApplication Build(PortalSettings settings, IServiceProvider node)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "IntegrationHub.Portal" });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        var services = builder.Services;
        services.Replace(ServiceDescriptor.Singleton(node.GetRequiredService<ILoggerFactory>()));
        AddNode(services, node);
        services.AddSingleton(settings);
        services.AddSingleton<AssetCatalog>();
        services.AddSingleton<PortalTexts>();
        services.AddSingleton<RefusalTexts>();
        services.AddSingleton<TimeZones>();
        services.AddSingleton<ExchangePages>();
        services.AddSingleton<Confirmation>();
        services.AddSingleton<BreakGlassWatch>();
        services.AddSingleton<TaskLists>();
        services.AddSingleton<HomeDesk>();
        services.AddSingleton<TaskPages>();
        services.AddSingleton<SentFiles>();
        services.AddSingleton<TaskUploads>();
        services.AddSingleton<BidSheets>();
        services.AddSingleton<LiveStreams>();
        services.AddHostedService(static provider => provider.GetRequiredService<LiveStreams>());
        services.AddHttpContextAccessor();
        services.AddScoped<PageContext>();
        services.AddScoped<StartForms>();
        services.AddRazorComponents();
        PageForms.Add(services, "__Host-ihub-form");
        services.AddAuthentication(SessionHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, static _ => { });
        services.AddAuthorization(EndpointPolicies.Add);
        // Files that people send are confidential: they are held in memory, never in a temporary file, and few at a time.
        services.Configure<FormOptions>(static options =>
        {
            options.MemoryBufferThreshold = (int)TaskUploads.MostRequestBytes;
            options.MultipartBodyLengthLimit = TaskUploads.MostRequestBytes;
            options.ValueLengthLimit = TaskUploads.MostValueBytes;
        });
        services.AddRateLimiter(static limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
            limits.AddConcurrencyLimiter(TaskUploads.LimiterName, static limiter => (limiter.PermitLimit, limiter.QueueLimit) = (TaskUploads.MostAtOnce, TaskUploads.MostWaiting));
        });
        services.AddSingleton(static provider => new RequestRates(provider.GetRequiredService<PortalSettings>().Requests, Visitors.AddressOf, static http => http.Features.Get<SignedIn>()?.Session));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => DoorListeners.Configure(kestrel, settings));
        builder.WebHost.UseKestrelHttpsConfiguration();

        var application = builder.Build();
        application.Use(AnswerGuards.SetHeaders);
        application.UseExceptionHandler(Notices.OfFailures);
        application.UseStatusCodePages(Notices.OfStatusAsync);
        application.Use(RequestGuards.RefuseMisdirected);
        application.UseRouting();
        application.UseAuthentication();
        application.Use(application.Services.GetRequiredService<RequestRates>().LimitAsync);
        // Before anything reads a body: nobody without the right to an endpoint makes the hub take in a file.
        application.UseAuthorization();
        application.UseRateLimiter();
        // What a browser sends along by itself counts for nothing there, so nobody can have a form send it.
        application.UseWhen(static http => !ApiCalls.IsCall(http), static pages => pages.Use(AnswerGuards.RefuseForged));
        application.Services.GetRequiredService<AssetCatalog>().Map(application);
        ApiDoor.Map(application, settings);
        SignInEndpoints.Map(application);
        LiveEndpoints.Map(application);
        PageEndpoints.Map(application);
        PeopleEndpoints.Map(application);
        NodeEndpoints.Map(application);
        SentNoticeEndpoints.Map(application);
        ExchangeEndpoints.Map(application);
        LedgerEndpoints.Map(application);
        VerifyEndpoints.Map(application);
        ReviewEndpoints.Map(application);
        TaskEndpoints.Map(application);
        ProcessEndpoints.Map(application);
        MigrationEndpoints.Map(application);
        ContractEndpoints.Map(application);
        DeliveryEndpoints.Map(application);
        CustomerEndpoints.Map(application);
        ContactEndpoints.Map(application);
        DraftEndpoints.Map(application);
        ContractStepEndpoints.Map(application);
        CustomerPages.Map(application);
        BidEndpoints.Map(application);
        SettlementEndpoints.Map(application);
        MemberEndpoints.Map(application);
        ImportEndpoints.Map(application);
        PasswordEndpoints.Map(application);
        ServiceAccountEndpoints.Map(application);
        BreakGlassEndpoints.Map(application);
        AbsenceEndpoints.Map(application);
        ArticleEndpoints.Map(application);
        RequestEndpoints.Map(application);
        SearchEndpoints.Map(application);
        SurveyEndpoints.Map(application);
        return application;
    }

    private static void AddNode(IServiceCollection services, IServiceProvider node)
    {
        Take<TimeProvider>();
        Take<SentenceOwners>();
        Take<IExchangeReader>();
        Take<IArchive>();
        Take<IPartyRegistry>();
        Take<ILedgerReader>();
        Take<IExchangeLeaves>();
        Take<PasswordStep>();
        Take<CodeStep>();
        Take<SessionService>();
        Take<CertificateJudge>();
        Take<AccountAdministration>();
        Take<ServiceAccountBook>();
        Take<BreakGlassDesk>();
        Take<Looks>();
        Take<IOperations>();
        Take<ISentNotices>();
        Take<IReadableDocuments>();
        Take<EverythingSearch>();
        Take<IPartnerCertificates>();
        Take<IFaultDrills>();
        Take<IEvidenceExport>();
        Take<IEvidenceVerification>();
        Take<IReviewDesk>();
        Take<OperatorDesk>();
        Take<StepUp>();
        Take<IActorDirectory>();
        Take<IAbsences>();
        Take<AbsenceDesk>();
        Take<CaseComments>();
        Take<TaskSheets>();
        Take<ProcessEngine>();
        Take<ProcessDesk>();
        Take<IProcessStore>();
        Take<ContractBook>();
        Take<ContractCourses>();
        Take<CustomerSheets>();
        Take<AttachmentBook>();
        Take<CustomerBook>();
        Take<ContactBook>();
        Take<ConsentReaching>();
        Take<LoadCalendarBook>();
        Take<ContactChanges>();
        Take<PackageBook>();
        Take<BidEntries>();
        Take<MarketEventBook>();
        Take<SettlementBook>();
        Take<SettlementProof>();
        Take<BasisBook>();
        Take<ReadingBook>();
        Take<BidPlanBook>();
        Take<BidTermsBook>();
        Take<BidCheck>();
        Take<BidPrices>();
        Take<DecompositionBook>();
        Take<DemandBook>();
        Take<TemplateBook>();
        Take<DeliveryBook>();
        Take<DeliveryDays>();
        Take<DeliveryWatch>();
        Take<TrackingTermsBook>();
        Take<ParameterBook>();
        Take<ArticleBook>();
        Take<ServiceRequestBook>();
        Take<ServiceRequestDesk>();
        Take<SurveyBook>();
        Take<SubscriptionBook>();
        Take<VersionComparisons>();
        Take<DisputeStatements>();

        void Take<T>()
            where T : class => services.AddSingleton(node.GetRequiredService<T>());
    }
}
