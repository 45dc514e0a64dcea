using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Identity.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Pages.Own;

/// <summary>Another password. The company's side judges both; tries are counted like those of signing in.</summary>
internal static class PasswordEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/password", static (HttpContext http) => new RazorComponentResult<PasswordPage>(new { Problem = http.Request.Query["problem"].ToString() })).NeedsCustomer();
        endpoints.MapPost("/password", ChangeAsync).NeedsCustomer().Costly();
    }

    private static async Task<IResult> ChangeAsync(HttpContext http, PasswordDesk desk)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var wanted = form["wanted"].ToString();
        if (!Guid.TryParse(form["request"], out var id))
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        if (wanted != form["again"])
            return Results.Redirect("/password?problem=again");

        return (await desk.ChangeAsync(http.Customer().Login, CustomerVisitors.Of(http), id, form["present"].ToString(), wanted, http.RequestAborted)).Status switch
        {
            AskedStatus.HandedIn => Results.Redirect($"/my/requests/{id:D}?back=%2Fpassword"),
            AskedStatus.TooMany => Results.Redirect("/password?problem=too-many"),
            _ => Results.StatusCode(StatusCodes.Status400BadRequest),
        };
    }
}
