using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Node;
using IntegrationHub.Keys;
using IntegrationHub.Notary.Revocation;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Wire.Tests.Support;

/// <summary>A market whose authority publishes revocation data, and a hub that is told where.</summary>
internal sealed class TrustSite : IAsyncDisposable
{
    private readonly SigningKey _authority;

    private TrustSite(Market market, HubNode hub, SigningKey authority, TrustSimulatorServer services)
    {
        Market = market;
        Hub = hub;
        _authority = authority;
        Services = services;
    }

    public Market Market { get; }

    public TrustSimulatorServer Services { get; }

    public HubNode Hub { get; }

    public Store Store => new(Hub);

    public RevocationClient Revocation => Hub.Services.GetRequiredService<NodeTrust>().Revocation!;

    /// <summary>Certificate of the center's signatures.</summary>
    public X509Certificate2 CenterSigning => CertificateFiles.Read(Path.Combine(Market.Folder.Pki, "hub", "signing.pem")).Value[0];

    /// <summary>Certificate of the center's connections.</summary>
    public X509Certificate2 CenterTls => CertificateFiles.Read(Path.Combine(Market.Folder.Pki, "hub", "tls.pem")).Value[0];

    /// <summary><c>null</c> without PostgreSQL.</summary>
    /// <param name="policy">Settings of <c>trust.revocation</c> besides the source, one a line.</param>
    /// <param name="ocsp">Whether the hub is told of the responder.</param>
    /// <param name="list">Whether the hub is told of the list.</param>
    /// <param name="faults">What the services do wrong from the start.</param>
    public static async Task<TrustSite?> StartAsync(string policy = "", bool ocsp = true, bool list = true, params (string Service, TrustFault Fault)[] faults)
    {
        if (await Market.CreateAsync() is not { } market)
        {
            return null;
        }

        var pki = market.HubFolder.Pki;
        var authority = new KeyStore(TimeProvider.System).Load(new KeyLocation(Path.Combine(pki, "ca.pem"), Path.Combine(pki, "ca.key"), Path.Combine(pki, "passphrase"))).Value;
        var services = await TrustSimulatorServer.StartAsync(authority.Certificate, TimeProvider.System, 0, CancellationToken.None);
        foreach (var (service, fault) in faults)
        {
            services.SetFault(service, fault);
        }

        await File.AppendAllTextAsync(
            market.HubFolder.ConfigurationFile,
            $"""
            trust:
              revocation:
                refreshEvery: 1s
                retryAfter: 1s
                {policy}
                sources:
                  - issuer: pki/ca.pem
                    {(ocsp ? $"ocsp: {services.Address}ocsp" : "")}
                    {(list ? $"crl: {services.Address}crl" : "")}

            """);
        var loaded = HubConfiguration.Load(market.HubFolder.ConfigurationFile, new Dictionary<string, string>());
        Assert.Empty(loaded.Problems);
        var hub = await HubNode.StartAsync(new NodeSettings { Folder = market.HubFolder, Options = loaded.Options }, CancellationToken.None);
        return new TrustSite(market, hub, authority, services);
    }

    /// <summary>Revokes, and waits until the hub has heard of it.</summary>
    public async Task RevokeAsync(X509Certificate2 certificate)
    {
        Services.Revoke(certificate, TimeProvider.System.GetUtcNow(), X509RevocationReason.KeyCompromise);
        await Wait.UntilAsync(() => Task.FromResult(Revocation.RevocationOf(certificate) is { Reason: 1 }), $"The hub did not hear that {certificate.Subject} was revoked.");
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await Market.DisposeAsync();
        await Services.DisposeAsync();
        _authority.Dispose();
    }
}
