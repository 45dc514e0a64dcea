using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using IntegrationHub.Evidence.Bundles.Zip;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>An ASiC manifest (ETSI EN 319 162-1, annex A): which signature or timestamp speaks for which files, by SHA-256.</summary>
internal sealed partial record AsicManifest(string SignatureName, IReadOnlyDictionary<string, byte[]> Digests)
{
    private const string Asic = "http://uri.etsi.org/02918/v1.2.1#";
    private const string Dsig = "http://www.w3.org/2000/09/xmldsig#";
    private const string Sha256Uri = "http://www.w3.org/2001/04/xmlenc#sha256";

    /// <summary>Writes a manifest over the files, in their order.</summary>
    public static byte[] Write(string signatureName, string signatureType, IEnumerable<ContainerFile> files) =>
        Write(signatureName, signatureType, files.Select(f => (f.Name, SHA256.HashData(f.Content))));

    /// <summary>
    /// Reads a manifest that is, octet by octet, what <see cref="Write(string, string, IEnumerable{ContainerFile})"/> writes; null for anything
    /// else. No parser is needed for that: what was found is written again and compared, so nothing can hide between the lines.
    /// </summary>
    public static AsicManifest? TryRead(byte[] octets)
    {
        var text = Encoding.Latin1.GetString(octets);
        if (Signature().Match(text) is not { Success: true } signature)
            return null;
        var files = new List<(string Name, byte[] Digest)>();
        var digests = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var reference in Reference().Matches(text).AsEnumerable())
        {
            var (name, digest) = (reference.Groups["name"].Value, reference.Groups["digest"].Value);
            if (!ZipFormat.IsName(name) || !Base64.IsValid(digest) || !digests.TryAdd(name, Convert.FromBase64String(digest)))
                return null;
            files.Add((name, digests[name]));
        }
        var (signatureName, type) = (signature.Groups["name"].Value, signature.Groups["type"].Value);
        return files.Count > 0 && files.TrueForAll(f => f.Digest.Length == SHA256.HashSizeInBytes) && Write(signatureName, type, files).AsSpan().SequenceEqual(octets)
            ? new AsicManifest(signatureName, digests)
            : null;
    }

    private static byte[] Write(string signatureName, string signatureType, IEnumerable<(string Name, byte[] Digest)> files)
    {
        using var target = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };
        using (var xml = XmlWriter.Create(target, settings))
        {
            xml.WriteStartElement("asic", "ASiCManifest", Asic);
            xml.WriteAttributeString("xmlns", "ds", null, Dsig);
            xml.WriteStartElement("SigReference", Asic);
            xml.WriteAttributeString("URI", signatureName);
            xml.WriteAttributeString("MimeType", signatureType);
            xml.WriteEndElement();
            foreach (var (name, digest) in files)
            {
                xml.WriteStartElement("DataObjectReference", Asic);
                xml.WriteAttributeString("URI", name);
                xml.WriteStartElement("DigestMethod", Dsig);
                xml.WriteAttributeString("Algorithm", Sha256Uri);
                xml.WriteEndElement();
                xml.WriteElementString("DigestValue", Dsig, Convert.ToBase64String(digest));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        return target.ToArray();
    }

    [GeneratedRegex("""<asic:SigReference URI="(?<name>[^"<>&]+)" MimeType="(?<type>[^"<>&]+)" />""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Signature();

    [GeneratedRegex("""<asic:DataObjectReference URI="(?<name>[^"<>&]+)">[^"]*"[^"]*" />\s*<ds:DigestValue>(?<digest>[^<>]+)</ds:DigestValue>""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Reference();
}
