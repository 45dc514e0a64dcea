using IntegrationHub.Identity;
using IntegrationHub.Identity.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Api.Services;

/// <summary>
/// Whatever an auditor reads over HTTP, and what is confidential for every person, is an event <c>look.api</c> with the address, written before it is answered; when it cannot be written, nothing is
/// shown. Every call of a program is an event already.
/// </summary>
internal sealed class AuditorLooks : IEndpointFilter
{
    /// <summary>Longer addresses are cut: an event is no place for a text of the caller's.</summary>
    private const int LongestAddress = 400;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<LooksOfItsOwn>() is null
            && http.RequestServices.GetService<Callers>() is { } callers && await callers.FindAsync(http) is { } caller
            && (caller.IsAuditor || (http.GetEndpoint()?.Metadata.GetMetadata<ContentLook>() is not null && http.Features.Get<ServiceCaller>() is null)))
        {
            var address = http.Request.Path + http.Request.QueryString;
            await http.RequestServices.GetRequiredService<Looks>().RecordAsync(caller.Actor, "api", exchange: null, address.Length <= LongestAddress ? address : address[..LongestAddress], http.RequestAborted);
        }

        return await next(context);
    }
}

/// <summary>On an endpoint that writes down looks by itself, with the exchange they are at.</summary>
public sealed record LooksOfItsOwn;

/// <summary>On an endpoint that shows what is confidential: everybody's look counts, as on its page.</summary>
public sealed record ContentLook;

/// <summary>Says it of endpoints.</summary>
public static class LooksMetadata
{
    public static TBuilder WithContentLooks<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(static builder => builder.Metadata.Add(new ContentLook()));
        return endpoint;
    }

    public static TBuilder WithLooksOfItsOwn<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(static builder => builder.Metadata.Add(new LooksOfItsOwn()));
        return endpoint;
    }
}
