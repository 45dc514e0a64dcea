using System.Globalization;
using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Market.CustomerSide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Pages.Own;

/// <summary>What the person who is signed in wants to be told of. The choice is one of the person, not of the customer; the company's side judges and keeps it.</summary>
internal static class SubscriptionEndpoints
{
    private const string Address = "/my/subscriptions";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Address, ShowAsync).NeedsCustomer();
        endpoints.MapPost(Address, ChooseAsync).NeedsCustomer();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, ShelfReader shelves) =>
        new RazorComponentResult<SubscriptionsPage>(new
        {
            Chosen = await shelves.OfAsync(CustomerLogin.SubjectOf(http.Customer().Login.Name), static shelf => shelf.Subscriptions, http.RequestAborted),
        });

    private static async Task<IResult> ChooseAsync(HttpContext http, RequestDesk desk)
    {
        var login = http.Customer().Login;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!Guid.TryParse(form["request"], out var id))
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        if (Read(form) is not { } wanted)
            return Results.Redirect(Address + "?problem=days");

        await desk.HandInAsync(login, id, CrossingKinds.SubscriptionsChosen, new SubscriptionsChosen(login.Name, wanted), http.RequestAborted);
        return Results.Redirect($"/my/requests/{id:D}?back={Uri.EscapeDataString(Address)}");
    }

    /// <summary>What a form says; null where the days are none. What has to be told has no box, and is told.</summary>
    private static SubscriptionChoices? Read(IFormCollection form)
    {
        var wanted = new SubscriptionChoices(
            [.. Enum.GetValues<SubscriptionTopic>().Select(topic => SubscriptionChoices.IsDue(topic)
                ? new TopicChoice(topic, Page: true, Sms: true)
                : new TopicChoice(topic, form["page"].Contains(topic.ToString(), StringComparer.Ordinal), form["sms"].Contains(topic.ToString(), StringComparer.Ordinal)))],
            int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0);
        return wanted.Check().Count == 0 ? wanted : null;
    }
}
