using System.Globalization;
using System.Text;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Exchange.Reception.Documents;

/// <summary>
/// Who a document says it is: read from the root's own children, without a profile, so that a repetition is known also after its profile
/// was retired or changed.
/// </summary>
/// <param name="RootElement">Local name of the root.</param>
/// <param name="Namespace">Its namespace; empty where it is in none.</param>
/// <param name="MRid">mRID, or <c>null</c>.</param>
/// <param name="Revision">revisionNumber; 1 where there is none.</param>
/// <param name="Sender">Sender, or <c>null</c>.</param>
/// <param name="Type">type, or <c>null</c>.</param>
public sealed record DocumentIdentity(string RootElement, string Namespace, string? MRid, int Revision, CodedId? Sender, string? Type)
{
    /// <summary>Longest identification that is looked up; longer ones are no identification in any profile.</summary>
    private const int LongestText = 200;

    /// <summary>The key, where the document is identified.</summary>
    public DocumentKey? Key => MRid is { Length: > 0 } mRid && Sender is { Value.Length: > 0 } sender ? new(sender.Value, mRid, Revision) : null;

    /// <summary>Reads as far as the last of the parts; <c>null</c> when the bytes have no root element.</summary>
    public static DocumentIdentity? Read(ReadableDocument document)
    {
        var xml = document.Read();
        try
        {
            return Read(ref xml);
        }
        finally
        {
            xml.Dispose();
        }
    }

    private static DocumentIdentity? Read(ref Utf8XmlReader xml)
    {
        DocumentIdentity? identity = null;
        var revisionSeen = false;
        while (xml.Read())
        {
            if (xml.Kind != XmlTokenKind.StartElement)
            {
                continue;
            }

            if (xml.Depth == 1)
            {
                identity = new(Encoding.UTF8.GetString(xml.LocalName), Encoding.UTF8.GetString(xml.NamespaceUri), null, 1, null, null);
            }
            else if (xml.Depth == 2 && identity is not null)
            {
                identity = Take(ref xml, identity, ref revisionSeen);
                if (identity is { MRid: not null, Sender: not null, Type: not null } && revisionSeen)
                {
                    break;
                }
            }
        }

        return identity;
    }

    private static DocumentIdentity Take(ref Utf8XmlReader xml, DocumentIdentity identity, ref bool revisionSeen)
    {
        if (identity.MRid is null && xml.LocalName.SequenceEqual("mRID"u8))
        {
            return identity with { MRid = TextOf(ref xml) };
        }

        if (!revisionSeen && xml.LocalName.SequenceEqual("revisionNumber"u8))
        {
            revisionSeen = true;
            var revision = int.TryParse(TextOf(ref xml), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 1;
            return identity with { Revision = revision };
        }

        if (identity.Type is null && xml.LocalName.SequenceEqual("type"u8))
        {
            return identity with { Type = TextOf(ref xml) };
        }

        if (identity.Sender is null && xml.LocalName.SequenceEqual("sender_MarketParticipant.mRID"u8))
        {
            var scheme = xml.TryGetAttribute("codingScheme"u8, default, out var attribute) ? attribute.ValueText : null;
            return TextOf(ref xml) is { } code ? identity with { Sender = new CodedId(code, scheme) } : identity;
        }

        return identity;
    }

    /// <summary>The text of the element the reader stands on, without comments; <c>null</c> when it is too long or holds elements.</summary>
    private static string? TextOf(ref Utf8XmlReader xml)
    {
        var depth = xml.Depth;
        var text = "";
        while (xml.Read() && xml.Depth >= depth)
        {
            switch (xml.Kind)
            {
                case XmlTokenKind.Text:
                    text += XmlText.ToText(xml.RawText);
                    break;
                case XmlTokenKind.CData:
                    text += Encoding.UTF8.GetString(xml.RawText);
                    break;
                case XmlTokenKind.EndElement when xml.Depth == depth:
                    return text;
                case XmlTokenKind.StartElement:
                    return null;
                default:
                    break;
            }

            if (text.Length > LongestText)
            {
                return null;
            }
        }

        return null;
    }
}
