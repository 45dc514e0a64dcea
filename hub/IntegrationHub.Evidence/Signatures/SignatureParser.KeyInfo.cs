using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Signatures;

/// <content>
/// KeyInfo. It is not signed, so all of it is a hint: the certificate must earn trust by its chain, and names and numbers
/// beside it decide nothing.
/// </content>
internal ref partial struct SignatureParser
{
    private bool ReadKeyInfoAndEnd(ref Utf8XmlReader xml, int depth)
    {
        if (!NextChild(ref xml, depth, out var found))
            return false;
        if (!found)
            return true;
        if (!IsDs(ref xml, "KeyInfo"u8))
            return Malformed($"'{Text(xml.Name)}' stands in the signature.");
        if (!ReadKeyInfo(ref xml) || !NextChild(ref xml, depth, out found))
            return false;
        return !found || Malformed($"'{Text(xml.Name)}' stands in the signature; content must stand in the message.");
    }

    private bool ReadKeyInfo(ref Utf8XmlReader xml)
    {
        var depth = xml.Depth;
        while (true)
        {
            if (!NextChild(ref xml, depth, out var found))
                return false;
            if (!found)
                return true;
            if (IsDs(ref xml, "X509Data"u8))
            {
                if (!ReadX509Data(ref xml))
                    return false;
            }
            else if (!(IsDs(ref xml, "KeyName"u8) || IsDs(ref xml, "KeyValue"u8)))
            {
                return Refuse(SignatureRefusalCode.KeyInfoNotAllowed, $"KeyInfo holds '{Text(xml.Name)}'. Nothing was fetched.");
            }
            else if (!xml.Skip())
            {
                return false;
            }
        }
    }

    private bool ReadX509Data(ref Utf8XmlReader xml)
    {
        var depth = xml.Depth;
        while (true)
        {
            if (!NextChild(ref xml, depth, out var found))
                return false;
            if (!found)
                return true;
            if (IsDs(ref xml, "X509Certificate"u8))
            {
                if (!ReadCertificate(ref xml))
                    return false;
            }
            else if (IsDs(ref xml, "X509IssuerSerial"u8))
            {
                if (!ReadIssuerSerial(ref xml))
                    return false;
            }
            else if (!xml.Skip())
            {
                return false;
            }
        }
    }

    private bool ReadCertificate(ref Utf8XmlReader xml)
    {
        if (block.Certificates.Count == MostCertificates)
            return Refuse(SignatureRefusalCode.KeyInfoNotAllowed, $"KeyInfo holds more than {MostCertificates} certificates.");
        if (!Base64(ref xml, LongestCertificate, out var der))
            return false;
        block.Certificates.Add(der);
        return true;
    }

    private bool ReadIssuerSerial(ref Utf8XmlReader xml)
    {
        var depth = xml.Depth;
        while (true)
        {
            if (!NextChild(ref xml, depth, out var found))
                return false;
            if (!found)
                return true;
            var isSerial = IsDs(ref xml, "X509SerialNumber"u8);
            if (!xml.TryReadElementText(out var text))
                return xml.Error is null && Malformed("An element stands inside X509IssuerSerial's values.");
            if (isSerial && text.Length <= 64)
                block.SerialNumber = Text(text).Trim();
        }
    }
}
