using System.CommandLine;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Commands.Exchanges;

/// <summary><c>ihub exchanges send-now</c>: the next attempt of a document that waits is due at once.</summary>
internal sealed class ExchangesSendNowVerb : ExchangeActVerb
{
    private readonly Option<string> _why = ReasonOption();

    public override string Path => "exchanges send-now";

    public override string Description => "Try a document that waits for its next attempt at once";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_why);
    }

    protected override OutboundInput Act(CommandContext context, string actor) => new OutboundInput.SendNow(actor, Reason(context, _why));

    /// <summary>After its gate closure it expires instead.</summary>
    protected override bool IsDone(OutboundState state) => state is OutboundState.Queued or OutboundState.Sent;
}
