using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Portal.Live;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>The stream of live lists: it tells that something changed, to whom may know, as long as the session lasts.</summary>
[Collection(PortalCollection.Name)]
public sealed class LiveTests(PortalSite site)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static string Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_case_that_begins_is_told_and_an_ended_session_ends_the_stream()
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        using var answer = await client.StreamAsync($"/live?on=processes&from={Now}", deadline.Token);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var news = SseParser.Create(await answer.Content.ReadAsStreamAsync(deadline.Token)).EnumerateAsync(deadline.Token).GetAsyncEnumerator(deadline.Token);
        await using var _ = news;
        Assert.Equal("beat", (await NextAsync()).EventType);

        await site.StartCaseAsync("T-LIVE");
        var change = await NextAsync("change");
        Assert.Equal("processes", change.Data);
        Assert.True(long.TryParse(change.EventId, NumberStyles.None, CultureInfo.InvariantCulture, out long _));

        var account = (await site.Get<Identity.Administration.AccountAdministration>().ListAsync(default)).Single(one => one.Account.Name == client.Person!.Name).Account.Id;
        await site.Get<SessionService>().EndAllAsync(account, "test", "test", default);
        await NextAsync("end");
        Assert.False(await news.MoveNextAsync());

        async Task<SseItem<string>> NextAsync(string? type = null)
        {
            do
            {
                Assert.True(await news.MoveNextAsync());
            }
            while (type is not null && news.Current.EventType != type);

            return news.Current;
        }
    }

    [Fact]
    public async Task A_stream_that_goes_on_from_earlier_is_told_at_once_what_it_missed()
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        var before = Now;
        await site.StartCaseAsync("T-MISSED");

        using var answer = await client.StreamAsync("/live?on=processes,exchanges", deadline.Token, ("Last-Event-ID", before));
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(deadline.Token)).EnumerateAsync(deadline.Token))
        {
            if (item.EventType != "change")
                continue;

            Assert.Contains("processes", item.Data, StringComparison.Ordinal);
            return;
        }

        Assert.Fail("The stream ended without a word.");
    }

    [Fact]
    public async Task Nobody_hears_of_what_he_may_not_read_and_a_session_has_so_many_streams()
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var client = await PortalClient.SignedInAsync(site, await site.AnotherOfStaffAsync(Role.Sales));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/live?on=exchanges")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/live?on=bids")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/live")).StatusCode);
        using var stranger = PortalClient.At(site.Staff);
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync("/live?on=processes")).StatusCode);

        var open = new List<HttpResponseMessage>();
        for (var number = 0; number < LiveStreams.MostOfSession; number++)
            open.Add(await client.StreamAsync("/live?on=processes", deadline.Token));

        Assert.All(open, static answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/live?on=processes")).StatusCode);
        open.ForEach(static answer => answer.Dispose());
    }

    [Theory]
    [InlineData("document.accepted", "exchanges")]
    [InlineData("exchange.delivered", "exchanges")]
    [InlineData("task.completed", "processes")]
    [InlineData("incident.raised", "processes")]
    [InlineData("look.exchanges", "")]
    [InlineData("session.ended", "")]
    public void A_look_is_news_of_nothing(string kind, string topics) => Assert.Equal(topics, LiveTopicRules.TextOf(LiveTopicRules.Of(kind)));
}
