using IntegrationHub.Exchange;
using IntegrationHub.Identity;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Data;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages;

/// <summary>How the installation is, and which of its nodes will not come back.</summary>
internal static class NodeEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/operations", ShowAsync).Needs(Permission.ReadOperations);
        endpoints.MapPost("/operations/nodes/forget", ForgetAsync).Needs(Permission.OperateProcesses);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, IOperations operations, Looks looks)
    {
        await looks.LookAsync(http, "operations", question: null);
        return await PageAsync(http, operations, refused: null);
    }

    /// <summary>A page that only keeps itself new shares what was read a moment ago with everybody who looks; its alarms stay as they were loaded.</summary>
    private static async Task<IResult> PageAsync(HttpContext http, IOperations operations, Rejection? refused)
    {
        var granted = http.Features.GetRequiredFeature<SignedIn>().Permissions;
        var live = SessionHandler.IsLive(http.Request);
        var state = live ? operations.ReadRecentAsync(http.RequestAborted) : operations.ReadAsync(http.RequestAborted);
        var alarms = live ? Task.FromResult<IReadOnlyList<Alarm>>([]) : operations.AlarmsAsync(granted, http.RequestAborted);
        await Task.WhenAll(state, alarms);
        return new RazorComponentResult<OperationsPage>(new { State = await state, Alarms = await alarms, Refused = refused });
    }

    private static async Task<IResult> ForgetAsync(HttpContext http, IOperations operations)
    {
        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        var refused = await operations.ForgetAsync(posted["name"].ToString(), http.Features.GetRequiredFeature<SignedIn>().Account.Actor, posted["reason"].ToString(), http.RequestAborted);
        return refused is null ? Results.Redirect("/operations") : await PageAsync(http, operations, refused);
    }
}
