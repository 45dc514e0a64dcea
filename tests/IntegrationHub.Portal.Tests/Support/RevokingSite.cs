using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Host.Demo;
using IntegrationHub.Keys;

namespace IntegrationHub.Portal.Tests.Support;

/// <summary>A hub that asks an authority which certificates it revoked, every second.</summary>
public sealed class RevokingSite : PortalSite
{
    private readonly int _port = FreePorts.Take(1)[0];
    private DevelopmentAuthority? _authority;
    private TrustSimulatorServer? _server;

    private protected override string Listeners => string.Create(CultureInfo.InvariantCulture, $"""
        {base.Listeners}
        trust:
          revocation:
            refreshEvery: 1s
            retryAfter: 1s
            sources:
              - issuer: pki/ca.pem
                crl: http://127.0.0.1:{_port}/crl
        """);

    /// <summary>From now on, as the hub hears within seconds.</summary>
    internal void Revoke(DemoPerson person) =>
        _server!.Revoke(PortalClient.CertificateOf(this, person), TimeProvider.System.GetUtcNow().AddMinutes(-1), X509RevocationReason.KeyCompromise);

    private protected override async Task BeforeAsync()
    {
        _authority = DevelopmentAuthority.Open(Pki, TimeProvider.System).Value;
        _server = await TrustSimulatorServer.StartAsync(_authority.Certificate, TimeProvider.System, _port, CancellationToken.None);
    }

    private protected override async Task EndAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();

        _authority?.Dispose();
    }
}
