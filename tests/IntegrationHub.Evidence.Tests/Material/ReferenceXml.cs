using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace IntegrationHub.Evidence.Tests.Material;

/// <summary>The framework's XML and XML-DSig, as the reference that our engine is compared with.</summary>
public static class ReferenceXml
{
    /// <summary>Parsed as the recommendation asks. (<c>XmlDocument.LoadXml</c> leaves carriage returns and attribute white space as they are.)</summary>
    public static XmlDocument Parse(byte[] bytes)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var reader = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        document.Load(reader);
        return document;
    }

    /// <summary>Signs a message with SignedXml and puts the signature last into Header.</summary>
    public static byte[] Sign(
        byte[] message, X509Certificate2 certificate, Action<SignedXml, Reference>? adapt = null, bool certificateInKeyInfo = true)
    {
        var document = Parse(message);
        using var key = certificate.GetRSAPrivateKey();
        var signed = new SignedXml(document) { SigningKey = key };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigC14NTransformUrl;
        signed.SignedInfo.SignatureMethod = SignedXml.XmlDsigRSASHA256Url;
        var reference = new Reference("") { DigestMethod = SignedXml.XmlDsigSHA256Url };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        signed.AddReference(reference);
        signed.KeyInfo = new KeyInfo();
        var data = certificateInKeyInfo ? new KeyInfoX509Data(certificate) : new KeyInfoX509Data();
        data.AddIssuerSerial(certificate.Issuer, certificate.SerialNumber);
        data.AddSubjectName(certificate.Subject);
        signed.KeyInfo.AddClause(data);
        adapt?.Invoke(signed, reference);
        signed.ComputeSignature();
        var header = document.DocumentElement!.ChildNodes.OfType<XmlElement>().First();
        header.AppendChild(document.ImportNode(signed.GetXml(), true));
        return Encoding.UTF8.GetBytes(document.OuterXml);
    }

    /// <summary>What SignedXml says of the first signature it finds, with the key of the certificate inside.</summary>
    public static bool Verifies(byte[] message)
    {
        var document = Parse(message);
        if (document.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl) is not { Count: > 0 } found || found[0] is not XmlElement element)
            return false;
        var signed = new SignedXml(document);
        signed.LoadXml(element);
        var certificate = signed.KeyInfo.OfType<KeyInfoX509Data>().SelectMany(d => d.Certificates?.Cast<X509Certificate2>() ?? []).First();
        using var key = certificate.GetRSAPublicKey()!;
        return signed.CheckSignature(key);
    }
}
