using IntegrationHub.Adapters.Soap.Client;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Adapters.Soap.Service.Listening;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Adapters.Soap;

/// <summary>Composition of the IEC 62325-504 service.</summary>
public static class SoapServiceExtensions
{
    /// <summary>
    /// Adds the service and its listeners. The host registers <see cref="SoapKeys"/>, <see cref="IPartyRegistry"/>,
    /// <see cref="IMailbox"/>, <see cref="IArchive"/>, <see cref="IReceptionStore"/>, and either <see cref="ReceptionPipeline"/> or an
    /// <see cref="IDocumentReception"/> of its own.
    /// </summary>
    public static IServiceCollection AddSoapService(this IServiceCollection services, Action<SoapListenerOptions>? configure = null)
    {
        var options = new SoapListenerOptions();
        configure?.Invoke(options);
        services.AddSingleton(options);
        services.AddSoapMessages();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IDocumentReception, PipelineReception>();
        services.AddSingleton<SoapServiceState>();
        services.AddSingleton<ListenerHealth>();
        services.AddSingleton<ListenerHealthCheck>();
        services.AddSingleton<ServerTls>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, SoapListenerSetup>();
        services.AddSingleton<IConnectionListenerFactory, WatchedListenerFactory>();
        services.AddSingleton(provider => new ConcurrentRequests(options.MaxConcurrentRequestsPerParty));
        services.AddSingleton(provider => new RequestRates(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RefusedCallers(
            provider.GetRequiredService<IReceptionStore>(), options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RefusedCallers>>()));
        services.AddSingleton(provider => new CallerIdentity(
            provider.GetRequiredService<IPartyRegistry>(), provider.GetService<ICertificateRevocation>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<ICertificateNotes>()));
        services.AddSingleton(provider => new SoapDispatcher(
            provider.GetRequiredService<IDocumentReception>(), provider.GetRequiredService<IMailbox>(), provider.GetRequiredService<IArchive>(),
            provider.GetRequiredService<IFetchedDocuments>(), options,
            provider.GetRequiredService<RequestRates>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SoapEndpoint>();
        return services;
    }

    /// <summary>Adds what reads and writes messages: opener and composers of the ports of the exchange.</summary>
    public static IServiceCollection AddSoapMessages(this IServiceCollection services)
    {
        services.TryAddSingleton<IMessageSigner, MessageSigner>();
        services.TryAddSingleton<IEnvelopeOpener, EnvelopeOpener>();
        services.TryAddSingleton<IAnswerComposer, AnswerComposer>();
        services.TryAddSingleton<IRequestComposer, RequestComposer>();
        return services;
    }

    /// <summary>Adds the client of partners' services. The host registers <see cref="SoapKeys"/>.</summary>
    public static IServiceCollection AddSoapClient(this IServiceCollection services, Action<SoapClientOptions>? configure = null)
    {
        var options = new SoapClientOptions();
        configure?.Invoke(options);
        services.AddSingleton(options);
        services.AddSoapMessages();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IPartnerService, SoapPartnerService>();
        return services;
    }

    /// <summary>Maps the service to its path. When the application stops, new requests are answered 503 while those in work end.</summary>
    public static IEndpointConventionBuilder MapSoapService(this IEndpointRouteBuilder app)
    {
        var state = app.ServiceProvider.GetRequiredService<SoapServiceState>();
        app.ServiceProvider.GetService<IHostApplicationLifetime>()?.ApplicationStopping.Register(state.Drain);
        var endpoint = app.ServiceProvider.GetRequiredService<SoapEndpoint>();
        return app.Map(app.ServiceProvider.GetRequiredService<SoapListenerOptions>().Path, (RequestDelegate)endpoint.HandleAsync);
    }
}
