using IntegrationHub.Archive.Contents;
using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Archive;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Search;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IntegrationHub.Storage;

/// <summary>Registers every port of the core that the store implements.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Adds the ports over an open store. Open it first (<see cref="IStoreProvider.OpenAsync"/>): a hub whose store does not open does not
    /// start. Who opened it disposes it, after the container.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="store">The open store.</param>
    public static IServiceCollection AddIntegrationHubStorage(this IServiceCollection services, HubStore store)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(store);
        // With the confidential core what is kept is sealed; without it, it is kept as it is and only its names are hashes.
        services.TryAddSingleton<IContentProtection>(provider => provider.GetService<IValueCipher>() is { } cipher && provider.GetService<IKeyedHash>() is { } hash
            ? new SealedContents(cipher, hash)
            : new OpenContents(store.Options.IndexKey));
        services.TryAddSingleton<ISearchProtection>(provider => provider.GetService<IValueCipher>() is { } cipher && provider.GetService<IKeyedHash>() is { } hash
            ? new SealedSearch(cipher, hash)
            : new HashedSearch(store.Options.IndexKey));
        services.AddSingleton<StoredForms>();
        services.AddSingleton<IExchangeReader, ExchangeReader>();
        if (store.Options.Keys is not null)
        {
            services.TryAddSingleton(_ => store.Values.Cipher);
            services.TryAddSingleton(_ => store.Values.Hash);
            services.AddSingleton<KeyRotation>();
        }

        store.AddPorts(services);
        return services;
    }
}
