using System.Text.Json;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Api;

/// <summary>What the person wants to be told of, and by which way.</summary>
internal static class SubscriptionCalls
{
    public static void Map(RouteGroupBuilder own)
    {
        var subscriptions = own.MapGroup("/subscriptions").WithTags("subscriptions");
        subscriptions.MapGet("", ShowAsync).WithName("getSubscriptions").WithSummary("What the person is told of");
        subscriptions.MapPost("", ChooseAsync).Takes<SubscriptionsOrder>().WithName("chooseSubscriptions").WithSummary("Chooses for every topic");
    }

    private static async Task<Ok<SubscriptionsView>> ShowAsync(HttpContext http, SubscriptionDesk desk)
    {
        var kept = await desk.FindAsync(http.Customer().Login, http.RequestAborted);
        return TypedResults.Ok(new SubscriptionsView([.. kept.Topics.Select(static one => new TopicView(WordOf(one.Topic), one.Page, one.Sms))], kept.EndingDays));
    }

    private static Task<Results<Accepted<RequestTaken>, ProblemHttpResult>> ChooseAsync(HttpContext http, SubscriptionDesk desk) => Bodies.OrderAsync<SubscriptionsOrder>(http, "login", async (order, request) =>
    {
        var topics = order.Topics.Select(static one => (Said: one, Topic: TopicOf(one.Topic))).ToList();
        var wanted = new SubscriptionChoices([.. topics.Where(static one => one.Topic is not null).Select(static one => new TopicChoice(one.Topic!.Value, one.Said.Page, one.Said.Sms))], order.EndingDays);
        List<Problem> unknown =
        [
            .. topics.Where(static one => one.Topic is null).Select(static one => new Problem(
                SubscriptionChoices.Unusable, "There is no such topic.", "topics", $"Use {string.Join(", ", Enum.GetValues<SubscriptionTopic>().Select(WordOf))}.")),
        ];
        return unknown.Count > 0
            ? Asked.Wrong([.. unknown, .. wanted.Check()])
            : await desk.ChooseAsync(http.Customer().Login, request, wanted, http.RequestAborted);
    });

    private static SubscriptionTopic? TopicOf(string word) => Enum.GetValues<SubscriptionTopic>().Cast<SubscriptionTopic?>().FirstOrDefault(topic => WordOf(topic!.Value) == word);

    private static string WordOf(SubscriptionTopic topic) => JsonNamingPolicy.KebabCaseLower.ConvertName(topic.ToString());
}

/// <summary>A topic.</summary>
/// <param name="Topic"><c>contract-to-sign</c>, <c>contract-ending</c>, <c>new-bill</c>, <c>deviation</c>, <c>request-answered</c> or <c>announcement</c>.</param>
/// <param name="Page">On the own page, and among <c>/api/v1/notices</c>.</param>
/// <param name="Sms">By text message to the number of the login.</param>
internal sealed record TopicView(string Topic, bool Page, bool Sms);

/// <summary>What is kept.</summary>
/// <param name="EndingDays">Days before a contract's last one.</param>
internal sealed record SubscriptionsView(IReadOnlyList<TopicView> Topics, int EndingDays);

/// <summary>What is wanted.</summary>
/// <param name="Request">An id of version 7 that the caller makes: sent twice it is one request.</param>
/// <param name="Topics">Each topic once; a contract to sign is always told.</param>
/// <param name="EndingDays">1 to 180.</param>
internal sealed record SubscriptionsOrder(Guid Request, IReadOnlyList<TopicView> Topics, int EndingDays) : IOrder;
