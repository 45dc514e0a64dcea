using System.Text;
using IntegrationHub.Schemas.Validation;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Bench.Fuzzing;

/// <summary>
/// Where the framework and the engine differ and the standards are on the engine's side, or its policy is stricter on purpose.
/// Each entry is as narrow as it can be, and names what proves it.
/// </summary>
internal static class KnownDifferences
{
    /// <summary>Why they differ on a document; null where that is not known, which makes it a bug.</summary>
    /// <param name="document">The document.</param>
    /// <param name="ours">The engine's verdict.</param>
    /// <param name="complaint">The framework's first complaint; null where it accepts.</param>
    public static string? Explain(byte[] document, ValidationResult ours, string? complaint)
    {
        if (complaint is not null) return ExplainRefusal(complaint);
        var errors = ours.Errors;
        // The product's policy: only named encodings, nothing that contradicts itself, and limits.
        if (errors.Any(error => error.Code is "xml.encoding_refused" or "xml.limit_exceeded")) return "policy of encodings and limits";
        // XML Schema part 1, 3.4.4, rule 3: an attribute of the xml namespace needs a declaration as any other.
        if (errors.All(error => error.Code == "schema.unexpected_attribute" && error.Found?.StartsWith("xml:", StringComparison.Ordinal) == true))
            return "xml attributes without a declaration";
        // XML Schema part 2, 4.3.6: white space is tab, line feed, carriage return and space; the framework also strips others.
        if (errors.All(error => error.Code == "schema.invalid_value" && error.Found?.AsSpan().IndexOfAny('\u0085', '\u00A0', '\u3000') >= 0))
            return "white space of Unicode that is none in XML";
        // XML 1.0, 4.3.3: bytes that are not legal in the encoding are fatal; the framework overlooks some inside the declaration.
        int declaration = document.AsSpan().IndexOf("?>"u8);
        if (errors is [{ Code: "xml.illegal_character" } first] && first.Offset < declaration) return "illegal bytes in the declaration";
        // XML 1.0, 2.8 [26]: a version is 1. and digits; the framework takes whatever begins with 1.0.
        if (errors is [{ Code: "xml.bad_declaration" }] && document.AsSpan().IndexOf("\"1.0\""u8) < 0 && document.AsSpan().IndexOf("'1.0'"u8) < 0)
            return "a version that is none";
        // XML 1.0, 2.8 and 4.3.3: only the first byte order mark is none of the document's characters.
        if (errors is [{ Code: "xml.bad_root" or "xml.bad_declaration" }] && Encoding.UTF8.GetString(document).Contains('\uFEFF', StringComparison.Ordinal))
            return "a second byte order mark";
        return null;
    }

    private static string? ExplainRefusal(string complaint)
    {
        // XML Schema part 2, 3.2.3: decimals have no largest number of digits; the framework ends at 28.
        if (complaint.Contains("is not a valid Decimal value", StringComparison.Ordinal) || complaint.Contains("is not a valid Integer value", StringComparison.Ordinal))
            return "numbers beyond the framework's own";
        // XML 1.0 fifth edition [4], [4a] allow nearly every character beyond ASCII in names, and so in tokens; the framework keeps to the second edition.
        if (complaint.Any(c => c >= 0x80 && XmlCharacters.IsNameChar(c) && !System.Xml.XmlConvert.IsNCNameChar(c))) return "names of the fifth edition";
        return null;
    }
}
