using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Benchmarks.Signatures;

/// <summary>A key, an authority and messages made for one run.</summary>
internal sealed class SignatureMaterial : IDisposable
{
    private readonly RSA key = RSA.Create(2048);

    public SignatureMaterial(DateTimeOffset now)
    {
        using var authorityKey = RSA.Create(2048);
        var root = new CertificateRequest("CN=Bench CA", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Authority = root.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        var leaf = new CertificateRequest("CN=Bench signer", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        leaf.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        using var issued = leaf.Create(Authority, now.AddDays(-1), now.AddDays(1), [1, 2, 3, 4]);
        Key = SigningKey.FromCertificate(issued.CopyWithPrivateKey(key));
        Policy = new SignaturePolicy { Trust = new TrustAnchors([Authority]) };
        Now = now;
    }

    public X509Certificate2 Authority { get; }

    public SigningKey Key { get; }

    public SignaturePolicy Policy { get; }

    public DateTimeOffset Now { get; }

    public RSA PrivateKey => key;

    /// <summary>A Put with a schedule of about <paramref name="bytes"/> bytes: indented, one point every hundred bytes.</summary>
    public static byte[] MessageOf(int bytes)
    {
        var text = new StringBuilder(bytes + 1024);
        text.Append("<msg:RequestMessage xmlns:msg=\"http://iec.ch/TC57/2011/schema/message\"><msg:Header><msg:Verb>create</msg:Verb>")
            .Append("<msg:Noun>Schedule_MarketDocument</msg:Noun><msg:Timestamp>2026-11-21T01:00:00.123Z</msg:Timestamp></msg:Header><msg:Payload>")
            .Append("<Schedule_MarketDocument xmlns=\"urn:iec62325.351:tc57wg16:451-2:scheduledocument:5:2\">\n  <mRID>BENCH-1</mRID>\n")
            .Append("  <sender_MarketParticipant.mRID codingScheme=\"A01\">10X1001A1001A450</sender_MarketParticipant.mRID>\n  <TimeSeries>\n    <Period>\n");
        for (var position = 1; text.Length < bytes - 200; position++)
        {
            text.Append("      <Point>\n        <position>").Append(position).Append("</position>\n        <quantity>")
                .Append(position * 7 % 1000).Append('.').Append(position % 10).Append("</quantity>\n      </Point>\n");
        }
        text.Append("    </Period>\n  </TimeSeries>\n</Schedule_MarketDocument></msg:Payload></msg:RequestMessage>");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public void Dispose()
    {
        Key.Dispose();
        Authority.Dispose();
        key.Dispose();
    }
}
