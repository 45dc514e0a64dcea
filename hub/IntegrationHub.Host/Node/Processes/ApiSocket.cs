using IntegrationHub.Api;
using IntegrationHub.Host.Data;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>
/// The HTTP API on a unix socket in the data folder, open to the folder's owner alone. It is an application of its own: no address of partners can lead
/// to it, whatever is routed there.
/// </summary>
internal sealed partial class ApiSocket(IServiceProvider hub, DataFolder folder, ILogger<ApiSocket> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>Most bytes in the address of a unix socket.</summary>
    private const int AddressLimit = 107;

    private WebApplication? _application;

    public static string PathIn(DataFolder folder) => Path.Combine(folder.FullPath, "api.sock");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var path = PathIn(folder);
        if (System.Text.Encoding.UTF8.GetByteCount(path) > AddressLimit)
        {
            LogTooLong(path);
            return;
        }

        // What a killed hub left behind; another one that runs holds the lock of the folder, so it is not its.
        File.Delete(path);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "IntegrationHub.Host" });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(hub.GetRequiredService<ILoggerFactory>());
        builder.Services.AddSingleton(hub.GetRequiredService<ProcessDesk>());
        builder.Services.AddSingleton(hub.GetRequiredService<ProcessEngine>());
        builder.Services.AddSingleton(hub.GetRequiredService<IActorDirectory>());
        foreach (var part in hub.GetServices<IApiPart>())
        {
            part.AddTo(builder.Services, hub);
        }

        builder.Services.AddHubApi();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(path));
        _application = builder.Build();
        _application.UseHubApiErrors();
        var api = _application.MapHubApi();
        foreach (var part in hub.GetServices<IApiPart>())
        {
            part.Map(api);
        }

        await _application.StartAsync(cancellationToken);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _application?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The API is not served: {Path} is too long for the address of a unix socket")]
    private partial void LogTooLong(string path);
}
