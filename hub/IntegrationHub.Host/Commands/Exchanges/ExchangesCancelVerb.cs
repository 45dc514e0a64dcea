using System.CommandLine;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Commands.Exchanges;

/// <summary><c>ihub exchanges cancel</c>: takes back a document that certainly did not leave.</summary>
internal sealed class ExchangesCancelVerb : ExchangeActVerb
{
    private readonly Option<string> _why = ReasonOption();

    public override string Path => "exchanges cancel";

    public override string Description => "Take back a document that has not left";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_why);
    }

    protected override OutboundInput Act(CommandContext context, string actor) => new OutboundInput.Cancel(actor, Reason(context, _why));

    protected override bool IsDone(OutboundState state) => state == OutboundState.Cancelled;
}
