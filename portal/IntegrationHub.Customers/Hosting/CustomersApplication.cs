using IntegrationHub.Customers.Api;
using IntegrationHub.Customers.Pages;
using IntegrationHub.Customers.Pages.Own;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Portal.Assets;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Texts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Customers.Hosting;

/// <summary>All that the customers' pages are given: the port of their side, a way to send codes, a clock, a log.</summary>
/// <param name="Crossings">With the login of the customers' side.</param>
/// <param name="Sms">How codes leave.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logging">Where the log goes.</param>
public sealed record CustomersPorts(ICustomerCrossings Crossings, ISmsSender Sms, TimeProvider Time, ILoggerFactory Logging);

/// <summary>The customers' pages: a web application of its own, with a listener, limits and a container of its own. It knows no port of the company's side.</summary>
public sealed class CustomersApplication : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly CustomersSettings _settings;

    private CustomersApplication(WebApplication application, CustomersSettings settings) => (_application, _settings) = (application, settings);

    /// <summary>What people type, with the port as bound.</summary>
    public Uri Address => new($"https://{_settings.HostName}:{new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port}/");

    /// <summary>Everything that can be asked for here, by whatever method.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints => [.. ((IEndpointRouteBuilder)_application).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>()];

    /// <summary>Starts to listen.</summary>
    /// <exception cref="IOException">The address is taken.</exception>
    /// <exception cref="InvalidOperationException">An endpoint has no policy.</exception>
    public static async Task<CustomersApplication> StartAsync(CustomersSettings settings, CustomersPorts ports, CancellationToken cancellationToken)
    {
        var application = Build(settings, ports);
        try
        {
            CustomerPolicies.Demand(((IEndpointRouteBuilder)application).DataSources);
            await application.StartAsync(cancellationToken);
            return new CustomersApplication(application, settings);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when the process is told to stop.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _application.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static WebApplication Build(CustomersSettings settings, CustomersPorts ports)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "IntegrationHub.Customers" });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        var services = builder.Services;
        services.Replace(ServiceDescriptor.Singleton(ports.Logging));
        services.AddSingleton(settings);
        services.AddSingleton(ports.Crossings);
        services.AddSingleton(ports.Sms);
        services.AddSingleton(ports.Time);
        services.AddSingleton<AssetCatalog>();
        services.AddSingleton<PortalTexts>();
        services.AddSingleton<ShelfReader>();
        services.AddSingleton<PublicReader>();
        services.AddSingleton<NewsReader>();
        services.AddSingleton<RequestDesk>();
        services.AddSingleton<ContractDesk>();
        services.AddSingleton<ServiceDesk>();
        services.AddSingleton<EntryDesk>();
        services.AddSingleton<SurveyDesk>();
        services.AddSingleton<SubscriptionDesk>();
        services.AddSingleton<PasswordDesk>();
        services.AddSingleton<AttemptCounter>();
        services.AddSingleton(static _ => new PasswordHashing());
        services.AddSingleton<CustomerSessions>();
        services.AddSingleton<CustomerSignIn>();
        services.AddHttpContextAccessor();
        services.AddScoped<CustomerContext>();
        services.AddRazorComponents();
        CustomersApi.Add(services);
        PageForms.Add(services, "__Host-ihub-customer-form");
        services.AddAuthentication(CustomerSessionHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, CustomerSessionHandler>(CustomerSessionHandler.SchemeName, static _ => { });
        services.AddAuthorization(CustomerPolicies.Add);
        services.AddSingleton(static provider => new RequestRates(
            provider.GetRequiredService<CustomersSettings>().Requests, static http => http.Connection.RemoteIpAddress, static http => http.Features.Get<SignedInCustomer>()?.Session.Id));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => CustomersListener.Configure(kestrel, settings));
        builder.WebHost.UseKestrelHttpsConfiguration();

        var application = builder.Build();
        application.Use(AnswerGuards.SetHeaders);
        application.UseExceptionHandler(CustomerNotices.OfFailures);
        application.UseStatusCodePages(CustomerNotices.OfStatusAsync);
        application.Use(next => CustomersListener.RefuseMisdirected(settings.HostName, next));
        application.UseRouting();
        application.UseAuthentication();
        application.Use(application.Services.GetRequiredService<RequestRates>().LimitAsync);
        application.UseWhen(ApiCalls.IsCall, static calls => calls.Use(ApiAnswers.AnswerWhatIsNoCall));
        application.UseAuthorization();
        // What a browser sends along by itself counts for nothing in a call, so nobody can have a form send it.
        application.UseWhen(static http => !ApiCalls.IsCall(http), static pages => pages.Use(AnswerGuards.RefuseForged));
        application.Services.GetRequiredService<AssetCatalog>().Map(application);
        ArticleEndpoints.Map(application);
        CustomerSignInEndpoints.Map(application);
        OwnEndpoints.Map(application);
        OwnSurveyEndpoints.Map(application);
        SubscriptionEndpoints.Map(application);
        FigureEndpoints.Map(application);
        EntryEndpoints.Map(application);
        HistoryEndpoints.Map(application);
        PasswordEndpoints.Map(application);
        CustomersApi.Map(application);
        return application;
    }
}
