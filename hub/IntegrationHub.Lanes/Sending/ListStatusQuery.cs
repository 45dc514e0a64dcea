using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Lanes.Partners;

namespace IntegrationHub.Lanes.Sending;

/// <summary>Asks with List, filtered by our identification and owner.</summary>
public sealed class ListStatusQuery(IPartnerService partner, IAnswerReader reader, TimeProvider time) : IStatusQuery
{
    /// <summary>The partner took the document in after we made it; a day covers clocks that differ and lists that go by the day.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromDays(1);

    public async Task<OutboundInput> AskAsync(Party party, PartyEndpoint endpoint, OutboundExchange exchange, CancellationToken cancellationToken)
    {
        var query = new MailboxQuery(
            AfterCode: null,
            new(exchange.CreatedAt - Around, time.GetUtcNow() + Around),
            IntervalType.Server,
            exchange.Document.MRid,
            [],
            Owner: null,
            Max: 1_000);
        switch (await partner.ListAsync(party, endpoint, query, cancellationToken))
        {
            case PartnerAnswer.Response response:
                return reader.ReadList(response.Body, out var problem) is { } entries
                    ? Judge(entries, exchange)
                    : new OutboundInput.StatusUnknown(problem);
            case PartnerAnswer.Fault fault:
                return new OutboundInput.StatusUnknown($"{fault.Code}: {fault.Reason}");
            case PartnerAnswer.NotDelivered failed:
                return new OutboundInput.StatusUnknown(failed.Text);
            case PartnerAnswer.AnswerLost lost:
                return new OutboundInput.StatusUnknown(lost.Text);
            default:
                return new OutboundInput.StatusUnknown("The partner's answer is of no known kind.");
        }
    }

    /// <summary>An mRID may hold a <c>*</c>, which a list takes as wildcard, so the entries are compared exactly.</summary>
    private static OutboundInput Judge(IReadOnlyList<ListedEntry> entries, OutboundExchange exchange)
    {
        var found = entries.FirstOrDefault(entry =>
            string.Equals(entry.Identification, exchange.Document.MRid, StringComparison.Ordinal)
            && (entry.Version ?? exchange.Document.Revision) == exchange.Document.Revision
            && (entry.Owner.Length == 0 || string.Equals(entry.Owner, exchange.Document.SenderCode, StringComparison.Ordinal)));
        return found is null ? new OutboundInput.StatusNotFound() : new OutboundInput.StatusFound(found.Status);
    }
}
