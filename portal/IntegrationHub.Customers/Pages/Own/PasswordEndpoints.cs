using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Market.CustomerSide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Pages.Own;

/// <summary>Another password. The company's side judges both; tries are counted like those of signing in.</summary>
internal static class PasswordEndpoints
{
    private const int Longest = 128;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/password", static (HttpContext http) => new RazorComponentResult<PasswordPage>(new { Problem = http.Request.Query["problem"].ToString() })).NeedsCustomer();
        endpoints.MapPost("/password", ChangeAsync).NeedsCustomer().Costly();
    }

    private static async Task<IResult> ChangeAsync(HttpContext http, RequestDesk desk, AttemptCounter attempts)
    {
        var login = http.Customer().Login;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (present, wanted) = (form["present"].ToString(), form["wanted"].ToString());
        if (!Guid.TryParse(form["request"], out var id) || present.Length is 0 or > Longest || wanted.Length is 0 or > Longest)
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        if (wanted != form["again"])
            return Results.Redirect("/password?problem=again");

        if (!attempts.Take(AttemptLimits.ForPassword(login.Name, CustomerVisitors.AddressOf(http))))
            return Results.Redirect("/password?problem=too-many");

        await desk.HandInAsync(login, id, CrossingKinds.Password, new PasswordWanted(login.Name, present, wanted), http.RequestAborted);
        return Results.Redirect($"/my/requests/{id:D}?back=%2Fpassword");
    }
}
