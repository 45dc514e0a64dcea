using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace IntegrationHub.Portal.Live;

/// <summary>
/// The stream of a page with live lists: <c>change</c> with topics, <c>beat</c> where nothing happens, <c>end</c> when the session is over. It carries no content: the page reads
/// itself anew, under the same permissions as ever.
/// </summary>
internal static class LiveEndpoints
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>When a broken stream is tried again.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/live", OpenAsync).Needs(Permission.OwnAccount).Uncounted();

    private static async Task<IResult> OpenAsync(HttpContext http, LiveStreams streams, IHostApplicationLifetime life, TimeProvider time, string? on, string? from)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        if (LiveTopicRules.Asked(on, who.Permissions) is not { } topics)
            return Notices.NotFound();

        // Where the page, or the stream before this one, stopped.
        var since = Instant(http.Request.Headers["Last-Event-ID"]) ?? Instant(from) ?? time.GetUtcNow();
        if (streams.Open(who, Visitors.Of(http), topics) is not { } stream)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);

        try
        {
            stream.Tell(await streams.SinceAsync(since, http.RequestAborted));
            var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
            http.Response.RegisterForDispose(stop);
            return TypedResults.ServerSentEvents(ReadAsync(stream, streams, time, stop.Token));
        }
        catch
        {
            streams.Close(stream);
            throw;
        }
    }

    private static async IAsyncEnumerable<SseItem<string>> ReadAsync(LiveStream stream, LiveStreams streams, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            yield return Item("beat", "", time);
            while (await NextAsync(stream, time, cancellationToken) is { } changed)
                yield return changed == LiveTopics.None ? Item("beat", "", time) : Item("change", LiveTopicRules.TextOf(changed), time);

            if (!cancellationToken.IsCancellationRequested)
                yield return Item("end", "", time);
        }
        finally
        {
            streams.Close(stream);
        }
    }

    /// <summary>That the browser left is no failure.</summary>
    private static async Task<LiveTopics?> NextAsync(LiveStream stream, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.NextAsync(Beat, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static SseItem<string> Item(string type, string data, TimeProvider time) =>
        new(data, type) { EventId = time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), ReconnectionInterval = Again };

    private static DateTimeOffset? Instant(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds < 253402300800000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
