using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Services;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Node.Exchanges;

/// <summary>Drills of the simulated partner in the HTTP API, as its page has them. For persons.</summary>
internal sealed class DrillApi : IApiPart
{
    public void AddTo(IServiceCollection services, IServiceProvider hub) => services.AddSingleton(hub.GetRequiredService<IFaultDrills>());

    public void Map(RouteGroupBuilder api)
    {
        var drill = api.MapGroup("/members/{name}/drill").WithTags("members").WithLooksOfItsOwn().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        drill.MapGet("", ShowAsync).WithName("getDrill").ForPersons(Permission.ReadExchanges).WithSummary("Whether the partner is a simulator that plays faults, which, and the drill that is on");
        drill.MapPost("", StartAsync).WithName("startDrill").ForPersons(Permission.OperateExchanges).WithSummary("Has the simulator play a fault for some minutes")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        drill.MapPost("/end", EndAsync).WithName("endDrill").ForPersons(Permission.OperateExchanges).WithSummary("Ends the drill that is on").ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Task<Results<Ok<DrillView>, ProblemHttpResult>> ShowAsync(HttpContext http, ExchangeCalls calls, IPartyRegistry parties, IFaultDrills drills, string name) =>
        calls.AsAsync<Ok<DrillView>>(http, Permission.ReadExchanges, async caller =>
        {
            if (parties.Current.FindByName(name) is not { } party)
                return NoParty(name);

            await calls.LookAsync(http, caller, "member", name);
            return TypedResults.Ok(DrillView.Of(drills.Of(party)));
        });

    private static Task<Results<NoContent, ProblemHttpResult>> StartAsync(HttpContext http, ExchangeCalls calls, IPartyRegistry parties, IFaultDrills drills, string name, DrillRequest order) =>
        ActAsync(http, calls, parties, name, (party, actor) => drills.StartAsync(party, order, actor, http.RequestAborted));

    private static Task<Results<NoContent, ProblemHttpResult>> EndAsync(HttpContext http, ExchangeCalls calls, IPartyRegistry parties, IFaultDrills drills, string name) =>
        ActAsync(http, calls, parties, name, (party, actor) => drills.EndAsync(party, actor, http.RequestAborted));

    private static Task<Results<NoContent, ProblemHttpResult>> ActAsync(HttpContext http, ExchangeCalls calls, IPartyRegistry parties, string name, Func<Party, string, Task<Rejection?>> act) =>
        calls.AsAsync<NoContent>(http, Permission.OperateExchanges, async caller =>
            parties.Current.FindByName(name) is not { } party ? NoParty(name)
            : await act(party, caller.Actor) is { } refused ? Problems.Of(refused)
            : TypedResults.NoContent());

    private static ProblemHttpResult NoParty(string name) => Problems.Of(new Rejection("PARTY_UNKNOWN", null, $"there is no party {name}", "name", "Look at the list of members."));
}

/// <summary>What is with drills at a partner.</summary>
/// <param name="Code">Why there can be none now; null where there can.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Running">The one that is on.</param>
/// <param name="Faults">Names of the faults that can be played.</param>
internal sealed record DrillView(string? Code, string? Remedy, RunningDrill? Running, IReadOnlyList<string> Faults)
{
    public static DrillView Of(DrillState state) => new(state.Refused?.Code, state.Refused?.Remedy, state.Running, state.Faults);
}
