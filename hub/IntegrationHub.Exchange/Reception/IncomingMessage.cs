using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Exchange.Reception;

/// <summary>Bytes that arrived, with what is known of them from outside: by whom, by which way, when.</summary>
public sealed record IncomingMessage
{
    public required RetailerId Retailer { get; init; }

    /// <summary>The caller (its TLS certificate), the party that was asked (pull, answer), or the owner of the folder (file).</summary>
    public required Party Party { get; init; }

    public required Channel Channel { get; init; }

    /// <summary>HTTP body, or the file.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>When the last byte was there. Gate closure is decided with this instant.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>
    /// What an adapter found that had to open the message to know its verb; <c>null</c> lets the pipeline open it. A refusal is
    /// recorded with its bytes just the same.
    /// </summary>
    public OpenResult? Opened { get; init; }

    /// <summary>On <see cref="Channel.Pull"/>: where the cursor stands once this document is dealt with; commits with it.</summary>
    public PullCursor? Cursor { get; init; }

    /// <summary>On <see cref="Channel.Answer"/>: the attempt that this is the answer to; it commits with the acknowledgement.</summary>
    public AnsweredAttempt? AnswerTo { get; init; }
}

/// <summary>An attempt to send that was answered in the same connection.</summary>
/// <param name="Exchange">The document that was sent.</param>
/// <param name="Endpoint">Name of the endpoint that answered.</param>
public sealed record AnsweredAttempt(OutboundExchange Exchange, string Endpoint);
