using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Keys.Tests;

public sealed class MutualTlsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(KeyKind.Rsa2048, KeyKind.EcdsaP256)]
    [InlineData(KeyKind.EcdsaP256, KeyKind.Rsa2048)]
    public async Task Issued_certificates_authenticate_both_ends_of_a_connection(KeyKind serverKind, KeyKind clientKind)
    {
        using var authority = DevelopmentAuthority.Create(folder["pki"], TimeProvider.System);
        var store = new KeyStore(TimeProvider.System);
        using var server = store.Load(authority.Issue(new("hub/tls", "hub", "10XES-REE------E", serverKind, CertificatePurposes.Tls))).Value;
        using var client = store.Load(authority.Issue(new("partner/tls", "partner", null, clientKind, CertificatePurposes.Tls))).Value;
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { authority.Certificate },
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var outgoing = new TcpClient();
        await outgoing.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var incoming = await listener.AcceptTcpClientAsync();
        using var serverSide = new SslStream(incoming.GetStream());
        using var clientSide = new SslStream(outgoing.GetStream());

        await Task.WhenAll(
            serverSide.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = server.Certificate,
                ClientCertificateRequired = true,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                CertificateChainPolicy = policy.Clone(),
            }),
            clientSide.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "127.0.0.1",
                ClientCertificates = [client.Certificate],
                CertificateChainPolicy = policy.Clone(),
            }));

        Assert.True(serverSide.IsMutuallyAuthenticated);
        Assert.Equal(client.Certificate.Thumbprint, ((X509Certificate2)serverSide.RemoteCertificate!).Thumbprint);
    }
}
