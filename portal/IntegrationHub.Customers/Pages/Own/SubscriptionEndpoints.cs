using System.Globalization;
using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Requests;
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

    private static async Task<IResult> ShowAsync(HttpContext http, SubscriptionDesk desk) =>
        new RazorComponentResult<SubscriptionsPage>(new { Chosen = await desk.FindAsync(http.Customer().Login, http.RequestAborted) });

    private static async Task<IResult> ChooseAsync(HttpContext http, SubscriptionDesk desk)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!Guid.TryParse(form["request"], out var id))
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        return (await desk.ChooseAsync(http.Customer().Login, id, Read(form), http.RequestAborted)).Status == AskedStatus.HandedIn
            ? Results.Redirect($"/my/requests/{id:D}?back={Uri.EscapeDataString(Address)}")
            : Results.Redirect(Address + "?problem=days");
    }

    /// <summary>What a form says. What has to be told has no box, and is told.</summary>
    private static SubscriptionChoices Read(IFormCollection form) => new(
        [.. Enum.GetValues<SubscriptionTopic>().Select(topic => SubscriptionChoices.IsDue(topic)
            ? new TopicChoice(topic, Page: true, Sms: true)
            : new TopicChoice(topic, form["page"].Contains(topic.ToString(), StringComparer.Ordinal), form["sms"].Contains(topic.ToString(), StringComparer.Ordinal)))],
        int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0);
}
