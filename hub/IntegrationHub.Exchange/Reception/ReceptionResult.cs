namespace IntegrationHub.Exchange.Reception;

/// <summary>How a reception ended, after everything it promises is durable.</summary>
/// <param name="Exchange">The exchange as recorded.</param>
/// <param name="Answer">The signed ResponseMessage, or <c>null</c>: then <paramref name="Fault"/> says what the adapter answers, or the channel has no answer.</param>
/// <param name="Acknowledgement">The Acknowledgement_MarketDocument inside it, UTF-8; empty where there is none.</param>
/// <param name="Positive">True for accepted and partly accepted, and for their repetitions.</param>
/// <param name="Fault">
/// Set where nobody can be answered with an acknowledgement (envelope, signature, limits): the adapter maps its code to a HAND- or PUT-
/// fault or an HTTP status.
/// </param>
public sealed record ReceptionResult(
    InboundExchange Exchange,
    ReadOnlyMemory<byte>? Answer,
    ReadOnlyMemory<byte> Acknowledgement,
    bool Positive,
    Rejection? Fault)
{
    public InboundState State => Exchange.State;

    /// <summary>
    /// On <see cref="Channel.Answer"/>: true when the attempt was committed together with its acknowledgement, and the sender has nothing left
    /// to decide. Otherwise an accepted empty answer means delivered, and anything else an answer that cannot be trusted.
    /// </summary>
    public bool SettlesAttempt { get; init; }
}
