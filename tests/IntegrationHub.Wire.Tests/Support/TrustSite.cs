using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Node;
using IntegrationHub.Keys;
using IntegrationHub.Notary.Revocation;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Wire.Tests.Support;

/// <summary>
/// One market for the tests of a class. Each test begins with services of its own, where nobody is revoked, and a hub that starts without
/// revocation data and is told of them.
/// </summary>
public sealed class TrustSite : IAsyncLifetime
{
    private string _configuration = "";
    private SigningKey _authority = null!;
    private HubNode? _hub;
    private TrustSimulatorServer? _services;

    /// <summary><c>null</c> without PostgreSQL.</summary>
    internal Market? Market { get; private set; }

    internal TrustSimulatorServer Services => _services!;

    internal HubNode Hub => _hub!;

    internal Store Store => new(Hub);

    internal RevocationClient Revocation => Hub.Services.GetRequiredService<NodeTrust>().Revocation!;

    /// <summary>Certificate of the center's signatures.</summary>
    internal X509Certificate2 CenterSigning => CertificateFiles.Read(Path.Combine(Market!.Folder.Pki, "hub", "signing.pem")).Value[0];

    /// <summary>Certificate of the center's connections.</summary>
    internal X509Certificate2 CenterTls => CertificateFiles.Read(Path.Combine(Market!.Folder.Pki, "hub", "tls.pem")).Value[0];

    public async Task InitializeAsync()
    {
        Market = await Support.Market.CreateAsync();
        if (Market is null)
        {
            return;
        }

        var pki = Market.HubFolder.Pki;
        _authority = new KeyStore(TimeProvider.System).Load(new KeyLocation(Path.Combine(pki, "ca.pem"), Path.Combine(pki, "ca.key"), Path.Combine(pki, "passphrase"))).Value;
        _configuration = await File.ReadAllTextAsync(Market.HubFolder.ConfigurationFile);
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        if (Market is not null)
        {
            await Market.DisposeAsync();
            _authority.Dispose();
        }
    }

    /// <summary>Starts the services and the hub anew.</summary>
    /// <param name="policy">Settings of <c>trust.revocation</c> besides the source, one a line.</param>
    /// <param name="ocsp">Whether the hub is told of the responder.</param>
    /// <param name="list">Whether the hub is told of the list.</param>
    /// <param name="faults">What the services do wrong from the start.</param>
    /// <returns>The market; <c>null</c> without PostgreSQL.</returns>
    internal async Task<Market?> BeginAsync(string policy = "", bool ocsp = true, bool list = true, params (string Service, TrustFault Fault)[] faults)
    {
        if (Market is null)
        {
            return null;
        }

        await StopAsync();
        if (Directory.Exists(Market.HubFolder.Revocation))
        {
            Directory.Delete(Market.HubFolder.Revocation, recursive: true);
        }

        _services = await TrustSimulatorServer.StartAsync(_authority.Certificate, TimeProvider.System, 0, CancellationToken.None);
        foreach (var (service, fault) in faults)
        {
            _services.SetFault(service, fault);
        }

        await File.WriteAllTextAsync(
            Market.HubFolder.ConfigurationFile,
            $"""
            {_configuration}
            trust:
              revocation:
                refreshEvery: 1s
                retryAfter: 1s
                {policy}
                sources:
                  - issuer: pki/ca.pem
                    {(ocsp ? $"ocsp: {Services.Address}ocsp" : "")}
                    {(list ? $"crl: {Services.Address}crl" : "")}

            """);
        var loaded = HubConfiguration.Load(Market.HubFolder.ConfigurationFile, new Dictionary<string, string>());
        Assert.Empty(loaded.Problems);
        _hub = await HubNode.StartAsync(new NodeSettings { Folder = Market.HubFolder, Options = loaded.Options }, CancellationToken.None);
        await Wait.UntilAsync(
            () => Task.FromResult(Revocation.States.All(static state => state.FetchedAt is not null || state.FailingSince is not null)), "Not every source of revocation data was asked.");
        return Market;
    }

    /// <summary>Revokes, and waits until the hub has heard of it.</summary>
    internal async Task RevokeAsync(X509Certificate2 certificate)
    {
        Services.Revoke(certificate, TimeProvider.System.GetUtcNow(), X509RevocationReason.KeyCompromise);
        await Wait.UntilAsync(() => Task.FromResult(Revocation.RevocationOf(certificate) is { Reason: 1 }), $"The hub did not hear that {certificate.Subject} was revoked.");
    }

    private async Task StopAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
            _hub = null;
        }

        if (_services is not null)
        {
            await _services.DisposeAsync();
            _services = null;
        }
    }
}
