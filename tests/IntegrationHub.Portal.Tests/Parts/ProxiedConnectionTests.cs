using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Portal.Tests.Parts;

/// <summary>A header names a certificate only where a configured proxy showed its own.</summary>
public sealed class ProxiedConnectionTests : IDisposable
{
    private static readonly IPAddress Peer = IPAddress.Parse("192.0.2.1");

    private readonly X509Certificate2 _proxy = Make("proxy");
    private readonly X509Certificate2 _person = Make("person");

    private HashSet<string> Proxies => [_proxy.GetCertHashString(HashAlgorithmName.SHA256)];

    [Fact]
    public void Behind_a_proxy_the_header_names_the_persons_certificate_and_the_last_address_counts()
    {
        var (address, certificate) = ProxiedConnections.OriginOf(Request(_proxy, Header(_person), "203.0.113.9, 198.51.100.4"), Proxies);

        Assert.Equal(_person.Thumbprint, certificate!.Thumbprint);
        Assert.Equal(IPAddress.Parse("198.51.100.4"), address);
    }

    [Fact]
    public void From_anybody_else_the_headers_are_nothing()
    {
        foreach (var shown in new[] { null, _person })
        {
            var (address, certificate) = ProxiedConnections.OriginOf(Request(shown, Header(_proxy), "203.0.113.9"), Proxies);
            Assert.Equal((Peer, shown?.Thumbprint), (address, certificate?.Thumbprint));
        }

        Assert.Equal(_proxy.Thumbprint, ProxiedConnections.OriginOf(Request(_proxy, Header(_person), "203.0.113.9"), new HashSet<string>()).Certificate?.Thumbprint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("::")]
    [InlineData(":AAAA:")]
    [InlineData(":no base64!:")]
    [InlineData("AAAA")]
    public void What_is_no_certificate_is_none_and_never_the_proxys_own(string header)
    {
        var (address, certificate) = ProxiedConnections.OriginOf(Request(_proxy, header, "nowhere"), Proxies);

        Assert.Null(certificate);
        Assert.Null(address);
    }

    [Fact]
    public void Two_certificates_are_none()
    {
        var http = Request(_proxy, "", "203.0.113.9");
        http.Request.Headers[ProxiedConnections.CertificateHeader] = new[] { Header(_person), Header(_person) };

        Assert.Null(ProxiedConnections.OriginOf(http, Proxies).Certificate);
    }

    public void Dispose()
    {
        _proxy.Dispose();
        _person.Dispose();
    }

    private static string Header(X509Certificate2 certificate) => $":{Convert.ToBase64String(certificate.RawData)}:";

    private static DefaultHttpContext Request(X509Certificate2? shown, string certificate, string address)
    {
        var http = new DefaultHttpContext();
        (http.Connection.ClientCertificate, http.Connection.RemoteIpAddress) = (shown, Peer);
        http.Request.Headers[ProxiedConnections.CertificateHeader] = certificate;
        http.Request.Headers[ProxiedConnections.AddressHeader] = address;
        return http;
    }

    private static X509Certificate2 Make(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
