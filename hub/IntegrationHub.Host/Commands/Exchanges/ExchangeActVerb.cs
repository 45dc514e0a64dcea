using System.CommandLine;
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

    protected static Option<string> ReasonOption() => new("--why") { Description = $"Reason for the history, at most {OperatorDesk.LongestReason} characters", HelpName = "TEXT", Required = true };

    /// <exception cref="WrongUseException">It is empty or too long.</exception>
    protected static string Reason(CommandContext context, Option<string> option) => context.Get(option) is { } why && OperatorDesk.CheckReason(why) is null
        ? why.Trim()
        : throw new WrongUseException($"--why takes 1 to {OperatorDesk.LongestReason} characters");

    /// <summary>What is done.</summary>
    protected abstract OutboundInput Act(CommandContext context, string actor);

    /// <summary>True when the exchange came to be as the operator wanted.</summary>
    protected abstract bool IsDone(OutboundState state);

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var id = ExchangeId.Parse(context.Get(_id)!);
        var act = Act(context, Words.Operator(context.Surroundings));
        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        // The policy is about attempts and pauses; operators' acts do not ask it.
        var desk = new OperatorDesk(store.Sending, store.Exchanges, new OutboundDecider(new OutboundPolicy(), new HubIds()), new HubClock(context.Time));
        var outcome = await desk.ActAsync(id, act, cancellationToken);
        if (outcome.Refused is { } refused)
        {
            throw new RefusedException(refused.Code, refused.Text, refused.Remedy);
        }

        Print(context, outcome.Before!, outcome.After!);
        return IsDone(outcome.After!.State) ? ExitCode.Ok : ExitCode.NotOk;
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
