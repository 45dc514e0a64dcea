using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Adapters.Soap.Client;

/// <summary>How the hub calls its partners.</summary>
public sealed class SoapClientOptions
{
    /// <summary>TCP and TLS together. Default 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>From the first byte sent to the last byte of the answer. Default 100 seconds.</summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Connections to one endpoint of one party. Default 8.</summary>
    public int MaxConnectionsPerEndpoint { get; set; } = 8;

    /// <summary>An idle connection is closed after this. Default 60 seconds.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A connection is not used longer than this, so that a change of address or certificate is noticed. Default 10 minutes.</summary>
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The SOAP version a party is called with. Default 1.2 for all.</summary>
    public Func<Party, SoapVersion> Version { get; set; } = static _ => SoapVersion.Soap12;

    /// <summary>
    /// Authorities that a partner's server certificate must chain to where the party has no certificates bound. Where it has, the
    /// server's certificate must be one of them.
    /// </summary>
    public Func<X509Certificate2Collection> Authorities { get; set; } = static () => [];

    /// <summary>Knows revoked certificates; a partner's server that shows one is not talked to. Null checks none.</summary>
    public ICertificateRevocation? Revocation { get; set; }

    /// <summary>Takes note of certificates that partners' services show; null notes none.</summary>
    public ICertificateNotes? Notes { get; set; }
}
