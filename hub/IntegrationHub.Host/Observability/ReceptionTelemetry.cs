using System.Diagnostics;
using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Host.Observability;

/// <summary>
/// A span for every reception, whichever way the document came, with one inside for each phase from the archive to the commit, and the
/// counters. Names and codes only, never payloads.
/// </summary>
/// <remarks>Thread-safe. Where nobody listens it costs a look at a field per phase.</remarks>
internal sealed class ReceptionTelemetry : IReceptionObserver
{
    public IReceptionWatch Begin(IncomingMessage message, Guid exchangeId) => new Watch(message, exchangeId);

    private sealed class Watch : IReceptionWatch
    {
        private readonly IncomingMessage _message;
        private readonly long _started = Stopwatch.GetTimestamp();
        private readonly Activity? _reception;
        private Activity? _phase;

        public Watch(IncomingMessage message, Guid exchangeId)
        {
            _message = message;
            _reception = Telemetry.Exchanges.StartActivity("receive", message.Channel == Channel.Push ? ActivityKind.Server : ActivityKind.Internal);
            _reception?.SetTag(Telemetry.Party, message.Party.Name);
            _reception?.SetTag(Telemetry.Channel, message.Channel.ToString());
            _reception?.SetTag(Telemetry.Exchange, exchangeId);
        }

        public void BeginPhase(ReceptionPhase phase)
        {
            _phase = _reception is null ? null : Telemetry.Exchanges.StartActivity(NameOf(phase));
            _phase?.SetTag(Telemetry.Party, _message.Party.Name);
        }

        public void EndPhase(PhaseOutcome outcome, string? profile)
        {
            if (_phase is not null)
            {
                _phase.SetTag(Telemetry.Outcome, outcome.ToString());
                _phase.SetTag(Telemetry.Profile, profile ?? Telemetry.Unknown);
                _phase.Dispose();
                _phase = null;
            }
        }

        public void End(ReceptionResult result)
        {
            var profile = result.Exchange.Profile ?? Telemetry.Unknown;
            var outcome = result.State.ToString();
            _reception?.SetTag(Telemetry.Profile, profile);
            _reception?.SetTag(Telemetry.Outcome, outcome);
            ExchangeMetrics.Received(_message.Party.Name, profile, outcome, _message.Body.Length, Stopwatch.GetElapsedTime(_started));
        }

        /// <summary>A phase that is still open ended with an exception: the machine is broken.</summary>
        public void Dispose()
        {
            if (_phase is not null)
            {
                _phase.SetStatus(ActivityStatusCode.Error);
                _reception?.SetStatus(ActivityStatusCode.Error);
                _phase.Dispose();
            }

            _reception?.Dispose();
        }

        private static string NameOf(ReceptionPhase phase) => phase switch
        {
            ReceptionPhase.Archive => "archive",
            ReceptionPhase.Open => "open",
            ReceptionPhase.Verify => "verify",
            ReceptionPhase.Recognise => "recognise",
            ReceptionPhase.Timestamp => "timestamp",
            ReceptionPhase.Validate => "validate",
            ReceptionPhase.Rules => "rules",
            ReceptionPhase.Commit => "commit",
            _ => phase.ToString(),
        };
    }
}
