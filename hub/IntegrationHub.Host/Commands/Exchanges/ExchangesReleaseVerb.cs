using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Commands.Exchanges;

/// <summary><c>ihub exchanges release</c>: lets a quarantined document go again, with its id and its bytes.</summary>
internal sealed class ExchangesReleaseVerb : ExchangeActVerb
{
    public override string Path => "exchanges release";

    public override string Description => "Let a quarantined document go again";

    protected override OutboundInput Act(CommandContext context, string actor) => new OutboundInput.Release(actor);

    /// <summary>After its gate closure it expires instead; where an answer was lost the partner is asked first.</summary>
    protected override bool IsDone(OutboundState state) => state is OutboundState.Queued or OutboundState.Sent;
}
