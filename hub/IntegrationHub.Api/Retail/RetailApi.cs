using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Services;
using IntegrationHub.Identity.People;
using IntegrationHub.Market;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Api.Retail;

/// <summary>Customers, packages and contracts over HTTP: the same books, refusals and actors as the command line.</summary>
public sealed class RetailApi : IApiPart
{
    public void AddTo(IServiceCollection services, IServiceProvider hub)
    {
        services.AddSingleton(hub.GetRequiredService<CustomerBook>());
        services.AddSingleton(hub.GetRequiredService<PackageBook>());
        services.AddSingleton(hub.GetRequiredService<ContractBook>());
        services.AddSingleton(hub.GetRequiredService<ContactBook>());
        services.AddSingleton(hub.GetRequiredService<ContactChanges>());
        services.AddSingleton(hub.GetRequiredService<HandSteps>());
        services.AddSingleton(hub.GetRequiredService<CustomerConsents>());
    }

    public void Map(RouteGroupBuilder api)
    {
        CustomerEndpoints.Map(api);
        PackageEndpoints.Map(api);
        ContractEndpoints.Map(api);
    }

    /// <summary>Runs an endpoint in the name of the request's actor, who has one of some roles; at a door of persons the endpoint's permission decided already, as it does for the page.</summary>
    /// <param name="http">The request.</param>
    /// <param name="actors">Who asks.</param>
    /// <param name="roles">Roles that may.</param>
    /// <param name="about">What it is about, for the refusal: <c>bids</c>.</param>
    /// <param name="act">What is done.</param>
    public static async Task<Results<Ok<T>, ProblemHttpResult>> AsAsync<T>(
        HttpContext http, IRequestActor actors, IReadOnlyList<string> roles, string about, Func<Actor, Task<Results<Ok<T>, ProblemHttpResult>>> act) =>
        await actors.FindAsync(http) is not { } actor ? Problems.NoActor
        : PersonCalls.IsAtDoor(http) || actor.Roles.Any(roles.Contains) ? await act(actor)
        : Problems.Of([new Finding(RolePolicy.NotAllowed, actor.User, "", 0, $"{actor.User} has nothing to do with {about}.", $"Ask somebody with one of the roles {string.Join(", ", roles)}.")]);

    /// <summary>Runs an endpoint in the name of the request's actor, who has what the page of the same needs.</summary>
    /// <param name="http">The request.</param>
    /// <param name="actors">Who asks.</param>
    /// <param name="callers">What whoever asks may.</param>
    /// <param name="needs">What it needs; without it the answer is 403.</param>
    /// <param name="act">What is done.</param>
    public static async Task<Results<Ok<T>, ProblemHttpResult>> AsAsync<T>(
        HttpContext http, IRequestActor actors, Callers callers, Permission needs, Func<Actor, Task<Results<Ok<T>, ProblemHttpResult>>> act) =>
        await actors.FindAsync(http) is not { } actor ? Problems.NoActor
        : await callers.MayAsync(http, needs) ? await act(actor)
        : Problems.PermissionMissing(needs.ToString());

    /// <summary>What a book answered, as the API shows it.</summary>
    public static Results<Ok<TView>, ProblemHttpResult> Answer<T, TView>(Checked<T> result, Func<T, TView> view)
        where T : class => result.Value is { } value && result.Problems.Count == 0 ? TypedResults.Ok(view(value)) : Problems.Of(Findings(result.Problems));

    internal static IReadOnlyList<Finding> Findings(IReadOnlyList<Problem> problems) => [.. problems.Select(Finding)];

    /// <summary>What a book says is wrong.</summary>
    public static Finding Finding(Problem problem) => new(problem.Code, problem.Where, "", 0, problem.Text, problem.Remedy);

    /// <summary>What is asked for as a month is none.</summary>
    public static ProblemHttpResult NoMonth => Problems.Wrong("A month is written like 2026-07.", "Correct `month`.");

    /// <summary>At the doors of persons no more than a page takes: many may sign in, and each body lies in memory.</summary>
    private static int MostAt(HttpContext http, int most) => PersonCalls.IsAtDoor(http) ? Math.Min(most, PersonCalls.MostOctets) : most;

    /// <summary>A body as octets, with a limit of its own in the place of the server's; null where it is larger. One that says so beforehand is not read.</summary>
    public static async Task<byte[]?> OctetsAsync(HttpContext http, int most)
    {
        most = MostAt(http, most);
        if (http.Request.ContentLength > most)
        {
            return null;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most + 1L;
        }

        using var octets = new MemoryStream();
        var buffer = new byte[64 << 10];
        while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) is > 0 and var read)
        {
            octets.Write(buffer, 0, read);
            if (octets.Length > most)
            {
                return null;
            }
        }

        return octets.ToArray();
    }

    /// <summary>A body as text, with a limit of its own in the place of the server's (30 MB); null where it is larger. One that says so beforehand is not read.</summary>
    public static async Task<string?> TextAsync(HttpContext http, int most, CancellationToken cancellation)
    {
        most = MostAt(http, most);
        // A character has at most three octets of UTF-8; one beyond the limit is read, so that it is told here and not by the server.
        var octets = (3L * most) + 3;
        if (http.Request.ContentLength > octets)
        {
            return null;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = octets;
        }

        using var reader = new StreamReader(http.Request.Body);
        var buffer = new char[Math.Min(most, 64 << 10) + 1];
        var text = new System.Text.StringBuilder();
        while (await reader.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            if (text.Append(buffer, 0, read).Length > most)
            {
                return null;
            }
        }

        return text.ToString();
    }
}
