using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Adapters.Simulator.Faults;

/// <summary>Plays the faults of a partner's own sending, around the real client.</summary>
public sealed class FaultyPartnerService(
    IPartnerService inner, FaultSchedule faults, IEnvelopeOpener opener, IRequestComposer composer, IIdSource ids, TimeProvider time) : IPartnerService
{
    public async Task<PartnerAnswer> PutAsync(Party party, PartyEndpoint endpoint, ReadOnlyMemory<byte> signedMessage, CancellationToken cancellationToken)
    {
        if (faults.Strike(FaultKind.RefuseOutbound) is not null)
        {
            return new PartnerAnswer.NotDelivered("drill: the simulator's way out is down", Transient: true);
        }

        var answer = await inner.PutAsync(party, endpoint, signedMessage, cancellationToken);
        if (answer is PartnerAnswer.Response && faults.Strike(FaultKind.Duplicate) is not null)
        {
            await RepeatAsync(party, endpoint, signedMessage, cancellationToken);
        }

        return answer;
    }

    public Task<PartnerAnswer> ListAsync(Party party, PartyEndpoint endpoint, MailboxQuery query, CancellationToken cancellationToken) =>
        inner.ListAsync(party, endpoint, query, cancellationToken);

    public Task<PartnerAnswer> GetAsync(Party party, PartyEndpoint endpoint, long code, CancellationToken cancellationToken) =>
        inner.GetAsync(party, endpoint, code, cancellationToken);

    public Task<PartnerAnswer> QueryAsync(
        Party party, PartyEndpoint endpoint, string dataType, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken) =>
        inner.QueryAsync(party, endpoint, dataType, parameters, cancellationToken);

    /// <summary>The same document in a message of its own: another timestamp, another identifier, another signature.</summary>
    private async Task RepeatAsync(Party party, PartyEndpoint endpoint, ReadOnlyMemory<byte> signedMessage, CancellationToken cancellationToken)
    {
        var envelope = EnvelopeWriter.Wrap(SoapVersion.Soap12, signedMessage.Span);
        if (opener.Open(envelope, party.Limits) is not OpenResult.Opened { Message: var message } || message.Payload != PayloadKind.Document)
        {
            return;
        }

        var now = time.GetUtcNow();
        var again = await composer.ComposePutAsync(party, message.Noun, message.Document, now, ids.Next(now), cancellationToken);
        await inner.PutAsync(party, endpoint, again, cancellationToken);
    }
}
