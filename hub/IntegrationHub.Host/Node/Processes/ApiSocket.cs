using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Services;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Data;
using IntegrationHub.Identity.Services;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>
/// The HTTP API on a unix socket in the data folder, open to the folder's owner alone. It is an application of its own: no address of partners can lead
/// to it, whatever is routed there. Where programs have a door, it is served there as well, to nobody without a token; the doors of persons hand on what they are asked of it.
/// </summary>
internal sealed partial class ApiSocket(IServiceProvider hub, DataFolder folder, ILogger<ApiSocket> logger, ProgramDoor? door = null) : IHostedService, IAsyncDisposable
{
    /// <summary>Most bytes in the address of a unix socket.</summary>
    private const int AddressLimit = 107;

    private WebApplication? _application;
    private RequestDelegate? _entrance;

    /// <summary>Where programs reach the API with a token; <c>null</c> where they have no door, or it is not open yet.</summary>
    public Uri? DoorAddress { get; private set; }

    /// <summary>Everything that can be called; empty before it is served.</summary>
    public IReadOnlyList<Endpoint> Endpoints => _application?.Services.GetRequiredService<EndpointDataSource>().Endpoints ?? [];

    public static string PathIn(DataFolder folder) => Path.Combine(folder.FullPath, "api.sock");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var path = PathIn(folder);
        var onSocket = System.Text.Encoding.UTF8.GetByteCount(path) <= AddressLimit;
        if (!onSocket)
        {
            LogTooLong(path);
            if (door is null)
            {
                return;
            }
        }

        // What a killed hub left behind; another one that runs holds the lock of the folder, so it is not its.
        File.Delete(path);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "IntegrationHub.Host" });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(hub.GetRequiredService<ILoggerFactory>());
        builder.Services.AddSingleton(hub.GetRequiredService<ProcessDesk>());
        builder.Services.AddSingleton(hub.GetRequiredService<ProcessEngine>());
        builder.Services.AddSingleton(hub.GetRequiredService<IProcessPolicy>());
        builder.Services.AddSingleton(hub.GetRequiredService<IActorDirectory>());
        foreach (var part in hub.GetServices<IApiPart>())
        {
            part.AddTo(builder.Services, hub);
        }

        builder.Services.AddHubApi();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            door?.Configure(kestrel);
            if (onSocket)
            {
                kestrel.ListenUnixSocket(path);
            }
        });
        _application = builder.Build();
        _application.UseHubApiErrors();
        if (door is not null)
        {
            _application.UseWhen(static http => http.Features.Get<PersonRequest>() is null, programs => programs.Use(door.GuardAsync));
        }

        _application.UseRouting();
        _application.UseServiceAccounts(hub.GetService<ServiceAuthentication>());
        _application.UsePersons();
        var api = _application.MapHubApi();
        foreach (var part in hub.GetServices<IApiPart>())
        {
            part.Map(api);
        }

        ApiPolicies.Demand(((IEndpointRouteBuilder)_application).DataSources);
        _application.UseEndpoints(static _ => { });
        _entrance = ((IApplicationBuilder)_application).Build();
        try
        {
            await _application.StartAsync(cancellationToken);
        }
        catch (IOException taken) when (door is not null)
        {
            throw new RefusedException("API_ADDRESS_TAKEN", taken.Message.TrimEnd('.'), "Change portal.programs.address, or leave it out.");
        }

        if (onSocket)
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        if (door is not null)
        {
            var bound = _application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First(static address => address.StartsWith("https:", StringComparison.Ordinal));
            DoorAddress = new Uri($"https://{door.HostName}:{new Uri(bound).Port}/");
        }
    }

    /// <summary>Serves a call that came by a door of persons, which listens elsewhere: the same endpoints, for whom the door found to call.</summary>
    public async Task ServeAsync(HttpContext door, PersonRequest person)
    {
        if (_application is not { } application || _entrance is not { } entrance)
        {
            door.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        // Request and answer are the door's. What its own application put beside them is not: endpoint, services.
        var features = new FeatureCollection(door.Features);
        features.Set<IEndpointFeature>(new Unrouted());
        features.Set<IRouteValuesFeature>(new RouteValuesFeature());
        features.Set(person);
        await using var scope = application.Services.CreateAsyncScope();
        features.Set<IServiceProvidersFeature>(new ServiceProvidersFeature { RequestServices = scope.ServiceProvider });
        await entrance(new DefaultHttpContext(features));
    }

    public Task StopAsync(CancellationToken cancellationToken) => _application?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }

    private sealed class Unrouted : IEndpointFeature
    {
        public Endpoint? Endpoint { get; set; }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The API is not served: {Path} is too long for the address of a unix socket")]
    private partial void LogTooLong(string path);
}
