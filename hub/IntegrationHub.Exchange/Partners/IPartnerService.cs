using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Partners;

/// <summary>Port: the IEC 62325-504 service of a party, as the hub calls it. Implementations open the connection; they decide nothing.</summary>
/// <remarks>Thread-safe. No method throws for what a partner or the network does: every ending is a <see cref="PartnerAnswer"/>.</remarks>
public interface IPartnerService
{
    /// <summary>Sends a signed RequestMessage (verb create) exactly as given, in a SOAP envelope around it.</summary>
    Task<PartnerAnswer> PutAsync(Party party, PartyEndpoint endpoint, ReadOnlyMemory<byte> signedMessage, CancellationToken cancellationToken);

    /// <summary>Asks for the party's list.</summary>
    Task<PartnerAnswer> ListAsync(Party party, PartyEndpoint endpoint, MailboxQuery query, CancellationToken cancellationToken);

    /// <summary>Fetches one document by code.</summary>
    Task<PartnerAnswer> GetAsync(Party party, PartyEndpoint endpoint, long code, CancellationToken cancellationToken);

    /// <summary>Asks QueryData, e.g. <c>parameterLimits</c>.</summary>
    Task<PartnerAnswer> QueryAsync(
        Party party, PartyEndpoint endpoint, string dataType, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken);
}

/// <summary>How a call to a partner ended.</summary>
public abstract record PartnerAnswer
{
    private PartnerAnswer()
    {
    }

    /// <summary>
    /// A ResponseMessage came. <paramref name="Body"/> is the whole HTTP body; its signature is not verified yet.
    /// </summary>
    /// <param name="Body">The SOAP envelope as it arrived.</param>
    public sealed record Response(ReadOnlyMemory<byte> Body) : PartnerAnswer;

    /// <summary>A SOAP fault. Never signed, so never a business rejection.</summary>
    /// <param name="Code">Code of the FaultMessage, e.g. PUT-012, or the SOAP fault code.</param>
    /// <param name="Reason">Its text.</param>
    /// <param name="Transient">True when trying again later may help (rate limit, busy); false for what will not change.</param>
    /// <param name="RetryAfter">What the partner asked for.</param>
    /// <param name="Body">The body as it arrived.</param>
    public sealed record Fault(string Code, string Reason, bool Transient, TimeSpan? RetryAfter, ReadOnlyMemory<byte> Body) : PartnerAnswer;

    /// <summary>No connection, refused TLS, or an HTTP status before the request can have been taken in: it certainly did not arrive.</summary>
    /// <param name="Text">What failed, for the operator.</param>
    /// <param name="Transient">False for 401/403/404 and a wrong certificate: somebody has to act.</param>
    public sealed record NotDelivered(string Text, bool Transient) : PartnerAnswer;

    /// <summary>The request left, the answer did not come whole: nobody knows. Ask before sending again.</summary>
    public sealed record AnswerLost(string Text) : PartnerAnswer;
}
