using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Keys;

/// <summary>The extensions of an end-entity certificate, from what it is ordered for.</summary>
internal static class CertificateExtensions
{
    public static void AddTo(CertificateRequest request, CertificateOrder order, X509Certificate2 authority)
    {
        var extensions = request.CertificateExtensions;
        extensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        extensions.Add(new X509KeyUsageExtension(UsagesOf(order), critical: true));
        if (order.Purposes.HasFlag(CertificatePurposes.Tls))
        {
            OidCollection clientAndServer = [new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")];
            extensions.Add(new X509EnhancedKeyUsageExtension(clientAndServer, critical: false));
        }
        extensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        extensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        if (NamesOf(order) is { } names)
            extensions.Add(names);
    }

    private static X509KeyUsageFlags UsagesOf(CertificateOrder order)
    {
        var usages = X509KeyUsageFlags.DigitalSignature;
        if (order.Purposes.HasFlag(CertificatePurposes.Signing))
            usages |= X509KeyUsageFlags.NonRepudiation;
        // RSA key transport, for TLS 1.2 suites that still use it.
        if (order.Purposes.HasFlag(CertificatePurposes.Tls) && order.Key == KeyKind.Rsa2048)
            usages |= X509KeyUsageFlags.KeyEncipherment;
        return usages;
    }

    private static X509Extension? NamesOf(CertificateOrder order)
    {
        var names = new SubjectAlternativeNameBuilder();
        var tls = order.Purposes.HasFlag(CertificatePurposes.Tls);
        if (tls)
        {
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
            names.AddIpAddress(IPAddress.IPv6Loopback);
            foreach (var host in order.HostNames)
            {
                if (IPAddress.TryParse(host, out var address))
                    names.AddIpAddress(address);
                else
                    names.AddDnsName(host);
            }
        }
        if (order.PartyCode is not null)
            names.AddUri(new Uri("urn:eic:" + order.PartyCode));
        return tls || order.PartyCode is not null ? names.Build() : null;
    }
}
