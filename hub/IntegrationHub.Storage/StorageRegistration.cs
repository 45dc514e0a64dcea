using IntegrationHub.Archive.Contents;
using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Archive;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Crossing;
using IntegrationHub.Storage.Operations;
using IntegrationHub.Storage.Processes;
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
        services.AddSingleton<NodeBook>();
        services.AddSingleton<NoticeShelf>();
        services.AddSingleton<QueueBook>();
        services.AddSingleton<ReceptionBook>();
        if (store.Options.Keys is not null)
        {
            services.TryAddSingleton(_ => store.Values.Cipher);
            services.TryAddSingleton(_ => store.Values.Hash);
            services.AddSingleton<KeyRotation>();
        }

        store.AddPorts(services);
        if (store.Options.Crossings is { } ends)
        {
            Around<ICompanyCrossings>(services, inner => new SealedCompanyCrossings(inner, ends.Company));
            Around<ICustomerCrossings>(services, inner => new SealedCustomerCrossings(inner, ends.Customers));
        }

        return services;
    }

    /// <summary>Puts something around a provider's port, where the provider has it.</summary>
    private static void Around<T>(IServiceCollection services, Func<T, T> wrap)
        where T : class
    {
        if (services.LastOrDefault(static service => service.ServiceType == typeof(T)) is not { } inner)
            return;

        services.Remove(inner);
        services.AddSingleton(provider => wrap(inner.ImplementationInstance as T ?? (T)ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!)));
    }
}
