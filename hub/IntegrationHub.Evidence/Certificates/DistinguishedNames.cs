using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace IntegrationHub.Evidence.Certificates;

/// <summary>Writes a distinguished name as RFC 4514 asks, which XML-DSig names for X509SubjectName and X509IssuerName.</summary>
public static class DistinguishedNames
{
    /// <summary>The most specific part first, separated by commas without spaces: <c>CN=hub,O=Retailer,C=CN</c>.</summary>
    public static string Rfc4514(X500DistinguishedName name)
    {
        var text = new StringBuilder();
        foreach (var part in name.EnumerateRelativeDistinguishedNames(reversed: true))
        {
            if (part.HasMultipleElements)
                return name.Decode(X500DistinguishedNameFlags.Reversed);
            if (text.Length > 0)
                text.Append(',');
            text.Append(KeywordOf(part.GetSingleElementType())).Append('=');
            AppendEscaped(text, part.GetSingleElementValue() ?? "");
        }
        return text.ToString();
    }

    private static void AppendEscaped(StringBuilder text, string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c == '\0')
            {
                text.Append("\\00");
                continue;
            }
            var edgeSpace = c == ' ' && (i == 0 || i == value.Length - 1);
            if (edgeSpace || (c == '#' && i == 0) || c is '"' or '+' or ',' or ';' or '<' or '>' or '\\')
                text.Append('\\');
            text.Append(c);
        }
    }

    /// <summary>The keywords of RFC 4514 section 3; any other attribute is written by its dotted number.</summary>
    private static string KeywordOf(Oid type) => type.Value switch
    {
        "2.5.4.3" => "CN",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.6" => "C",
        "2.5.4.9" => "STREET",
        "0.9.2342.19200300.100.1.25" => "DC",
        "0.9.2342.19200300.100.1.1" => "UID",
        var other => other ?? "",
    };
}
