using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IntegrationHub.Adapters.Soap.Service;

/// <summary>Who calls: the client certificate of the connection, at this moment and in this registry; nothing in the request counts.</summary>
/// <remarks>
/// A known revocation turns a caller away. Doubt (stale or missing data) does not: it is judged by the signature, under the stated policy,
/// and a connection alone moves nothing.
/// </remarks>
internal sealed class CallerIdentity(IPartyRegistry parties, ICertificateRevocation? revocation, TimeProvider time, ICertificateNotes? notes = null)
{
    private static readonly object ThumbprintKey = new();

    public Caller Of(HttpContext http)
    {
        var certificate = http.Features.Get<ITlsConnectionFeature>()?.ClientCertificate;
        if (certificate is null) return IdentifyCaller.Of(parties.Current, null);
        // The handshake accepts any certificate, so its validity is judged here, for every request anew.
        var now = time.GetUtcNow();
        if (now.UtcDateTime < certificate.NotBefore.ToUniversalTime() || now.UtcDateTime > certificate.NotAfter.ToUniversalTime())
        {
            return new Caller.Refused(
                new Rejection(RejectionCodes.CallerUnknown, null, $"The certificate is valid from {certificate.NotBefore.ToUniversalTime():u} to {certificate.NotAfter.ToUniversalTime():u}.", "TLS", "Renew the certificate and have it registered."), 401, null);
        }
        var identified = IdentifyCaller.Of(parties.Current, ThumbprintOf(http, certificate));
        if (identified is Caller.Known) notes?.Seen(certificate);
        return identified switch
        {
            Caller.Known { Party: { Connection: PartyConnection.None } party } => new Caller.Refused(
                new Rejection(RejectionCodes.CallerDisabled, null, $"The party {party.Name} has no connection.", "TLS", "Ask the operator of this hub."), 403, party),
            Caller.Known { Party: var party } when revocation?.RevocationOf(certificate) is { } revoked && revoked.At <= now => new Caller.Refused(
                new Rejection(RejectionCodes.CallerRevoked, null, revoked.ReasonText is { } reason ? $"The certificate was revoked at {revoked.At:u} ({reason})." : $"The certificate was revoked at {revoked.At:u}.", "TLS", "Have a new certificate issued and registered."), 401, party),
            var caller => caller,
        };
    }

    /// <summary>Hashed once per connection.</summary>
    private static string ThumbprintOf(HttpContext http, X509Certificate2 certificate)
    {
        var items = http.Features.Get<IConnectionItemsFeature>()?.Items;
        if (items is not null && items.TryGetValue(ThumbprintKey, out var known)) return (string)known!;
        var thumbprint = Convert.ToHexString(SHA256.HashData(certificate.RawDataMemory.Span));
        if (items is not null) items[ThumbprintKey] = thumbprint;
        return thumbprint;
    }
}
