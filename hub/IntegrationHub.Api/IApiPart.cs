using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Api;

/// <summary>A part of the hub that has endpoints of its own: registered in the hub's container, it appears in the API and in its document.</summary>
public interface IApiPart
{
    /// <summary>Adds what the endpoints take, out of the hub's own services.</summary>
    void AddTo(IServiceCollection services, IServiceProvider hub);

    /// <summary>Maps the endpoints into <c>/api/v1</c>.</summary>
    void Map(RouteGroupBuilder api);
}
