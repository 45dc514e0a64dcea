using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Retail.Messages;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Host.Node.Operations;

/// <summary>What administrators were told of openings without SMS, kept in the book of messages. Thread-safe.</summary>
internal sealed class KeptBreakGlassMessages(IBusinessRecords records, MessageBook book) : IBreakGlassMessages
{
    /// <summary>Kind of the messages.</summary>
    public const string Kind = "break-glass.opened";

    public async Task KeepAsync(BreakGlassMessage message, BreakGlassMessageState state, CancellationToken cancellationToken)
    {
        var at = MessageBook.Kept(message.At);
        var kept = new StoredMessage(MessageBook.KeyOf(at, Kind, message.Opening, message.Account), Kind, MessageWay.Sms, message.Account, StateOf(state), at, message.Text) { Phones = [StoredMessage.HintOf(message.Phone)] };
        await records.SaveAsync([await book.BesideAsync(kept, cancellationToken)], [], "hub", cancellationToken);
    }

    private static MessageState StateOf(BreakGlassMessageState state) => state switch
    {
        BreakGlassMessageState.Sending => MessageState.Sending,
        BreakGlassMessageState.Sent => MessageState.Sent,
        BreakGlassMessageState.Refused => MessageState.Refused,
        _ => MessageState.Unknown,
    };
}
