using System.Collections.Concurrent;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;

namespace IntegrationHub.Lanes.Tests.Doubles;

/// <summary>A partner that answers what the test says, and remembers what came.</summary>
internal sealed class ScriptedPartner : IPartnerService
{
    public static PartnerAnswer Away { get; } = new PartnerAnswer.NotDelivered("Connection refused", Transient: true);

    /// <summary>The signed messages that came, with the endpoint, in order.</summary>
    public ConcurrentQueue<(string Party, string Endpoint, ReadOnlyMemory<byte> Message)> Puts { get; } = new();

    public int Lists { get; private set; }

    public Func<Party, PartyEndpoint, ReadOnlyMemory<byte>, Task<PartnerAnswer>> OnPut { get; set; } = (_, _, _) => Task.FromResult(Away);

    public Func<PartnerAnswer> OnList { get; set; } = () => Away;

    public Task<PartnerAnswer> PutAsync(Party party, PartyEndpoint endpoint, ReadOnlyMemory<byte> signedMessage, CancellationToken cancellationToken)
    {
        Puts.Enqueue((party.Name, endpoint.Name, signedMessage));
        return OnPut(party, endpoint, signedMessage);
    }

    public Task<PartnerAnswer> ListAsync(Party party, PartyEndpoint endpoint, MailboxQuery query, CancellationToken cancellationToken)
    {
        Lists++;
        return Task.FromResult(OnList());
    }

    public Task<PartnerAnswer> GetAsync(Party party, PartyEndpoint endpoint, long code, CancellationToken cancellationToken) => Task.FromResult(Away);

    public Task<PartnerAnswer> QueryAsync(
        Party party, PartyEndpoint endpoint, string dataType, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken) =>
        Task.FromResult(Away);
}
