using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Acceptance.Tests.Observability;

[Collection(MarketCollection.Name)]
public sealed class TracesAndMetricsTests(MarketFixture fixture)
{
    private static readonly string[] Phases = ["archive", "open", "verify", "recognise", "timestamp", "validate", "rules", "commit"];

    [Fact]
    public async Task A_reception_has_a_span_for_every_phase_from_the_wire_to_the_commit()
    {
        var market = await fixture.StartedAsync();
        using var spans = new Spans();

        await Traffic.ReceiveAsync(market, "OBS-IN");

        var exchange = await market.Records.InStateAsync(Direction.In, "OBS-IN", "Accepted");
        var receive = Assert.Single(spans.Ended, span => span.OperationName == "receive" && Equals(span.GetTagItem("ihub.exchange"), exchange.Id));
        Assert.Equal(("trading-center", "Publication 7.3", "Accepted"), Tags(receive));
        var inside = spans.Ended.Where(span => span.ParentSpanId == receive.SpanId && span.Source.Name == receive.Source.Name).OrderBy(span => span.StartTimeUtc).ToList();
        Assert.Equal(Phases, inside.Select(span => span.OperationName));
        Assert.All(inside, span => Assert.Equal(("trading-center", "Passed"), (span.GetTagItem("ihub.party"), span.GetTagItem("ihub.outcome"))));
        Assert.Equal("Publication 7.3", inside[^1].GetTagItem("ihub.profile"));
    }

    [Fact]
    public async Task A_refusal_shows_the_phase_that_refused_and_the_commit_of_its_evidence()
    {
        var market = await fixture.StartedAsync();
        using var spans = new Spans();

        await Traffic.ReceiveAsync(market, "OBS-BAD", Spoiled.Schema);

        var exchange = await market.Records.InStateAsync(Direction.In, "OBS-BAD", "Refused");
        var receive = Assert.Single(spans.Ended, span => span.OperationName == "receive" && Equals(span.GetTagItem("ihub.exchange"), exchange.Id));
        var inside = spans.Ended.Where(span => span.ParentSpanId == receive.SpanId && span.Source.Name == receive.Source.Name).OrderBy(span => span.StartTimeUtc).ToList();
        Assert.Equal([.. Phases[..6], "commit"], inside.Select(span => span.OperationName));
        Assert.Equal("Refused", inside[5].GetTagItem("ihub.outcome"));
    }

    [Fact]
    public async Task A_document_that_leaves_has_spans_of_its_lane_its_attempt_and_the_answer()
    {
        var market = await fixture.StartedAsync();
        using var spans = new Spans();

        await Traffic.SendAsync(market, "OBS-OUT");

        var exchange = await market.Records.InStateAsync(Direction.Out, "OBS-OUT", "Accepted");
        var send = await spans.EventuallyAsync(span => span.OperationName == "send" && Equals(span.GetTagItem("ihub.exchange"), exchange.Id));
        Assert.Equal(("trading-center", "Schedule 5.2", "acknowledged"), Tags(send));
        var lane = await spans.EventuallyAsync(span => span.OperationName == "lane" && span.SpanId == send.ParentSpanId);
        Assert.Equal("Send", lane.GetTagItem("ihub.step"));
        Assert.Contains(spans.Ended, span => span.OperationName == "receive" && span.ParentSpanId == send.SpanId && Equals(span.GetTagItem("ihub.channel"), "Answer"));
        Assert.Equal("read", (await spans.EventuallyAsync(span => span.OperationName == "poll")).GetTagItem("ihub.outcome"));
    }

    [Fact]
    public async Task What_comes_in_and_leaves_is_counted_by_party_profile_and_outcome()
    {
        var market = await fixture.StartedAsync();
        var counted = new ConcurrentBag<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, meters) =>
            {
                if (instrument.Meter.Name.StartsWith("IntegrationHub.", StringComparison.Ordinal))
                {
                    meters.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => counted.Add(Text(instrument, tags)));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => counted.Add(Text(instrument, tags)));
        listener.Start();

        await Traffic.ReceiveAsync(market, "OBS-COUNT-IN");
        await Traffic.SendAsync(market, "OBS-COUNT-OUT");
        await market.Records.InStateAsync(Direction.Out, "OBS-COUNT-OUT", "Accepted");

        await Traffic.UntilAsync(() => counted.Contains("ihub.documents.sent trading-center Schedule 5.2 acknowledged"));
        Assert.Contains("ihub.documents.received trading-center Publication 7.3 Accepted", counted);
        Assert.Contains("ihub.reception.duration trading-center", counted);
        Assert.Contains("ihub.lane.busy trading-center", counted);
        await Traffic.UntilAsync(() => counted.Contains("ihub.polls trading-center read"));
        Assert.DoesNotContain(counted, entry => entry.Contains("OBS-", StringComparison.Ordinal));
    }

    private static string Text(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = instrument.Name;
        foreach (var tag in tags)
        {
            text += " " + tag.Value;
        }

        return text;
    }

    private static (object?, object?, object?) Tags(Activity span) =>
        (span.GetTagItem("ihub.party"), span.GetTagItem("ihub.profile"), span.GetTagItem("ihub.outcome"));

    /// <summary>Collects the hub's spans while it lives.</summary>
    private sealed class Spans : IDisposable
    {
        private readonly ConcurrentQueue<Activity> _ended = new();
        private readonly ActivityListener _listener;

        public Spans()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name.StartsWith("IntegrationHub.", StringComparison.Ordinal),
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = _ended.Enqueue,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IEnumerable<Activity> Ended => _ended;

        public async Task<Activity> EventuallyAsync(Func<Activity, bool> isMeant)
        {
            await Traffic.UntilAsync(() => _ended.Any(isMeant));
            return _ended.First(isMeant);
        }

        public void Dispose() => _listener.Dispose();
    }
}
