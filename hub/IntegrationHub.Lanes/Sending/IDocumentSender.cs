using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Lanes.Sending;

/// <summary>How a document is handed in for sending.</summary>
/// <param name="Actor">Who sends it; kept in the history.</param>
/// <param name="WaitsToBeFetched">True when the party fetches it from us instead of being sent it.</param>
public sealed record SendOptions(string Actor, bool WaitsToBeFetched = false);

/// <summary>What became of a document that was handed in.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>Durable and in its lane.</summary>
    public sealed record Queued(OutboundExchange Exchange) : SendResult;

    /// <summary>The same document was handed in before; nothing was done.</summary>
    public sealed record Known(OutboundExchange Exchange) : SendResult;

    /// <summary>It would not be accepted; nothing was stored.</summary>
    /// <param name="Schema"><c>valid</c>, <c>invalid</c>, <c>unreadable</c> or <c>unknown</c>.</param>
    /// <param name="Profile">The profile, when it was recognised.</param>
    /// <param name="Rejections">All reasons together.</param>
    public sealed record Refused(string Schema, string? Profile, IReadOnlyList<Rejection> Rejections) : SendResult;
}

/// <summary>Takes documents of ours: checks them as the receiver would, signs, and queues them durably.</summary>
public interface IDocumentSender
{
    Task<SendResult> SendAsync(Party party, ReadOnlyMemory<byte> document, SendOptions options, CancellationToken cancellationToken);
}
