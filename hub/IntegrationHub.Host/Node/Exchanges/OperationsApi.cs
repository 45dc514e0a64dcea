using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Services;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Node.Exchanges;

/// <summary>How the node is, its alarms, and the market's members with their lanes, in the HTTP API: what the pages of operations and members show.</summary>
internal sealed class OperationsApi(HubOptions options) : IApiPart
{
    private const int MostOfPage = 1_000;
    private const int PageByDefault = 100;

    private readonly TimeZoneInfo _market = TimeZoneInfo.FindSystemTimeZoneById(options.Hub.MarketTimeZone);

    public void AddTo(IServiceCollection services, IServiceProvider hub) => services
        .AddSingleton(hub.GetRequiredService<IOperations>())
        .AddSingleton(hub.GetRequiredService<ISentNotices>())
        .AddSingleton(hub.GetRequiredService<IPartnerCertificates>());

    public void Map(RouteGroupBuilder api)
    {
        var operations = api.MapGroup("/operations").WithTags("operations").ProducesProblem(StatusCodes.Status403Forbidden);
        operations.MapGet("", StateAsync).WithName("getOperations").ForPersons(Permission.ReadOperations).ForServices(Permission.ReadOperations).WithSummary("Parts, partners with sending and receiving apart, certificates, encryption and settings of the database");
        operations.MapGet("/node", NodeAsync).WithName("getNode").ForPersons(Permission.ReadOperations).ForServices(Permission.ReadOperations).WithSummary("The machine of the node that answers: processor, memory, disk, network, documents and how long they took, over two hours");
        operations.MapGet("/nodes", NodesAsync).WithName("listNodes").ForPersons(Permission.ReadOperations).ForServices(Permission.ReadOperations).WithSummary("Every node of the installation as it last told of itself: processor, memory, disk, network, version, and whether it is silent");
        operations.MapPost("/nodes/{name}/forget", ForgetAsync).WithName("forgetNode").ForPersons(Permission.OperateProcesses).WithSummary("Takes a node off the list that will not come back")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        operations.MapGet("/queues", QueuesAsync).WithName("listQueues").ForPersons(Permission.ReadOperations).ForServices(Permission.ReadOperations).WithSummary("What waits where, since when, and whether that is too long");
        operations.MapGet("/jobs", JobsAsync).WithName("listJobs").ForPersons(Permission.ReadOperations).ForServices(Permission.ReadOperations).WithSummary("What the node that answers does by itself: last run, how long it took, last error, next run");
        operations.MapGet("/alarms", AlarmsAsync).WithName("listAlarms").ForPersons(Permission.ReadOperations).ForServices(Permission.ReadOperations).WithSummary("The newest alarms, newest first");
        operations.MapGet("/notices", NoticesAsync).WithName("listNotices").ForPersons(Permission.ReadOperations).WithSummary("What was told to whom, on pages and by text message, and what became of it, newest first: by the beginning of its kind, state and time; behind a place that is named")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        var members = api.MapGroup("/members").WithTags("members").WithLooksOfItsOwn().ProducesProblem(StatusCodes.Status403Forbidden);
        members.MapGet("", MembersAsync).WithName("listMembers").ForPersons(Permission.ReadExchanges).ForServices(Permission.ReadExchanges).WithSummary("Market members with their lanes");
        members.MapGet("/{name}", MemberAsync).WithName("getMember").ForPersons(Permission.ReadExchanges).ForServices(Permission.ReadExchanges).WithSummary("A market member").ProducesProblem(StatusCodes.Status404NotFound);
        members.MapGet("/{name}/health", HealthAsync).WithName("getMemberHealth").ForPersons(Permission.ReadExchanges).ForServices(Permission.ReadExchanges).WithSummary("How sending to a member, by address with its circuit breaker, and receiving from it went in the last hour and day").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<Results<Ok<OperationsView>, ProblemHttpResult>> StateAsync(HttpContext http, ExchangeCalls calls, IOperations operations) =>
        calls.AsAsync<Ok<OperationsView>>(http, Permission.ReadOperations, async _ => TypedResults.Ok(OperationsView.Of(await operations.ReadAsync(http.RequestAborted))));

    private static Task<Results<Ok<NodeState>, ProblemHttpResult>> NodeAsync(HttpContext http, ExchangeCalls calls, IOperations operations) =>
        calls.AsAsync<Ok<NodeState>>(http, Permission.ReadOperations, _ => Task.FromResult<Results<Ok<NodeState>, ProblemHttpResult>>(TypedResults.Ok(operations.Node)));

    private static Task<Results<Ok<IReadOnlyList<InstalledNode>>, ProblemHttpResult>> NodesAsync(HttpContext http, ExchangeCalls calls, IOperations operations) =>
        calls.AsAsync<Ok<IReadOnlyList<InstalledNode>>>(http, Permission.ReadOperations, async _ => TypedResults.Ok(await operations.NodesAsync(http.RequestAborted)));

    private static Task<Results<NoContent, ProblemHttpResult>> ForgetAsync(HttpContext http, ExchangeCalls calls, IOperations operations, string name, ActReason why) =>
        calls.AsAsync<NoContent>(http, Permission.OperateProcesses, async caller =>
            await operations.ForgetAsync(name, caller.Actor, why.Reason, http.RequestAborted) is { } refused ? Problems.Of(refused) : TypedResults.NoContent());

    private static Task<Results<Ok<IReadOnlyList<QueueState>>, ProblemHttpResult>> QueuesAsync(HttpContext http, ExchangeCalls calls, IOperations operations) =>
        calls.AsAsync<Ok<IReadOnlyList<QueueState>>>(http, Permission.ReadOperations, async _ => TypedResults.Ok(await operations.QueuesAsync(http.RequestAborted)));

    private static Task<Results<Ok<IReadOnlyList<JobState>>, ProblemHttpResult>> JobsAsync(HttpContext http, ExchangeCalls calls, IOperations operations) =>
        calls.AsAsync<Ok<IReadOnlyList<JobState>>>(http, Permission.ReadOperations, _ => Task.FromResult<Results<Ok<IReadOnlyList<JobState>>, ProblemHttpResult>>(TypedResults.Ok(operations.Jobs)));

    private static Task<Results<Ok<IReadOnlyList<Alarm>>, ProblemHttpResult>> AlarmsAsync(HttpContext http, ExchangeCalls calls, IOperations operations) =>
        calls.AsAsync<Ok<IReadOnlyList<Alarm>>>(http, Permission.ReadOperations, async caller => TypedResults.Ok(await operations.AlarmsAsync(caller.Permissions, http.RequestAborted)));

    private Task<Results<Ok<SentNoticePage>, ProblemHttpResult>> NoticesAsync(HttpContext http, ExchangeCalls calls, ISentNotices notices, string? kind, string? state, string? from, string? to, string? before, int? most) =>
        calls.AsAsync<Ok<SentNoticePage>>(http, Permission.ReadOperations, async caller =>
        {
            if (most is < 1 or > MostOfPage)
                return Problems.Wrong($"A page has 1 to {MostOfPage} notices.", "Correct `most`.");

            var (filter, refused) = new NoticeSearchText(kind, state, from, to, before).Read(most ?? PageByDefault, _market);
            return refused.Count > 0 ? Problems.Of(refused) : TypedResults.Ok(await notices.ReadAsync(filter, caller.Permissions, http.RequestAborted));
        });

    private static Task<Results<Ok<IReadOnlyList<MemberView>>, ProblemHttpResult>> MembersAsync(HttpContext http, ExchangeCalls calls, IPartyRegistry parties, IOperations operations, IPartnerCertificates certificates) =>
        calls.AsAsync<Ok<IReadOnlyList<MemberView>>>(http, Permission.ReadExchanges, async caller =>
        {
            await calls.LookAsync(http, caller, "members");
            var lanes = (await operations.LanesAsync(http.RequestAborted)).ToDictionary(static lane => lane.Name, StringComparer.Ordinal);
            return TypedResults.Ok<IReadOnlyList<MemberView>>(
                [.. parties.Current.Parties.OrderBy(static party => party.Name, StringComparer.Ordinal).Select(party => MemberView.Of(party, lanes.GetValueOrDefault(party.Name), certificates))]);
        });

    private static Task<Results<Ok<PartnerHealth>, ProblemHttpResult>> HealthAsync(HttpContext http, ExchangeCalls calls, IPartyRegistry parties, IOperations operations, string name) =>
        calls.AsAsync<Ok<PartnerHealth>>(http, Permission.ReadExchanges, async caller =>
        {
            if (parties.Current.FindByName(name) is not { } party)
                return Unknown(name);

            await calls.LookAsync(http, caller, "member", name);
            return TypedResults.Ok((await operations.HealthAsync(party, http.RequestAborted)).For(caller.Permissions));
        });

    private static Task<Results<Ok<MemberView>, ProblemHttpResult>> MemberAsync(HttpContext http, ExchangeCalls calls, IPartyRegistry parties, IOperations operations, IPartnerCertificates certificates, string name) =>
        calls.AsAsync<Ok<MemberView>>(http, Permission.ReadExchanges, async caller =>
        {
            if (parties.Current.FindByName(name) is not { } party)
                return Unknown(name);

            await calls.LookAsync(http, caller, "member", name);
            return TypedResults.Ok(MemberView.Of(party, (await operations.LanesAsync(http.RequestAborted)).FirstOrDefault(lane => lane.Name == name), certificates));
        });

    private static ProblemHttpResult Unknown(string name) => Problems.Of(new Exchange.Rejection("PARTY_UNKNOWN", null, $"there is no party {name}", "name", "Look at the list of members."));
}

/// <summary>How the node is.</summary>
/// <param name="Ready">Every part is.</param>
/// <param name="Safekeeping">Keys and backups.</param>
/// <param name="Warnings">Of the node's machine.</param>
internal sealed record OperationsView(
    string Version, bool Ready, IReadOnlyList<PartState> Parts, IReadOnlyList<PartnerLane> Partners, IReadOnlyList<CertificateLife> Certificates, EncryptionState Encryption,
    IReadOnlyDictionary<string, string> Store, SafekeepingState Safekeeping, IReadOnlyList<string> Warnings)
{
    public static OperationsView Of(OperationsState state) => new(
        state.Version, state.Parts.All(static part => part.Ready), state.Parts, state.Partners, state.Certificates, state.Encryption, state.Store, state.Safekeeping, state.Node.Warnings);
}

/// <summary>A market member as the API shows it.</summary>
/// <param name="Certificates">Those it is known by, with their ends where the hub has seen them.</param>
/// <param name="Lane">How sending and receiving are; null where no documents are exchanged with it.</param>
internal sealed record MemberView(
    string Name, string DisplayName, string Code, string? CodingScheme, IReadOnlyList<PartyRole> Roles, PartyConnection Connection, bool Enabled, IReadOnlyList<PartyEndpoint> Endpoints,
    IReadOnlyList<PartnerCertificate> Certificates, PartnerLane? Lane)
{
    public static MemberView Of(Party party, PartnerLane? lane, IPartnerCertificates certificates) => new(
        party.Name, party.DisplayName, party.Code.Value, party.Code.CodingScheme, party.Roles, party.Connection, party.Enabled, party.Endpoints,
        certificates.Of(party), lane);
}
