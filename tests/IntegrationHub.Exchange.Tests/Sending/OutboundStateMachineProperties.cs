using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Exchange.Acknowledging;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Exchange.Tests.Doubles;
using static IntegrationHub.Exchange.Tests.Doubles.TestExchanges;

namespace IntegrationHub.Exchange.Tests.Sending;

/// <summary>What holds after any sequence of things that can happen; each byte is one of them.</summary>
public sealed class OutboundStateMachineProperties
{
    private static readonly OutboundState[] Final =
        [OutboundState.Accepted, OutboundState.PartlyAccepted, OutboundState.Rejected, OutboundState.Expired, OutboundState.Cancelled];

    [Fact]
    public void Id_key_and_bytes_never_change() => Check(history =>
    {
        var first = history[0].Before;
        return history.All(step => step.After is { } after
            && after.Id == first.Id
            && after.Document == first.Document
            && after.MessageArchiveId == first.MessageArchiveId
            && after.DocumentArchiveId == first.DocumentArchiveId
            && after.CanonicalDigest.Span.SequenceEqual(first.CanonicalDigest.Span)
            && after.Size == first.Size
            && after.CreatedAt == first.CreatedAt);
    });

    [Fact]
    public void A_final_state_stays() => Check(history =>
        history.All(step => !Final.Contains(step.Before.State) || step.After!.State == step.Before.State));

    [Fact]
    public void No_document_is_accepted_and_rejected_without_a_recorded_contradiction() => Check(history =>
    {
        var verdicts = history
            .Where(step => step.Input is OutboundInput.AcknowledgementReceived { Content.Outcome: not AcknowledgementOutcome.Unclear }
                && step.Before.State is not (OutboundState.Expired or OutboundState.Cancelled))
            .Select(step => ((OutboundInput.AcknowledgementReceived)step.Input).Content.Outcome)
            .Distinct()
            .Count();
        var contradictions = history.Count(step => step.Events.Contains("acknowledgement.contradictory"));
        return verdicts < 2 || contradictions > 0;
    });

    [Fact]
    public void Only_a_signed_negative_acknowledgement_rejects() => Check(history =>
        history.All(step => step.Before.State == OutboundState.Rejected
            || step.After!.State != OutboundState.Rejected
            || step.Input is OutboundInput.AcknowledgementReceived { Content.Outcome: AcknowledgementOutcome.Rejected }));

    [Fact]
    public void Nothing_is_due_in_a_final_state_and_something_is_while_it_waits_in_the_lane() => Check(history =>
        history.All(step => Final.Contains(step.After!.State)
            ? step.After.DueAt is null
            : step.After.State is not (OutboundState.Queued or OutboundState.Sent) || step.After.DueAt is not null));

    [Fact]
    public void A_queued_document_never_sleeps_through_its_gate() => Check(history =>
        history.All(step => step.After!.State != OutboundState.Queued
            || step.After.GateClosure is not { } gate
            || step.After.DueAt <= Later(gate, step.At)));

    [Fact]
    public void After_a_lost_answer_nothing_is_sent_before_the_partner_was_asked() => Check(history =>
        history.All(step => step.Before.State != OutboundState.Sent
            || step.After!.State != OutboundState.Queued
            || step.Input is OutboundInput.StatusNotFound));

    [Fact]
    public void Every_change_of_state_is_recorded() => Check(history =>
        history.All(step => step.Before.State == step.After!.State || step.Events.Count > 0));

    private static void Check(Func<IReadOnlyList<Taken>, bool> holds)
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), Holds)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60));

        bool Holds(byte[]? bytes) => bytes is null or [] || Run(bytes) is not { Count: > 0 } history || holds(history);
    }

    private sealed record Taken(OutboundExchange Before, OutboundInput Input, DateTimeOffset At, OutboundExchange? After, IReadOnlyList<string> Events);

    private static List<Taken> Run(byte[] bytes)
    {
        var decider = new OutboundDecider(new OutboundPolicy(), new TestIds());
        var now = TestClock.Start;
        var exchange = decider.Decide(
            In(OutboundState.Signed, bytes[0] % 2 == 0 ? now.AddMinutes(20) : null), new OutboundInput.Queue(), now).Exchange!;
        var history = new List<Taken>();
        foreach (var value in bytes)
        {
            now += TimeSpan.FromSeconds(value % 4 * 97);
            var input = InputOf(value / 4);
            try
            {
                var decided = decider.Decide(exchange, input, now);
                history.Add(new Taken(exchange, input, now, decided.Exchange, [.. decided.Events.Select(one => one.Kind)]));
                exchange = decided.Exchange!;
            }
            catch (IllegalTransitionException)
            {
                // Loud and typed, and nothing changed: the history goes on from the same state.
            }
        }

        return history;
    }

    private static OutboundInput InputOf(int number) => (number % 21) switch
    {
        0 => new OutboundInput.AttemptDelivered("north"),
        1 => new OutboundInput.Fault("north", "HAND-011", "busy", true),
        2 => new OutboundInput.Fault("north", "PUT-012", "no", false),
        3 => new OutboundInput.NotDelivered("north", "refused", true),
        4 => new OutboundInput.NotDelivered("north", "401", false),
        5 => new OutboundInput.AnswerLost("north", "reset"),
        6 => new OutboundInput.AnswerNotTrusted("north", "bad"),
        7 => new OutboundInput.Interrupted(),
        8 => new OutboundInput.StatusFound("OK"),
        9 => new OutboundInput.StatusNotFound(),
        10 => new OutboundInput.StatusUnknown("timeout"),
        11 => Acknowledgement(AcknowledgementOutcome.Accepted),
        12 => Acknowledgement(AcknowledgementOutcome.Rejected, "ack-2"),
        13 => Acknowledgement(AcknowledgementOutcome.PartlyAccepted, "ack-3"),
        14 => Acknowledgement(AcknowledgementOutcome.Unclear, "ack-4"),
        15 => new OutboundInput.AcknowledgementOverdue(),
        16 => new OutboundInput.GateClosurePassed(),
        17 => new OutboundInput.FetchedByParty(),
        18 => new OutboundInput.Release("li.wei"),
        19 => new OutboundInput.SendNow("li.wei", "now"),
        _ => new OutboundInput.Cancel("li.wei", "wrong"),
    };

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
