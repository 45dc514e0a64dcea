using IntegrationHub.Workflows.Tasks;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Api;

/// <summary>Port: who makes a request. Sign-in implements it; on the socket of the data folder a header names the person.</summary>
public interface IRequestActor
{
    /// <summary>Null where nobody is named, or nobody has this name.</summary>
    Task<Actor?> FindAsync(HttpContext http);
}
