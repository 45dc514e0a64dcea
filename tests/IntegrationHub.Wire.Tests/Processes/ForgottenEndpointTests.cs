using IntegrationHub.Api;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Node;
using IntegrationHub.Wire.Tests.Verbs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Wire.Tests.Processes;

/// <summary>A hub with an address that nobody said the policy of does not start, whichever listener it is at.</summary>
public sealed class ForgottenEndpointTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ihub-f-");

    [Fact]
    public async Task A_hub_with_an_endpoint_without_policy_does_not_start_and_names_its_route()
    {
        var data = Path.Combine(_root.FullName, "data");
        var terminal = new Terminal(data);
        var made = await terminal.RunAsync("pki", "init", "--partner", "center");
        Assert.True(made.Code == 0, made.Error);
        var folder = DataFolder.Open(data);
        var options = HubConfiguration.Load(folder.ConfigurationFile, terminal.Variables).Options;
        var ports = FreePorts.Take(3);
        var settings = new NodeSettings
        {
            Folder = folder,
            Options = options with
            {
                Listeners = [.. options.Listeners.Select((listener, index) => listener with { Address = Local(ports[index]) })],
                Observability = options.Observability with { HealthAddress = Local(ports[^1]) },
            },
        };

        var atPartners = await Assert.ThrowsAsync<InvalidOperationException>(() => HubNode.StartAsync(settings with { Around = static application => application.MapGet("/left-over", static () => "") }, CancellationToken.None));
        var inTheApi = await Assert.ThrowsAsync<InvalidOperationException>(() => HubNode.StartAsync(settings with { Services = static services => services.AddSingleton<IApiPart, ForgetfulPart>() }, CancellationToken.None));

        // The one and no other.
        Assert.Contains(": GET /left-over. Each", atPartners.Message, StringComparison.Ordinal);
        Assert.Contains(": POST /api/v1/forgotten/{id}. Each", inTheApi.Message, StringComparison.Ordinal);
        await using var node = await HubNode.StartAsync(settings, CancellationToken.None);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static IPEndPointText Local(int port) => IPEndPointText.TryParse($"127.0.0.1:{port}")!;

    private sealed class ForgetfulPart : IApiPart
    {
        public void AddTo(IServiceCollection services, IServiceProvider hub)
        {
        }

        public void Map(RouteGroupBuilder api) => api.MapPost("/forgotten/{id}", static (string id) => id);
    }
}
