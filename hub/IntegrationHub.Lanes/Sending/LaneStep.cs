using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Lanes.Sending;

/// <summary>Does the one step that is due for a claimed exchange, and stores what came of it.</summary>
/// <remarks>
/// The order is always: look at the clock, do, decide, commit. A node that dies in between leaves a claim behind whose next holder is told
/// so and asks the partner before anything is sent again.
/// </remarks>
public sealed partial class LaneStep(
    ISendingStore store,
    IArchive archive,
    IPartnerService partner,
    IStatusQuery statusQuery,
    ReceptionPipeline reception,
    IFileOutbox files,
    EndpointHealth health,
    OutboundDecider decider,
    LaneOptions options,
    TimeProvider time,
    ILogger<LaneStep> logger)
{
    /// <summary>Runs the step to its commit.</summary>
    public async Task RunAsync(Party party, ClaimedExchange claim, CancellationToken cancellationToken)
    {
        var exchange = claim.Exchange;
        if (claim.Interrupted && exchange.State == OutboundState.Queued && party.Connection == PartyConnection.Service)
        {
            await ApplyAsync(claim, new OutboundInput.Interrupted(), cancellationToken);
            return;
        }

        var step = NextSteps.Of(exchange, party.Connection, time.GetUtcNow());
        using var watch = LaneTelemetry.BeginStep(party, exchange, step);
        switch (step)
        {
            case NextStep.Expire:
                await ApplyAsync(claim, new OutboundInput.GateClosurePassed(), cancellationToken);
                break;
            case NextStep.Send:
                await SendAsync(party, claim, cancellationToken);
                break;
            case NextStep.WriteFile:
                await WriteFileAsync(party, claim, cancellationToken);
                break;
            case NextStep.AskStatus:
                await AskAsync(party, claim, cancellationToken);
                break;
            case NextStep.AcknowledgementOverdue:
                await OverdueAsync(party, claim, cancellationToken);
                break;
            default:
                // What waits to be fetched is due again when its gate closes.
                await store.ApplyAsync(claim, new OutboundDecision(exchange with { DueAt = exchange.State == OutboundState.Queued ? exchange.GateClosure : null }, []), cancellationToken);
                break;
        }
    }

    private async Task SendAsync(Party party, ClaimedExchange claim, CancellationToken cancellationToken)
    {
        if (health.Start(party) is not { } endpoint)
        {
            await RestAsync(party, claim, cancellationToken);
            return;
        }

        var input = await PutAsync(party, endpoint, claim.Exchange, cancellationToken);
        if (input is not null)
        {
            await ApplyAsync(claim, input, cancellationToken);
        }
    }

    /// <summary>One request with the archived bytes. <c>null</c> when the answer's acknowledgement was committed already.</summary>
    private async Task<OutboundInput?> PutAsync(Party party, PartyEndpoint endpoint, OutboundExchange exchange, CancellationToken cancellationToken)
    {
        using var attempt = LaneTelemetry.BeginAttempt(party, exchange, endpoint.Name);
        var input = await AttemptAsync(party, endpoint, exchange, cancellationToken);
        attempt.Ended(input);
        return input;
    }

    private async Task<OutboundInput?> AttemptAsync(Party party, PartyEndpoint endpoint, OutboundExchange exchange, CancellationToken cancellationToken)
    {
        var message = exchange.MessageArchiveId is { } id ? await archive.ReadAsync(exchange.Retailer, id, cancellationToken) : null;
        if (message is not { } bytes)
        {
            health.NotUsed(party, endpoint.Name);
            return new OutboundInput.NotDelivered(endpoint.Name, "The signed message is not in the archive.", Transient: false);
        }

        // The archive may have taken its time: nothing leaves at or after the gate closure.
        if (NextSteps.Of(exchange, party.Connection, time.GetUtcNow()) == NextStep.Expire)
        {
            health.NotUsed(party, endpoint.Name);
            return new OutboundInput.GateClosurePassed();
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.RequestTimeout);
        var began = time.GetTimestamp();
        var answer = await partner.PutAsync(party, endpoint, bytes, timeout.Token);
        var took = time.GetElapsedTime(began);
        var input = answer switch
        {
            PartnerAnswer.Response response => await ReceiveAsync(party, endpoint, exchange, response.Body, cancellationToken),
            PartnerAnswer.Fault fault => new OutboundInput.Fault(endpoint.Name, fault.Code, fault.Reason, fault.Transient, fault.RetryAfter),
            PartnerAnswer.NotDelivered failed => new OutboundInput.NotDelivered(endpoint.Name, failed.Text, failed.Transient),
            PartnerAnswer.AnswerLost lost => new OutboundInput.AnswerLost(endpoint.Name, lost.Text),
            _ => throw new InvalidOperationException($"Unknown answer {answer.GetType().Name}."),
        };
        Judge(party, endpoint, exchange, answer, input, took);
        return input;
    }

    /// <summary>The answer comes in the way every document does: archived, verified, validated, and committed together with the attempt.</summary>
    private async Task<OutboundInput?> ReceiveAsync(
        Party party, PartyEndpoint endpoint, OutboundExchange exchange, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var incoming = new IncomingMessage
        {
            Retailer = exchange.Retailer,
            Party = party,
            Channel = Channel.Answer,
            Body = body,
            ReceivedAt = time.GetUtcNow(),
            AnswerTo = new AnsweredAttempt(exchange, endpoint.Name),
        };
        return AttemptInputs.Of(await reception.ReceiveAsync(incoming, cancellationToken), endpoint.Name);
    }

    private void Judge(Party party, PartyEndpoint endpoint, OutboundExchange exchange, PartnerAnswer answer, OutboundInput? input, TimeSpan took)
    {
        var failure = (answer, input) switch
        {
            (PartnerAnswer.NotDelivered failed, _) => failed.Text,
            (PartnerAnswer.AnswerLost lost, _) => lost.Text,
            (_, OutboundInput.AnswerNotTrusted bad) => bad.Text,
            _ => null,
        };
        if (failure is null)
        {
            health.Answered(party, endpoint.Name, took);
        }
        else
        {
            health.Failed(party, endpoint.Name, failure, took);
            LogNotDelivered(party.Name, exchange.Id, endpoint.Name, failure);
        }

        if (answer is PartnerAnswer.Fault fault)
        {
            LogFault(party.Name, exchange.Id, fault.Code, fault.Transient);
        }
    }

    /// <summary>Every endpoint rests: the document waits for the next trial without an attempt being counted.</summary>
    private async Task RestAsync(Party party, ClaimedExchange claim, CancellationToken cancellationToken)
    {
        var next = health.NextTrial(party) ?? time.GetUtcNow() + options.Outbound.LongestRetry;
        if (claim.Exchange.GateClosure is { } gate && gate < next)
        {
            next = gate;
        }

        await store.ApplyAsync(claim, new OutboundDecision(claim.Exchange with { DueAt = next }, []), cancellationToken);
    }

    private async Task WriteFileAsync(Party party, ClaimedExchange claim, CancellationToken cancellationToken)
    {
        using var attempt = LaneTelemetry.BeginAttempt(party, claim.Exchange, "file");
        var input = await WriteAsync(party, claim.Exchange, cancellationToken);
        await ApplyAsync(claim, input, cancellationToken);
        attempt.Ended(input);
    }

    private async Task<OutboundInput> WriteAsync(Party party, OutboundExchange exchange, CancellationToken cancellationToken)
    {
        var document = await archive.ReadAsync(exchange.Retailer, exchange.DocumentArchiveId, cancellationToken);
        if (document is not { } bytes)
        {
            return new OutboundInput.NotDelivered("file", "The document is not in the archive.", Transient: false);
        }

        try
        {
            await files.WriteAsync(party, exchange, bytes, cancellationToken);
            return new OutboundInput.AttemptDelivered("file");
        }
        catch (IOException failure)
        {
            return new OutboundInput.NotDelivered("file", failure.Message, Transient: true);
        }
    }

    private async Task AskAsync(Party party, ClaimedExchange claim, CancellationToken cancellationToken)
    {
        if (health.Start(party) is not { } endpoint)
        {
            await RestAsync(party, claim, cancellationToken);
            return;
        }

        var status = await QueryAsync(party, endpoint, claim.Exchange, cancellationToken);
        // It has the document: the same bytes once more bring the acknowledgement that the lost answer held. A partner that will not
        // repeat it answers a fault, which changes nothing; the acknowledgement is then awaited.
        if (status is OutboundInput.StatusFound && !claim.Exchange.NeverAcknowledged
            && await PutAsync(party, endpoint, claim.Exchange, cancellationToken) is null)
        {
            return;
        }

        await ApplyAsync(claim, status, cancellationToken);
    }

    private async Task OverdueAsync(Party party, ClaimedExchange claim, CancellationToken cancellationToken)
    {
        var exchange = claim.Exchange;
        var overdue = new OutboundInput.AcknowledgementOverdue();
        if (party.Connection != PartyConnection.Service || health.Start(party) is not { } endpoint)
        {
            await ApplyAsync(claim, overdue, cancellationToken);
            return;
        }

        var status = await QueryAsync(party, endpoint, exchange, cancellationToken);
        if (status is OutboundInput.StatusFound && await PutAsync(party, endpoint, exchange, cancellationToken) is null)
        {
            return;
        }

        await StoreAsync(claim, current => decider.Decide(current, overdue, status, time.GetUtcNow()), cancellationToken);
    }

    private async Task<OutboundInput> QueryAsync(Party party, PartyEndpoint endpoint, OutboundExchange exchange, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.RequestTimeout);
        var begun = time.GetTimestamp();
        var status = await statusQuery.AskAsync(party, endpoint, exchange, timeout.Token);
        var took = time.GetElapsedTime(begun);
        if (status is OutboundInput.StatusUnknown unknown)
        {
            health.Failed(party, endpoint.Name, unknown.Text, took);
        }
        else
        {
            health.Answered(party, endpoint.Name, took);
        }

        return status;
    }

    private Task ApplyAsync(ClaimedExchange claim, OutboundInput input, CancellationToken cancellationToken) =>
        StoreAsync(claim, current => decider.Decide(current, input, time.GetUtcNow()), cancellationToken);

    /// <summary>Stores a decision; where somebody else decided meanwhile (an acknowledgement came in), it is made again on the present row.</summary>
    private async Task StoreAsync(ClaimedExchange claim, Func<OutboundExchange, OutboundDecision> decide, CancellationToken cancellationToken)
    {
        var decision = decide(claim.Exchange);
        if (!await store.ApplyAsync(claim, decision, cancellationToken))
        {
            decision = await store.DecideAsync(claim.Exchange.Retailer, claim.Exchange.Id, decide, cancellationToken) ?? decision;
        }

        if (decision.Alarm is { } alarm)
        {
            LogAlarm(claim.Exchange.Id, alarm);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alarm for exchange {ExchangeId}: {Alarm}")]
    private partial void LogAlarm(Guid exchangeId, string alarm);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Party} answered exchange {ExchangeId} with fault {Code} (transient: {Transient})")]
    private partial void LogFault(string party, Guid exchangeId, string code, bool transient);

    [LoggerMessage(Level = LogLevel.Information, Message = "Exchange {ExchangeId} did not get through to {Party} at {Endpoint}: {Text}")]
    private partial void LogNotDelivered(string party, Guid exchangeId, string endpoint, string text);
}
