using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Portal.Hosting;

/// <summary>
/// Who stands behind a proxy of ours. Headers say so only on a connection on which the handshake proved the key of a configured proxy's certificate;
/// on any other they are text, and the connection says who it is.
/// </summary>
internal static class ProxiedConnections
{
    /// <summary>The certificate that the proxy was shown, DER in base64 between colons (RFC 9440).</summary>
    public const string CertificateHeader = "Client-Cert";

    /// <summary>The last address in it is the one that the proxy saw.</summary>
    public const string AddressHeader = "X-Forwarded-For";

    private const int LongestCertificate = 16 * 1024;

    /// <param name="http">The request.</param>
    /// <param name="proxies">SHA-256 thumbprints of proxies' certificates, upper hexadecimal digits.</param>
    public static (IPAddress? Address, X509Certificate2? Certificate) OriginOf(HttpContext http, IReadOnlySet<string> proxies)
    {
        var shown = http.Connection.ClientCertificate;
        if (shown is null || proxies.Count == 0 || !proxies.Contains(shown.GetCertHashString(HashAlgorithmName.SHA256)))
            return (http.Connection.RemoteIpAddress, shown);

        if (http.Features.Get<Behind>() is not { } behind)
            http.Features.Set(behind = new Behind(AddressIn(http.Request.Headers[AddressHeader].ToString()), CertificateIn(http)));

        return (behind.Address, behind.Certificate);
    }

    /// <summary>Some proxies write the port, too.</summary>
    private static IPAddress? AddressIn(string header) => IPEndPoint.TryParse(header[(header.LastIndexOf(',') + 1)..].Trim(), out var last) ? last.Address : null;

    /// <summary><c>null</c> for anything but one certificate: then the person has shown none.</summary>
    private static X509Certificate2? CertificateIn(HttpContext http)
    {
        if (http.Request.Headers[CertificateHeader] is not [{ Length: > 2 and <= LongestCertificate } text] || text[0] != ':' || text[^1] != ':')
            return null;

        var octets = new byte[text.Length];
        if (!Convert.TryFromBase64String(text[1..^1], octets, out var length))
            return null;

        try
        {
            var certificate = X509CertificateLoader.LoadCertificate(octets.AsSpan(0, length));
            http.Response.RegisterForDispose(certificate);
            return certificate;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Read once for a request.</summary>
    private sealed record Behind(IPAddress? Address, X509Certificate2? Certificate);
}
