using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Api;

/// <summary>What is new for the person, and reminders that stand, as the person chose to be told.</summary>
internal static class NewsCalls
{
    public static void Map(RouteGroupBuilder own)
    {
        own.MapGet("/notices", NoticesAsync).WithTags("news").WithName("listNotices").WithSummary("What is new for the person, the newest first");
        own.MapGet("/reminders", RemindersAsync).WithTags("news").WithName("listReminders").WithSummary("Contracts whose month is going to leave its free band, where the person wants to see them");
    }

    private static async Task<Ok<IReadOnlyList<NoticeView>>> NoticesAsync(HttpContext http, NewsReader reader)
    {
        var news = await reader.ReadAsync(http.Customer().Login, http.RequestAborted);
        return TypedResults.Ok<IReadOnlyList<NoticeView>>([.. news.Notices.Select(one => new NoticeView(one.Topic, one.Thing, one.Topic == SubscriptionTopic.Announcement ? news.Titles.GetValueOrDefault(one.Thing) : null, one.At, one.On?.ToDateOnly()))]);
    }

    private static async Task<Ok<IReadOnlyList<ReminderView>>> RemindersAsync(HttpContext http, ShelfReader shelves, SubscriptionDesk desk)
    {
        var wanted = (await desk.FindAsync(http.Customer().Login, http.RequestAborted)).Of(SubscriptionTopic.Deviation).Page;
        return TypedResults.Ok<IReadOnlyList<ReminderView>>(wanted ? [.. (await shelves.OwnAsync(http, static shelf => shelf.Reminders)).Select(ReminderView.Of)] : []);
    }
}

/// <summary>Something new.</summary>
/// <param name="Thing">What it names: number and version of a contract (<c>R-1/2</c>), a month, the id of a request, the key of a text.</param>
/// <param name="Title">Of a text.</param>
/// <param name="On">The day that it is about: a contract's last one.</param>
internal sealed record NoticeView(SubscriptionTopic Topic, string Thing, string? Title, DateTimeOffset At, DateOnly? On);

/// <summary>A reminder.</summary>
/// <param name="Through">Last day that is known.</param>
/// <param name="ProjectedMegawattHours">What the whole month is going to be.</param>
internal sealed record ReminderView(string Contract, string Month, DeliveryWarningKind Kind, DateOnly Through, decimal ProjectedMegawattHours, decimal ContractedMegawattHours)
{
    public static ReminderView Of(CustomerReminder one) =>
        new(one.Contract, one.Month.ToString(), one.Kind, one.Through.ToDateOnly(), one.Projected.MegawattHours, one.Contracted.MegawattHours);
}
