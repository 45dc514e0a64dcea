using System.Globalization;
using System.Numerics;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationHub.Evidence.Certificates;

namespace IntegrationHub.Evidence.Signatures;

/// <summary>Writes ds:KeyInfo with issuer and serial, subject name and certificate, as the protocol's peers do.</summary>
internal static class KeyInfo
{
    public static byte[] Of(X509Certificate2 certificate)
    {
        var text = new StringBuilder(4096);
        text.Append("<KeyInfo><X509Data><X509IssuerSerial><X509IssuerName>")
            .Append(Escaped(certificate.IssuerName))
            .Append("</X509IssuerName><X509SerialNumber>")
            .Append(DecimalSerial(certificate))
            .Append("</X509SerialNumber></X509IssuerSerial><X509SubjectName>")
            .Append(Escaped(certificate.SubjectName))
            .Append("</X509SubjectName><X509Certificate>")
            .Append(Convert.ToBase64String(certificate.RawData))
            .Append("</X509Certificate></X509Data></KeyInfo>");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The serial number as XML-DSig writes it: decimal.</summary>
    public static string DecimalSerial(X509Certificate2 certificate) =>
        new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: false, isBigEndian: true).ToString(CultureInfo.InvariantCulture);

    private static string Escaped(X500DistinguishedName name) => SecurityElement.Escape(DistinguishedNames.Rfc4514(name))!;
}
