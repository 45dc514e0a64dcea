using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;

namespace IntegrationHub.Benchmarks.Signatures;

/// <summary>The framework's XML-DSig from bytes to a verdict and from bytes to bytes, as one would use it.</summary>
internal static class SignedXmlEngine
{
    public static bool Verify(byte[] message, X509Certificate2 certificate)
    {
        var document = Parse(message);
        var signed = new SignedXml(document);
        signed.LoadXml((XmlElement)document.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl)[0]!);
        using var key = certificate.GetRSAPublicKey()!;
        return signed.CheckSignature(key);
    }

    public static void Sign(byte[] message, X509Certificate2 certificate, Stream destination)
    {
        var document = Parse(message);
        using var key = certificate.GetRSAPrivateKey()!;
        var signed = new SignedXml(document) { SigningKey = key };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigC14NTransformUrl;
        var reference = new Reference("");
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        signed.AddReference(reference);
        signed.KeyInfo = new KeyInfo();
        signed.KeyInfo.AddClause(new KeyInfoX509Data(certificate));
        signed.ComputeSignature();
        document.DocumentElement!.FirstChild!.AppendChild(document.ImportNode(signed.GetXml(), true));
        document.Save(destination);
    }

    private static XmlDocument Parse(byte[] message)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var reader = XmlReader.Create(new MemoryStream(message), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        document.Load(reader);
        return document;
    }
}
