using IntegrationHub.Exchange;
using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Identity.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Api.Persons;

/// <summary>The way in for when codes do not arrive, for administrators who are signed in still.</summary>
internal static class BreakGlassEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var openings = api.MapGroup("/break-glass").WithTags("break-glass").WithOnlySignedIn().ProducesProblem(StatusCodes.Status403Forbidden);
        openings.MapGet("", ListAsync).WithName("listBreakGlass").ForPersons(Permission.ReadBreakGlass).WithSummary("Openings of the way in without SMS, and whose envelopes are filled");
        Act(openings.MapPost("", AskAsync)).WithName("askBreakGlass").ForPersons(Permission.ManagePeople).WithConfirmation("name").WithSummary("Asks that a person may come in without SMS");
        Act(openings.MapPost("/{id}/agree", AgreeAsync)).WithName("agreeBreakGlass").ForPersons(Permission.ManagePeople).WithConfirmation("name").WithSummary("Agrees to what another administrator asked for; the code for the person is shown once");
        Act(openings.MapPost("/{id}/close", CloseAsync)).WithName("closeBreakGlass").ForPersons(Permission.ManagePeople).WithSummary("Takes an opening back that nobody used");
        Act(openings.MapPost("/{id}/review", ReviewAsync)).WithName("reviewBreakGlass").ForPersons(Permission.ReadBreakGlass).WithSummary("Records what the audit administrator found");
    }

    private static RouteHandlerBuilder Act(RouteHandlerBuilder endpoint) =>
        endpoint.ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Ok<BreakGlassView>> ListAsync(HttpContext http, BreakGlassDesk desk) => TypedResults.Ok(new BreakGlassView(
        [.. (await desk.ListAsync(http.RequestAborted)).Select(OpeningView.Of)],
        [.. (await desk.EnvelopesAsync(http.RequestAborted)).Select(static envelope => new EnvelopeView(envelope.Administrator, envelope.SealedAt))]));

    private static async Task<Results<Ok<OpeningAsked>, ProblemHttpResult>> AskAsync(HttpContext http, BreakGlassDesk desk, OpeningOrder order)
    {
        var (id, refused) = await desk.AskAsync(order.Name.Trim(), order.Reason.Trim(), Proof(http), http.RequestAborted);
        return id is null ? Problems.Of(refused) : TypedResults.Ok(new OpeningAsked(id));
    }

    /// <summary>What is agreed to is what was read: person and reason come along.</summary>
    private static async Task<Results<Ok<OpeningCode>, ProblemHttpResult>> AgreeAsync(HttpContext http, BreakGlassDesk desk, string id, OpeningOrder read)
    {
        if ((await desk.ListAsync(http.RequestAborted)).FirstOrDefault(one => one.Id == id) is { Opening: var asked } && (asked.Account != read.Name || asked.Reason != read.Reason))
        {
            return Problems.Of(new Rejection("BREAK_GLASS_STATE", null, "this is not what was asked for", "name", "Read the opening again, and send its person and reason."));
        }

        var (code, refused) = await desk.AgreeAsync(id, Proof(http), http.RequestAborted);
        return code is null ? Problems.Of(refused) : TypedResults.Ok(new OpeningCode(code));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CloseAsync(HttpContext http, BreakGlassDesk desk, string id) =>
        People.Done(await desk.CloseAsync(id, People.Who(http).Account.Actor, http.RequestAborted));

    private static async Task<Results<NoContent, ProblemHttpResult>> ReviewAsync(HttpContext http, BreakGlassDesk desk, string id, OpeningFinding order) =>
        People.Done(await desk.ReviewAsync(id, order.Finding, People.Who(http).Account, http.RequestAborted));

    private static AdministratorProof Proof(HttpContext http) => new(People.Who(http).Account.Name, EnvelopeCode: null);
}

/// <summary>Openings, newest last, and envelopes.</summary>
public sealed record BreakGlassView(IReadOnlyList<OpeningView> Openings, IReadOnlyList<EnvelopeView> Envelopes);

/// <summary>An envelope with a code in it.</summary>
public sealed record EnvelopeView(string Administrator, DateTimeOffset SealedAt);

/// <summary>An opening; its code is for nobody.</summary>
public sealed record OpeningView(
    string Id, OpeningState State, string Name, string Reason, string AskedBy, DateTimeOffset AskedAt, string? AgreedBy, DateTimeOffset? Until, DateTimeOffset? UsedAt, DateTimeOffset? SessionUntil, string? ReviewedBy,
    string? Finding)
{
    internal static OpeningView Of(StoredOpening one) => new(
        one.Id, one.State, one.Opening.Account, one.Opening.Reason, one.Opening.AskedBy, one.Opening.AskedAt, one.Opening.AgreedBy, one.Opening.Until, one.Opening.UsedAt, one.Opening.SessionUntil, one.Opening.ReviewedBy,
        one.Opening.Finding);
}

/// <param name="Name">Who is to come in.</param>
/// <param name="Reason">Why.</param>
public sealed record OpeningOrder(string Name, string Reason);

/// <param name="Id">By which another administrator agrees.</param>
public sealed record OpeningAsked(string Id);

/// <param name="Code">For the person, in the place of the code by SMS; shown in this one answer.</param>
public sealed record OpeningCode(string Code);

/// <param name="Finding">What the review found.</param>
public sealed record OpeningFinding(string Finding);
