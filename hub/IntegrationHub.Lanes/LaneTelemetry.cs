using System.Diagnostics;
using System.Diagnostics.Metrics;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Lanes;

/// <summary>Traces and metrics of lanes and polls. Tags hold names and codes only: no payloads, no prices.</summary>
/// <remarks>Thread-safe.</remarks>
public static class LaneTelemetry
{
    /// <summary>Name of both the source of spans and the meter.</summary>
    public const string Name = "IntegrationHub.Lanes";

    private static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Sent = Meter.CreateCounter<long>(
        "ihub.documents.sent", "{attempt}", "Attempts to send a document, by party, profile and outcome");

    private static readonly Histogram<double> AttemptTime = Meter.CreateHistogram<double>(
        "ihub.attempt.duration", "s", "From the request to its outcome, by party");

    private static readonly UpDownCounter<long> UnderWay = Meter.CreateUpDownCounter<long>(
        "ihub.lane.busy", "{step}", "Steps that a lane has under way, by party");

    private static readonly Counter<long> Polls = Meter.CreateCounter<long>(
        "ihub.polls", "{poll}", "Polls of a party's list, by party and outcome");

    /// <summary>A lane begins its step for one exchange; dispose at its end.</summary>
    internal static Step BeginStep(Party party, OutboundExchange exchange, NextStep step) => new(party, exchange, step);

    /// <summary>One attempt to hand a document over begins; dispose at its end.</summary>
    internal static Attempt BeginAttempt(Party party, OutboundExchange exchange, string endpoint) => new(party, exchange, endpoint);

    /// <summary>A poll begins; dispose at its end.</summary>
    internal static PollWatch BeginPoll(Party party) => new(party);

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    internal readonly struct Step : IDisposable
    {
        private readonly Activity? _span;
        private readonly string _party;

        public Step(Party party, OutboundExchange exchange, NextStep step)
        {
            _party = party.Name;
            _span = Source.StartActivity("lane", ActivityKind.Internal);
            _span?.SetTag("ihub.party", party.Name);
            _span?.SetTag("ihub.exchange", exchange.Id);
            _span?.SetTag("ihub.profile", exchange.Profile);
            _span?.SetTag("ihub.step", step.ToString());
            UnderWay.Add(1, Tag("party", _party));
        }

        public void Dispose()
        {
            UnderWay.Add(-1, Tag("party", _party));
            _span?.Dispose();
        }
    }

    internal sealed class Attempt : IDisposable
    {
        private readonly Activity? _span;
        private readonly string _party;
        private readonly string _profile;
        private readonly long _started = Stopwatch.GetTimestamp();
        private string _outcome = "failed";

        public Attempt(Party party, OutboundExchange exchange, string endpoint)
        {
            (_party, _profile) = (party.Name, exchange.Profile);
            _span = Source.StartActivity("send", ActivityKind.Client);
            _span?.SetTag("ihub.party", party.Name);
            _span?.SetTag("ihub.exchange", exchange.Id);
            _span?.SetTag("ihub.profile", exchange.Profile);
            _span?.SetTag("ihub.endpoint", endpoint);
        }

        /// <summary>States how it ended; without it the machine broke in between.</summary>
        /// <param name="input">What the state machine is told; <c>null</c> when the acknowledgement came and is committed.</param>
        public void Ended(OutboundInput? input) => _outcome = input switch
        {
            null => "acknowledged",
            OutboundInput.AttemptDelivered => "delivered",
            OutboundInput.Fault => "fault",
            OutboundInput.NotDelivered => "not-delivered",
            OutboundInput.AnswerLost => "answer-lost",
            OutboundInput.AnswerNotTrusted => "answer-not-trusted",
            OutboundInput.GateClosurePassed => "expired",
            _ => "failed",
        };

        public void Dispose()
        {
            Sent.Add(1, Tag("party", _party), Tag("profile", _profile), Tag("outcome", _outcome));
            AttemptTime.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, Tag("party", _party));
            _span?.SetTag("ihub.outcome", _outcome);
            _span?.Dispose();
        }
    }

    internal sealed class PollWatch : IDisposable
    {
        private readonly Activity? _span;
        private readonly string _party;
        private string _outcome = "failed";
        private int _fetched;

        public PollWatch(Party party)
        {
            _party = party.Name;
            _span = Source.StartActivity("poll", ActivityKind.Client);
            _span?.SetTag("ihub.party", party.Name);
        }

        /// <summary>One document was fetched and taken in.</summary>
        public void Fetched() => _fetched++;

        /// <summary>The list was read to its end.</summary>
        public void Read() => _outcome = "read";

        public void Dispose()
        {
            Polls.Add(1, Tag("party", _party), Tag("outcome", _outcome));
            _span?.SetTag("ihub.fetched", _fetched);
            _span?.SetTag("ihub.outcome", _outcome);
            _span?.Dispose();
        }
    }
}
