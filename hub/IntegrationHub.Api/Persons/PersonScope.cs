using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using Microsoft.AspNetCore.Builder;

namespace IntegrationHub.Api.Persons;

/// <summary>On an endpoint: it can be called at the doors of persons. An endpoint without it cannot, whatever else it asks for.</summary>
/// <param name="Needs">The permission, that of the page that shows or does the same; null where it is for everybody, as the way in is.</param>
public sealed record PersonScope(Permission? Needs);

/// <summary>On an endpoint: a person alone does this, with a session. The header of the socket names somebody without proof and is not enough.</summary>
public sealed record OnlySignedIn;

/// <summary>On an endpoint: at the doors of persons it asks for password and code again, as its page does.</summary>
/// <param name="Subject">Member of the body that says what it is about, for the message with the code; null where the address says it.</param>
public sealed record Confirmed(string? Subject)
{
    /// <summary>The body holds what must not be guessed from a digest in the ledger.</summary>
    public bool IsSecret { get; init; }
}

/// <summary>Says it of endpoints.</summary>
public static class PersonMetadata
{
    public static TBuilder ForPersons<TBuilder>(this TBuilder endpoint, Permission needs)
        where TBuilder : IEndpointConventionBuilder => endpoint.With(new PersonScope(needs));

    public static TBuilder ForEverybody<TBuilder>(this TBuilder endpoint, string because)
        where TBuilder : IEndpointConventionBuilder => endpoint.OpenToEverybody(because).With(new PersonScope(Needs: null));

    public static TBuilder WithOnlySignedIn<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.With(new OnlySignedIn());

    public static TBuilder WithConfirmation<TBuilder>(this TBuilder endpoint, string? subject = null, bool isSecret = false)
        where TBuilder : IEndpointConventionBuilder => endpoint.With(new Confirmed(subject) { IsSecret = isSecret });

    private static TBuilder With<TBuilder>(this TBuilder endpoint, object metadata)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(metadata));
        return endpoint;
    }
}
