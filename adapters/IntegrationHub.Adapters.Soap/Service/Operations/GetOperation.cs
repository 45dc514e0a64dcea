using System.Globalization;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Adapters.Soap.Service.Operations;

/// <summary>
/// Get: one document by code, by identification, or the next of the queue. The queue advances after the answer was written completely, so
/// a broken answer is handed out again.
/// </summary>
internal sealed class GetOperation(
    IMailbox mailbox, IArchive archive, IFetchedDocuments fetched, SoapListenerOptions listener, TimeProvider time) : ISoapOperation
{
    private const string BinaryType = "BINARY";

    public async ValueTask<OperationResult> RunAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        var options = request.Options;
        if (options.Unknown("Code", "MessageIdentification", "MessageVersion", "Queue") is { } unknown)
            return OperationResult.Refuse(FaultCodes.GetUnknownOption, unknown);
        if (options.Repeated() is { } repeated)
            return OperationResult.Refuse(FaultCodes.GetInvalid, $"{repeated} stands twice.");
        string? code = options.Find("Code"), identification = options.Find("MessageIdentification"), queue = options.Find("Queue");
        if ((code is null ? 0 : 1) + (identification is null ? 0 : 1) + (queue is null ? 0 : 1) != 1)
            return OperationResult.Refuse(FaultCodes.GetNothingAsked);
        if (options.Find("MessageVersion") is not null && identification is null)
            return OperationResult.Refuse(FaultCodes.GetInvalid, "MessageVersion goes with MessageIdentification.");
        var party = request.Party;
        if (queue is not null)
        {
            if (!queue.Equals("NEXT", StringComparison.Ordinal)) return OperationResult.Refuse(FaultCodes.GetQueueValue);
            var next = await mailbox.PeekQueueAsync(party.Retailer, party.Id, cancellationToken);
            return await AnswerAsync(request, next, advance: true, cancellationToken);
        }
        MailboxEntry? entry;
        if (code is not null)
        {
            if (!long.TryParse(code, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
                return OperationResult.Refuse(FaultCodes.GetCodeInvalid);
            if (number <= 0) return OperationResult.Refuse(FaultCodes.GetCodeNegative);
            entry = await mailbox.FindByCodeAsync(party.Retailer, party.Id, number, cancellationToken);
        }
        else
        {
            int? version = null;
            if (options.Find("MessageVersion") is { Length: > 0 } text)
            {
                if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1)
                    return OperationResult.Refuse(FaultCodes.GetVersion);
                version = number;
            }
            entry = await mailbox.FindByIdentificationAsync(party.Retailer, party.Id, identification!, version, cancellationToken);
        }
        return await AnswerAsync(request, entry, advance: false, cancellationToken);
    }

    private async ValueTask<OperationResult> AnswerAsync(OperationRequest request, MailboxEntry? entry, bool advance, CancellationToken cancellationToken)
    {
        if (entry is null) return OperationResult.Refuse(FaultCodes.GetNotFound);
        var party = request.Party;
        if (await archive.ReadAsync(party.Retailer, entry.DocumentArchiveId, cancellationToken) is not { } stored)
            return OperationResult.Refuse(FaultCodes.GetUnreadable, $"Code {entry.Code}.");
        var header = request.Reply(time.GetUtcNow());
        if (Message(entry, stored, header) is not { } message)
            return OperationResult.Refuse(FaultCodes.GetUnreadable, $"Code {entry.Code}.");
        return new OperationResult.Answer(message, Written: async cancelled =>
        {
            // The queue moves last: what fails between the two is handed out again, and telling of it twice changes nothing.
            await fetched.FetchedAsync(party, entry, cancelled);
            if (advance) await mailbox.AdvanceQueueAsync(party.Retailer, party.Id, entry.Code, cancelled);
        });
    }

    private ReadOnlyMemory<byte>? Message(MailboxEntry entry, ReadOnlyMemory<byte> stored, OwnHeader header)
    {
        var document = StoredDocument.Of(stored);
        if (document.Binary || entry.Type == BinaryType)
            return ResponseWriter.Binary(document.Bytes, document.FileName ?? entry.MessageIdentification, header);
        if (DocumentElement.TryFind(document.Bytes) is not { } element) return null;
        return listener.CompressAboveBytes > 0 && element.Bytes.Length > listener.CompressAboveBytes
            ? ResponseWriter.Compressed(element.Bytes, FileName(entry), header)
            : ResponseWriter.Document(element, header);
    }

    private static string FileName(MailboxEntry entry) =>
        entry.MessageVersion is { } version ? $"{entry.MessageIdentification}.{version.ToString(CultureInfo.InvariantCulture)}" : entry.MessageIdentification;
}
