using IntegrationHub.Exchange;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Api.Persons;

/// <summary>Programs that call the API: one security administrator proposes, another agrees. Every act is confirmed with password and code.</summary>
internal static class ServiceAccountEndpoints
{
    private const int DaysByDefault = 90;
    private const int OverlapByDefault = 24;

    public static void Map(RouteGroupBuilder api)
    {
        var accounts = api.MapGroup("/service-accounts").WithTags("service-accounts").WithOnlySignedIn().ForPersons(Permission.ManagePeople).ProducesProblem(StatusCodes.Status403Forbidden);
        accounts.MapGet("", ListAsync).WithName("listServiceAccounts").WithSummary("Programs with their scopes and tokens, without what is secret");
        Act(accounts.MapPost("", ProposeAsync)).WithName("proposeServiceAccount").WithConfirmation("name").WithSummary("Proposes a program's account");
        Act(accounts.MapPost("/{name}/approve", ApproveAsync)).WithName("approveServiceAccount").WithConfirmation().WithSummary("Agrees to what somebody else proposed");
        Act(accounts.MapPost("/{name}/rotate", RotateAsync)).WithName("rotateServiceToken").WithConfirmation().WithSummary("Makes the next token, shown once; those before go on for the overlap");
        Act(accounts.MapPost("/{name}/revoke", RevokeAsync)).WithName("revokeServiceAccount").WithConfirmation().WithSummary("Revokes an account, or one of its tokens");
    }

    private static RouteHandlerBuilder Act(RouteHandlerBuilder endpoint) =>
        endpoint.ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Ok<IReadOnlyList<ServiceAccountView>>> ListAsync(HttpContext http, ServiceAccountBook book) =>
        TypedResults.Ok<IReadOnlyList<ServiceAccountView>>([.. (await book.ListAsync(http.RequestAborted)).Select(ServiceAccountView.Of)]);

    private static async Task<Results<NoContent, ProblemHttpResult>> ProposeAsync(HttpContext http, ServiceAccountBook book, ServiceProposal order) =>
        People.Done(await book.ProposeAsync(new NewServiceAccount(order.Name.Trim(), order.Purpose.Trim(), order.Scopes, order.PerMinute), People.Who(http).Account.Actor, http.RequestAborted));

    /// <summary>What is agreed to is what was read: the proposal comes along, and counts only while it is the one that is kept.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> ApproveAsync(HttpContext http, ServiceAccountBook book, string name, ServiceAgreement read)
    {
        var who = People.Who(http).Account;
        return People.Done((await book.ListAsync(http.RequestAborted)).FirstOrDefault(account => account.Name == name) switch
        {
            null => [new Rejection("SERVICE_UNKNOWN", null, $"there is no service account {name}", "name", "Look at the list of service accounts.")],
            { } proposed when proposed.Purpose != read.Purpose || !proposed.Scopes.ToHashSet().SetEquals(read.Scopes) =>
                [new Rejection("SERVICE_CHANGED", null, "this is not what was proposed", "scopes", "Read the proposal again, and send its purpose and scopes.")],
            _ => await book.ApproveAsync(name, who.Actor, who.IsActor, http.RequestAborted),
        });
    }

    private static async Task<Results<Ok<MadeTokenView>, ProblemHttpResult>> RotateAsync(HttpContext http, ServiceAccountBook book, string name, RotationOrder order)
    {
        var (made, refused) = await book.RotateAsync(
            name, TimeSpan.FromDays(order.Days), TimeSpan.FromHours(order.OverlapHours), certificate: null, unbind: false, People.Who(http).Account.Actor, http.RequestAborted);
        return made is null ? Problems.Of(refused) : TypedResults.Ok(new MadeTokenView(made.Token.ToString(), made.ExpiresAt, made.IsBound));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(HttpContext http, ServiceAccountBook book, string name, RevocationOrder order) =>
        People.Done(await book.RevokeAsync(name, order.Token, People.Who(http).Account.Actor, http.RequestAborted));

    /// <param name="Days">Life of the new token.</param>
    /// <param name="OverlapHours">How long those before go on.</param>
    public sealed record RotationOrder(int Days = DaysByDefault, int OverlapHours = OverlapByDefault);
}

/// <summary>A program that shall have an account.</summary>
/// <param name="Purpose">What it is for, and who answers for it.</param>
/// <param name="PerMinute">Calls at most.</param>
public sealed record ServiceProposal(string Name, string Purpose, IReadOnlyList<Permission> Scopes, int PerMinute = 60);

/// <summary>What was read before it is agreed to.</summary>
public sealed record ServiceAgreement(string Purpose, IReadOnlyList<Permission> Scopes);

/// <param name="Token">Beginning of the token to revoke; the whole account where it is left away.</param>
public sealed record RevocationOrder(string? Token = null);

/// <summary>A token, shown in this one answer.</summary>
/// <param name="IsBound">It counts with its certificate only.</param>
public sealed record MadeTokenView(string Token, DateTimeOffset ExpiresAt, bool IsBound);

/// <summary>A program's account.</summary>
public sealed record ServiceAccountView(
    string Name, ServiceState State, string Purpose, IReadOnlyList<Permission> Scopes, int PerMinute, string ProposedBy, DateTimeOffset ProposedAt, string? ApprovedBy, IReadOnlyList<ServiceTokenInfo> Tokens)
{
    internal static ServiceAccountView Of(ServiceAccount account) => new(
        account.Name, account.State, account.Purpose, account.Scopes, account.PerMinute, account.ProposedBy, account.ProposedAt, account.ApprovedBy, account.Tokens);
}
