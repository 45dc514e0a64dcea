namespace IntegrationHub.Exchange.Sending;

/// <summary>
/// Somebody asked for what the state does not allow: a bug in the caller, or an operator who looked at an older state. Nothing was changed.
/// </summary>
public sealed class IllegalTransitionException(Guid exchangeId, OutboundState state, string input)
    : InvalidOperationException($"Exchange {exchangeId:D} is {state}; {input} is not possible there.")
{
    public Guid ExchangeId { get; } = exchangeId;

    public OutboundState State { get; } = state;

    /// <summary>Name of the <see cref="OutboundInput"/> that was refused.</summary>
    public string Input { get; } = input;
}
