using System.Text.Json;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Tasks;
using IntegrationHub.Workflows.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IntegrationHub.Api.Processes;

/// <summary>What every endpoint does first: finds the actor, and reads values.</summary>
internal static class Requests
{
    public const int MostOfPage = 1_000;

    public const int PageByDefault = 50;

    /// <summary>Runs an endpoint in the name of the request's actor; 401 without one.</summary>
    public static async Task<Results<Ok<T>, ProblemHttpResult>> AsAsync<T>(HttpContext http, IRequestActor actors, Func<Actor, Task<Results<Ok<T>, ProblemHttpResult>>> act) =>
        await actors.FindAsync(http) is { } actor ? await act(actor) : Problems.NoActor;

    /// <summary>The same for an act without an answer: 204, or what is wrong.</summary>
    public static Task<Results<NoContent, ProblemHttpResult>> DoAsync(HttpContext http, IRequestActor actors, Func<Actor, Task<IReadOnlyList<Finding>>> act) =>
        TryAsync(http, actors, async actor => await act(actor) is { Count: > 0 } findings ? Problems.Of(findings) : null);

    /// <summary>The same for an act that is refused with an answer of its own; null where it was done.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> TryAsync(HttpContext http, IRequestActor actors, Func<Actor, Task<ProblemHttpResult?>> act) =>
        await actors.FindAsync(http) is not { } actor ? Problems.NoActor
        : await act(actor) is { } refused ? refused
        : TypedResults.NoContent();

    public static bool IsPage(int? most) => most is null or (>= 1 and <= MostOfPage);

    public static ProblemHttpResult WrongPage { get; } = Problems.Wrong($"A page has 1 to {MostOfPage} entries and begins behind a cursor of the page before.", "Correct `most` or `after`.");

    /// <summary>Null where the JSON is no object of values.</summary>
    public static ContextValue? Values(JsonElement? json) =>
        json is not { ValueKind: not JsonValueKind.Null and not JsonValueKind.Undefined } given ? ContextValue.Empty
        : given.ValueKind == JsonValueKind.Object ? ValueJson.Read(given) as ContextValue : null;

    public static IReadOnlyList<Finding> WrongValues(string member) =>
        [new Finding(Problems.RequestWrong, member, "", 0, $"{member} is no object of values.", "Write numbers, texts, true, false, null, lists and objects; dates as {\"$date\": \"2026-11-28\"}.")];

    public static IReadOnlyList<Finding> OrNone(Finding? finding) => finding is null ? [] : [finding];
}
