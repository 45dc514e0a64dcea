using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception.Documents;
using IntegrationHub.Exchange.Reception.Steps;
using IntegrationHub.Exchange.Rules;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Exchange.Reception;

/// <summary>Everything a reception needs from outside.</summary>
public sealed record ReceptionPorts
{
    public required IPartyRegistry Parties { get; init; }

    public required IArchive Archive { get; init; }

    public required IEnvelopeOpener Opener { get; init; }

    public required IMessageVerifier Verifier { get; init; }

    public required ISignaturePolicies Policies { get; init; }

    public required IDocumentValidator Validator { get; init; }

    public required IReceptionStore Store { get; init; }

    public required ISendingStore Sending { get; init; }

    public required IAnswerComposer Answers { get; init; }

    public required IRequestComposer Requests { get; init; }

    /// <summary>The market as it is now; asked once per document.</summary>
    public required Func<MarketContext> Market { get; init; }

    public required OutboundDecider Outbound { get; init; }

    public required IIdSource Ids { get; init; }

    public required IHubClock Clock { get; init; }

    /// <summary>Watches every reception; <c>null</c> when nobody does.</summary>
    public IReceptionObserver? Observer { get; init; }
}

/// <summary>
/// The way of a document from the wire to its acknowledgement, as a list of steps. Each step refuses with stable codes; the first refusal ends
/// the way. Whatever happens, something is recorded before anything is answered.
/// </summary>
/// <remarks>Thread-safe. Throws only where the machine is broken (store, archive, key); then nothing was promised and the sender tries again.</remarks>
public sealed class ReceptionPipeline
{
    private readonly (ReceptionPhase Phase, IReceptionStep Step)[] _steps;
    private readonly Refuse _refuse;
    private readonly IPartyRegistry _parties;
    private readonly IIdSource _ids;
    private readonly IReceptionObserver? _observer;

    public ReceptionPipeline(ReceptionPorts ports)
    {
        _parties = ports.Parties;
        _ids = ports.Ids;
        _observer = ports.Observer;
        var records = new ReceptionRecords(ports.Ids, ports.Clock);
        var acknowledge = new Acknowledge(
            ports.Answers, new OutboundPreparation(ports.Requests, ports.Outbound, ports.Ids), ports.Ids, ports.Clock);
        _refuse = new Refuse(ports.Store, ports.Sending, acknowledge, records, ports.Ids, ports.Clock);

        // Step 1, IdentifyCaller, came before the body was read; step 9, Acknowledge, is part of how each way ends.
        _steps =
        [
            (ReceptionPhase.Archive, new ReceiveBytes(ports.Archive, new PartyQuotas(), ports.Ids)),
            (ReceptionPhase.Open, new OpenEnvelope(ports.Opener)),
            (ReceptionPhase.Verify, new VerifySignature(ports.Verifier, ports.Policies, ports.Validator, ports.Ids)),
            (ReceptionPhase.Recognise, new RecogniseDocument(ports.Store, ports.Validator)),
            (ReceptionPhase.Timestamp, new CheckTimestamp()),
            (ReceptionPhase.Validate, new ValidateDocument()),
            (ReceptionPhase.Rules, new CheckMarketRules(ports.Store, ports.Market, ports.Ids)),
            (ReceptionPhase.Commit, new CommitOnce(ports.Store, acknowledge, records, ports.Outbound, ports.Ids, ports.Clock)),
        ];
    }

    /// <summary>Takes in one message, file or answer.</summary>
    public async ValueTask<ReceptionResult> ReceiveAsync(IncomingMessage incoming, CancellationToken cancellationToken)
    {
        var context = new ReceptionContext(incoming, _ids.Next(incoming.ReceivedAt), _parties.Current);
        using var watch = _observer?.Begin(incoming, context.ExchangeId);
        var result = await RunAsync(context, watch, cancellationToken);
        watch?.End(result);
        return result;
    }

    private async ValueTask<ReceptionResult> RunAsync(ReceptionContext context, IReceptionWatch? watch, CancellationToken cancellationToken)
    {
        foreach (var (phase, step) in _steps)
        {
            watch?.BeginPhase(phase);
            var outcome = await step.RunAsync(context, cancellationToken);
            watch?.EndPhase(OutcomeOf(outcome), context.Read?.Profile.Name);
            if (outcome is StepOutcome.Done done)
            {
                return done.Result;
            }

            if (outcome is not StepOutcome.Next)
            {
                watch?.BeginPhase(ReceptionPhase.Commit);
                var result = await EndAsync(context, outcome, cancellationToken);
                watch?.EndPhase(PhaseOutcome.Passed, result.Exchange.Profile);
                return result;
            }
        }

        throw new InvalidOperationException("A reception ended without an outcome.");
    }

    /// <summary>What is recorded and answered where the way ends early.</summary>
    private ValueTask<ReceptionResult> EndAsync(ReceptionContext context, StepOutcome outcome, CancellationToken cancellationToken) => outcome switch
    {
        StepOutcome.Fault fault => _refuse.FaultAsync(context, fault.Reason, cancellationToken),
        StepOutcome.Refuse refuse => _refuse.RefuseAsync(context, refuse.Reasons, cancellationToken),
        StepOutcome.Repeat repeat => _refuse.RepeatAsync(context, repeat.First, cancellationToken),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} does not end a reception."),
    };

    private static PhaseOutcome OutcomeOf(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Fault or StepOutcome.Refuse => PhaseOutcome.Refused,
        StepOutcome.Repeat => PhaseOutcome.Repeated,
        _ => PhaseOutcome.Passed,
    };
}
