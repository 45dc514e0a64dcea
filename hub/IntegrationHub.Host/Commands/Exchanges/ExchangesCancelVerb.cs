using System.CommandLine;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Commands.Exchanges;

/// <summary><c>ihub exchanges cancel</c>: takes back a document that certainly did not leave.</summary>
internal sealed class ExchangesCancelVerb : ExchangeActVerb
{
    private const int LongestReason = 300;

    private readonly Option<string> _why = new("--why") { Description = $"Reason for the history, at most {LongestReason} characters", HelpName = "TEXT", Required = true };

    public override string Path => "exchanges cancel";

    public override string Description => "Take back a document that has not left";

    protected override string PossibleIn => "queued, or quarantined without a lost answer";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_why);
    }

    protected override OutboundInput Act(CommandContext context, string actor) => context.Get(_why)!.Trim() is { Length: > 0 and <= LongestReason } why
        ? new OutboundInput.Cancel(actor, why)
        : throw new WrongUseException($"--why takes 1 to {LongestReason} characters");

    protected override bool IsDone(OutboundState state) => state == OutboundState.Cancelled;
}
