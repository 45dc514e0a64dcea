using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Signatures;

/// <summary>
/// Reads one ds:Signature of exactly the protocol's shape from the reader's place in the message. Everything that shape does
/// not hold is refused under its own code before any key or digest is touched.
/// </summary>
internal ref partial struct SignatureParser
{
    /// <summary>Longer signature values, digests and serial numbers cannot be genuine (RSA-16384 needs 2,732 characters).</summary>
    private const int LongestValue = 8 * 1024;

    private const int LongestCertificate = 32 * 1024;
    private const int MostCertificates = 8;

    /// <summary>SignedInfo of the protocol has some 700 bytes; exclusive canonicalization with a prefix list a few more.</summary>
    private const int LongestSignedInfo = 16 * 1024;

    /// <summary>Each costs a look-up at every element of the message.</summary>
    private const int MostPrefixes = 32;

    private readonly SignaturePolicy policy;
    private readonly SignatureBlock block = new();
    private SignatureRefusal? refusal;

    private SignatureParser(SignaturePolicy policy) => this.policy = policy;

    private static ReadOnlySpan<byte> Ds => "http://www.w3.org/2000/09/xmldsig#"u8;

    /// <summary>Reads from the start to the end of ds:Signature.</summary>
    /// <returns>Null when the signature was refused or the XML ended in an error; <paramref name="refusal"/> tells which.</returns>
    public static SignatureBlock? Parse(ref Utf8XmlReader xml, SignaturePolicy policy, out SignatureRefusal? refusal)
    {
        var parser = new SignatureParser(policy);
        var done = parser.ReadSignature(ref xml);
        refusal = parser.refusal;
        return done ? parser.block : null;
    }

    private bool ReadSignature(ref Utf8XmlReader xml)
    {
        var depth = xml.Depth;
        return Child(ref xml, depth, "SignedInfo"u8) && ReadSignedInfo(ref xml)
            && Child(ref xml, depth, "SignatureValue"u8) && ReadValue(ref xml)
            && ReadKeyInfoAndEnd(ref xml, depth);
    }

    private bool ReadSignedInfo(ref Utf8XmlReader xml)
    {
        var depth = xml.Depth;
        block.SignedInfoStart = xml.TokenStart;
        block.Namespaces = xml.CaptureNamespaces();
        if (!OnlyIds(ref xml))
            return false;
        var read = Child(ref xml, depth, "CanonicalizationMethod"u8) && ReadCanonicalizationMethod(ref xml)
            && Child(ref xml, depth, "SignatureMethod"u8) && ReadSignatureMethod(ref xml)
            && ReadOneReference(ref xml, depth);
        block.SignedInfoEnd = xml.TokenEnd;
        if (read && block.SignedInfoEnd - block.SignedInfoStart > LongestSignedInfo)
            return Malformed("SignedInfo is longer than any signature of one reference.");
        return read;
    }

    private bool ReadCanonicalizationMethod(ref Utf8XmlReader xml)
    {
        if (!CanonicalizationNames.TryParse(AlgorithmOf(ref xml), out var method) || !policy.Rule.Canonicalizations.Contains(method))
            return Forbid(SignatureRefusalCode.CanonicalizationNotAllowed, $"SignedInfo is canonicalized with '{Text(AlgorithmOf(ref xml))}'.");
        var read = ReadForm(ref xml, method, out var form);
        block.SignedInfoForm = form;
        return read;
    }

    private bool ReadSignatureMethod(ref Utf8XmlReader xml)
    {
        if (!(AlgorithmNames.TryParse(AlgorithmOf(ref xml), out SignatureAlgorithm algorithm) || policy.Sm2.TryParse(AlgorithmOf(ref xml), out algorithm)) || !policy.Allows(algorithm))
            return Forbid(SignatureRefusalCode.SignatureAlgorithmNotAllowed, $"The message is signed with '{Text(AlgorithmOf(ref xml))}'.");
        block.Algorithm = algorithm;
        return End(ref xml);
    }

    private bool ReadOneReference(ref Utf8XmlReader xml, int depth)
    {
        if (!NextChild(ref xml, depth, out var found))
            return false;
        if (!found)
            return Refuse(SignatureRefusalCode.ReferenceCount, "SignedInfo has no Reference: nothing is signed.");
        if (!IsDs(ref xml, "Reference"u8))
            return Malformed($"'{Text(xml.Name)}' stands where Reference must.");
        if (!ReadReference(ref xml) || !NextChild(ref xml, depth, out found))
            return false;
        return !found || Refuse(SignatureRefusalCode.ReferenceCount, $"'{Text(xml.Name)}' stands after the first Reference; exactly one is allowed.");
    }

    private bool ReadReference(ref Utf8XmlReader xml)
    {
        var depth = xml.Depth;
        if (!xml.TryGetAttribute("URI"u8, default, out var uri))
            return Refuse(SignatureRefusalCode.ReferenceUri, "The Reference has no URI, so what it covers is a matter of guessing.");
        if (!uri.ValueEquals(default))
            return Refuse(SignatureRefusalCode.ReferenceUri, $"The Reference covers '{Text(uri.RawValue)}'. It was not looked up.");
        if (xml.TryGetAttribute("Type"u8, default, out _))
            return Malformed("The Reference has a Type.");
        return Child(ref xml, depth, "Transforms"u8) && ReadTransforms(ref xml)
            && Child(ref xml, depth, "DigestMethod"u8) && ReadDigestMethod(ref xml)
            && Child(ref xml, depth, "DigestValue"u8) && ReadDigestValue(ref xml)
            && NoMore(ref xml, depth);
    }

    private bool ReadTransforms(ref Utf8XmlReader xml)
    {
        var depth = xml.Depth;
        if (!NextChild(ref xml, depth, out var found))
            return false;
        if (!found || !IsDs(ref xml, "Transform"u8) || !AlgorithmOf(ref xml).SequenceEqual("http://www.w3.org/2000/09/xmldsig#enveloped-signature"u8))
            return Refuse(SignatureRefusalCode.TransformNotAllowed, $"The first transform is '{(found ? Text(AlgorithmOf(ref xml)) : "")}', not enveloped-signature.");
        if (!End(ref xml) || !NextChild(ref xml, depth, out found))
            return false;
        if (!found)
            return true;
        if (!IsDs(ref xml, "Transform"u8) || !CanonicalizationNames.TryParse(AlgorithmOf(ref xml), out var method) || !policy.Rule.Transforms.Contains(method))
            return Forbid(SignatureRefusalCode.TransformNotAllowed, $"The second transform is '{Text(AlgorithmOf(ref xml))}'.");
        if (!ReadForm(ref xml, method, out var form) || !NextChild(ref xml, depth, out found))
            return false;
        block.ContentForm = form.LeavingCommentsOut();
        return !found || Refuse(SignatureRefusalCode.TransformNotAllowed, "There are more than two transforms.");
    }

    /// <summary>Parameters of a canonicalization: exclusive ones may have one InclusiveNamespaces with a PrefixList.</summary>
    private bool ReadForm(ref Utf8XmlReader xml, CanonicalizationMethod method, out CanonicalForm form)
    {
        form = CanonicalForm.Of(method);
        var depth = xml.Depth;
        if (!NextChild(ref xml, depth, out var found))
            return false;
        if (!found)
            return true;
        if (!form.IsExclusive || !xml.IsStart("InclusiveNamespaces"u8, CanonicalizationNames.ExclusiveNamespace))
            return Refuse(SignatureRefusalCode.CanonicalizationNotAllowed, $"'{Text(xml.Name)}' is no parameter of this canonicalization.");
        if (xml.TryGetAttribute("PrefixList"u8, default, out var list))
            form = CanonicalForm.Of(method, list.ValueText);
        if (form.InclusivePrefixes.Length > MostPrefixes)
            return Refuse(SignatureRefusalCode.CanonicalizationNotAllowed, $"The PrefixList has more than {MostPrefixes} prefixes.");
        return End(ref xml) && NoMore(ref xml, depth);
    }

    private bool ReadDigestMethod(ref Utf8XmlReader xml)
    {
        if (!(AlgorithmNames.TryParse(AlgorithmOf(ref xml), out DigestAlgorithm algorithm) || policy.Sm2.TryParse(AlgorithmOf(ref xml), out algorithm)) || !policy.Allows(algorithm))
            return Forbid(SignatureRefusalCode.DigestAlgorithmNotAllowed, $"The message is digested with '{Text(AlgorithmOf(ref xml))}'.");
        block.DigestAlgorithm = algorithm;
        return End(ref xml);
    }

    private bool ReadDigestValue(ref Utf8XmlReader xml)
    {
        var read = Base64(ref xml, LongestValue, out var digest);
        block.Digest = digest;
        return read;
    }

    private bool ReadValue(ref Utf8XmlReader xml)
    {
        var read = Base64(ref xml, LongestValue, out var value);
        block.Value = value;
        return read;
    }
}
