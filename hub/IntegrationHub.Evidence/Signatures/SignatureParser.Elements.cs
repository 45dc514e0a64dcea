using System.Buffers;
using System.Text;
using Base64Codec = System.Buffers.Text.Base64;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Signatures;

/// <content>Moving from element to element. False always means: refused, or stopped by the reader's own error.</content>
internal ref partial struct SignatureParser
{
    private static bool IsDs(ref Utf8XmlReader xml, ReadOnlySpan<byte> localName) => xml.IsStart(localName, Ds);

    private static ReadOnlySpan<byte> AlgorithmOf(ref Utf8XmlReader xml)
    {
        if (!xml.TryGetAttribute("Algorithm"u8, default, out var algorithm))
            return default;
        return algorithm.NeedsUnescape ? Encoding.UTF8.GetBytes(algorithm.ValueText) : algorithm.RawValue;
    }

    /// <summary>What a stranger wrote, cut to a length that a log bears.</summary>
    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 120)]);

    /// <summary>Moves to the next child of the element at <paramref name="depth"/>, or with found = false to that element's end.</summary>
    private bool NextChild(ref Utf8XmlReader xml, int depth, out bool found)
    {
        found = false;
        while (xml.Read())
        {
            switch (xml.Kind)
            {
                case XmlTokenKind.StartElement:
                    found = true;
                    return true;
                case XmlTokenKind.EndElement when xml.Depth == depth:
                    return true;
                case XmlTokenKind.Text when xml.IsWhiteSpace:
                    break;
                case XmlTokenKind.Comment:
                case XmlTokenKind.ProcessingInstruction:
                    return Malformed("A comment or processing instruction stands inside the signature.");
                default:
                    return Malformed("Text stands between the elements of the signature.");
            }
        }
        return false;
    }

    private bool Child(ref Utf8XmlReader xml, int depth, ReadOnlySpan<byte> localName)
    {
        if (!NextChild(ref xml, depth, out var found))
            return false;
        return (found && IsDs(ref xml, localName))
            || Malformed($"{(found ? $"'{Text(xml.Name)}'" : "The end of an element")} stands where {Text(localName)} must.");
    }

    /// <summary>From an element that must be empty to its end.</summary>
    private bool End(ref Utf8XmlReader xml) => NoMore(ref xml, xml.Depth);

    private bool NoMore(ref Utf8XmlReader xml, int depth)
    {
        if (!NextChild(ref xml, depth, out var found))
            return false;
        return !found || Malformed($"'{Text(xml.Name)}' stands where nothing more may.");
    }

    /// <summary>The inherited <c>xml:*</c> attributes are written behind SignedInfo's own, which holds while these are plain ids.</summary>
    private bool OnlyIds(ref Utf8XmlReader xml)
    {
        for (var i = 0; i < xml.AttributeCount; i++)
        {
            var attribute = xml.Attribute(i);
            if (!attribute.IsNamespaceDeclaration && !attribute.Name.SequenceEqual("Id"u8))
                return Malformed($"SignedInfo has the attribute '{Text(attribute.Name)}'.");
        }
        return true;
    }

    private bool Base64(ref Utf8XmlReader xml, int longest, out byte[] value)
    {
        value = [];
        var name = Text(xml.LocalName);
        if (!xml.TryReadElementText(out var text))
            return xml.Error is null && Malformed($"{name} holds an element.");
        if (text.Length > longest)
            return Malformed($"{name} is longer than {longest} characters.");
        var room = new byte[Base64Codec.GetMaxDecodedFromUtf8Length(text.Length)];
        var status = Base64Codec.DecodeFromUtf8(text, room, out var consumed, out var written);
        if (status != OperationStatus.Done || consumed != text.Length || written == 0)
            return Malformed($"{name} is not base64.");
        value = written == room.Length ? room : room[..written];
        return true;
    }

    private bool Malformed(string detail) => Refuse(SignatureRefusalCode.SignatureMalformed, detail);

    /// <summary>What another rule might allow: the refusal names the one in force.</summary>
    private bool Forbid(SignatureRefusalCode code, string detail) => Refuse(code, $"{detail} The rule in force is {policy.Rule.Name}.");

    private bool Refuse(SignatureRefusalCode code, string detail)
    {
        refusal ??= SignatureRefusals.Of(code, detail);
        return false;
    }
}
