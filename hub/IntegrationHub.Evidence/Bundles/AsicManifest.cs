using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using IntegrationHub.Evidence.Bundles.Zip;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>An ASiC manifest (ETSI EN 319 162-1, annex A): which signature or timestamp speaks for which files, by SHA-256 or SHA-512.</summary>
internal sealed partial record AsicManifest(string SignatureName, HashAlgorithmName Hash, IReadOnlyDictionary<string, byte[]> Digests)
{
    private const string Asic = "http://uri.etsi.org/02918/v1.2.1#";
    private const string Dsig = "http://www.w3.org/2000/09/xmldsig#";
    private const string Sha256Uri = "http://www.w3.org/2001/04/xmlenc#sha256";
    private const string Sha512Uri = "http://www.w3.org/2001/04/xmlenc#sha512";

    /// <summary>Writes a manifest over the files, in their order, by SHA-256.</summary>
    public static byte[] Write(string signatureName, string signatureType, IEnumerable<ContainerFile> files) =>
        Write(signatureName, signatureType, files, HashAlgorithmName.SHA256);

    /// <summary>The same by SHA-256 or SHA-512.</summary>
    public static byte[] Write(string signatureName, string signatureType, IEnumerable<ContainerFile> files, HashAlgorithmName hash) =>
        Write(signatureName, signatureType, UriOf(hash), files.Select(f => (f.Name, CryptographicOperations.HashData(hash, f.Content))));

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
        if (files.Count == 0)
            return null;
        var hash = files[0].Digest.Length == SHA512.HashSizeInBytes ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256;
        var length = hash == HashAlgorithmName.SHA512 ? SHA512.HashSizeInBytes : SHA256.HashSizeInBytes;
        return files.TrueForAll(f => f.Digest.Length == length) && Write(signatureName, type, UriOf(hash), files).AsSpan().SequenceEqual(octets)
            ? new AsicManifest(signatureName, hash, digests)
            : null;
    }

    private static string UriOf(HashAlgorithmName hash) => hash == HashAlgorithmName.SHA512 ? Sha512Uri
        : hash == HashAlgorithmName.SHA256 ? Sha256Uri
        : throw new ArgumentOutOfRangeException(nameof(hash), hash, "A manifest is made with SHA-256 or SHA-512.");

    private static byte[] Write(string signatureName, string signatureType, string digestUri, IEnumerable<(string Name, byte[] Digest)> files)
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
                xml.WriteAttributeString("Algorithm", digestUri);
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
