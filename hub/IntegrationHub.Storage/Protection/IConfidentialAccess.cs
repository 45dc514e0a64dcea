using IntegrationHub.Exchange;

namespace IntegrationHub.Storage.Protection;

/// <summary>Port: whether confidential data may be used on the store as it lies on its disk now.</summary>
public interface IConfidentialAccess
{
    /// <summary>Called before confidential data are read or written; cheap enough for each time.</summary>
    /// <param name="module">Who asks, for the message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConfidentialRefusedException">Nothing encrypts the store's files and nobody answers for it.</exception>
    ValueTask DemandAsync(string module, CancellationToken cancellationToken);
}
