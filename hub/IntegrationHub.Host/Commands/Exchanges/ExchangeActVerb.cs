using System.CommandLine;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Node;

namespace IntegrationHub.Host.Commands.Exchanges;

/// <summary>What an operator does to a document of ours: decided on the locked row, with an entry in its history.</summary>
internal abstract class ExchangeActVerb : Verb
{
    private readonly Argument<string> _id = ExchangeId.Argument();

    public override void Define(Command command) => command.Add(_id);

    /// <summary>What is done.</summary>
    protected abstract OutboundInput Act(CommandContext context, string actor);

    /// <summary>States in which it can be done, for the refusal: documents that are …</summary>
    protected abstract string PossibleIn { get; }

    /// <summary>True when the exchange came to be as the operator wanted.</summary>
    protected abstract bool IsDone(OutboundState state);

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var id = ExchangeId.Parse(context.Get(_id)!);
        var act = Act(context, Words.Operator(context.Surroundings));
        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        var before = await ExchangeId.FindAsync(store.Exchanges, id, cancellationToken);
        if (before.Summary.Direction == Direction.In)
        {
            throw new RefusedException("EXCHANGE_RECEIVED", $"exchange {id} was received", "Only documents of ours are released or cancelled.");
        }

        // The policy is about attempts and pauses; operators' acts do not ask it.
        var decider = new OutboundDecider(new OutboundPolicy(), new HubIds());
        var after = await DecideAsync(store.Sending, id, exchange => decider.Decide(exchange, act, context.Time.GetUtcNow()), cancellationToken);
        Print(context, before.Summary, after);
        return IsDone(after.State) ? ExitCode.Ok : ExitCode.NotOk;
    }

    private async Task<OutboundExchange> DecideAsync(
        ISendingStore sending, Guid id, Func<OutboundExchange, OutboundDecision> decide, CancellationToken cancellationToken)
    {
        try
        {
            var decision = await sending.DecideAsync(RetailerId.Default, id, decide, cancellationToken) ?? throw ExchangeId.Unknown(id);
            return decision.Exchange!;
        }
        catch (IllegalTransitionException illegal)
        {
            throw new RefusedException("EXCHANGE_STATE", $"exchange {id} is {Words.Of(illegal.State)}", $"`ihub {Path}` is for documents that are {PossibleIn}.");
        }
    }

    private static void Print(CommandContext context, ExchangeSummary before, OutboundExchange after)
    {
        var (was, now) = (Words.Hyphened(before.State), Words.Of(after.State));
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { exchange = after.Id, was, state = now, after.DueAt, after.GateClosure });
        }

        var gate = after is { State: OutboundState.Expired, GateClosure: { } closed } ? $": its gate closed at {Words.Instant(closed)}" : "";
        context.Answer.Line($"{after.Document} ({after.Id}) was {was} and is {now}{gate}");
    }
}
