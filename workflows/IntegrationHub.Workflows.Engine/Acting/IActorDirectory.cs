using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Workflows.Engine.Acting;

/// <summary>Port: who somebody is. Sign-in implements it; in development the configuration does.</summary>
public interface IActorDirectory
{
    /// <summary>The person with roles and substitutions; null where nobody has this name.</summary>
    Task<Actor?> FindAsync(string user, CancellationToken cancellation);
}
