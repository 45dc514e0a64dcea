using System.Globalization;
using System.Text;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Validation;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Exchange.Reception.Documents;

/// <summary>Finds out who a document says it is while somebody else reads it.</summary>
public struct IdentityWatch : IDocumentWatch
{
    /// <summary>Longest identification that is looked up; longer ones are no identification in any profile.</summary>
    private const int LongestText = 200;

    private Part _part;
    private string? _text, _scheme;
    private bool _revisionSeen;

    /// <summary>The parts, by the local name of a child of the root.</summary>
    private enum Part
    {
        None,
        MRid,
        Revision,
        Type,
        Sender,
    }

    public static bool Watches => true;

    /// <summary>What was found so far; <c>null</c> before the root element.</summary>
    public DocumentIdentity? Identity { get; private set; }

    /// <summary>True where nothing that follows can change it.</summary>
    public readonly bool IsComplete => _revisionSeen && Identity is { MRid: not null, Sender: not null, Type: not null };

    public readonly void Window(ReadOnlySpan<byte> window)
    {
    }

    public readonly void Stretch(int start, int end, int depth)
    {
    }

    public readonly void End()
    {
    }

    public void Token(scoped ref readonly Utf8XmlReader xml)
    {
        if (IsComplete)
        {
            return;
        }

        switch (xml.Kind)
        {
            case XmlTokenKind.StartElement when xml.Depth == 1:
                Identity = new(Encoding.UTF8.GetString(xml.LocalName), Encoding.UTF8.GetString(xml.NamespaceUri), null, 1, null, null);
                break;
            case XmlTokenKind.StartElement when xml.Depth == 2:
                var scheme = xml.TryGetAttribute("codingScheme"u8, default, out var attribute) ? attribute.ValueText : null;
                Begin(PartOf(xml.LocalName), scheme);
                break;
            case XmlTokenKind.StartElement:
                // A part holds characters and nothing else.
                _text = null;
                break;
            case XmlTokenKind.Text or XmlTokenKind.CData when _part != Part.None && _text is not null:
                _text += xml.Kind == XmlTokenKind.Text ? XmlText.ToText(xml.RawText) : Encoding.UTF8.GetString(xml.RawText);
                _text = _text.Length > LongestText ? null : _text;
                break;
            case XmlTokenKind.EndElement when xml.Depth == 2:
                Take();
                break;
            default:
                break;
        }
    }

    public void Leaf(ReadOnlySpan<byte> localName, ReadOnlySpan<byte> value, ReadOnlySpan<byte> attribute, ReadOnlySpan<byte> attributeValue)
    {
        if (!IsComplete && PartOf(localName) is var part and not Part.None)
        {
            Begin(part, attribute.SequenceEqual("codingScheme"u8) ? Encoding.UTF8.GetString(attributeValue) : null);
            _text = Encoding.UTF8.GetString(value);
            _text = _text.Length > LongestText ? null : _text;
            Take();
        }
    }

    /// <summary>What the element is of the parts that are still missing: the first of each counts.</summary>
    private readonly Part PartOf(ReadOnlySpan<byte> localName) => Identity switch
    {
        { MRid: null } when localName.SequenceEqual("mRID"u8) => Part.MRid,
        not null when !_revisionSeen && localName.SequenceEqual("revisionNumber"u8) => Part.Revision,
        { Type: null } when localName.SequenceEqual("type"u8) => Part.Type,
        { Sender: null } when localName.SequenceEqual("sender_MarketParticipant.mRID"u8) => Part.Sender,
        _ => Part.None,
    };

    private void Begin(Part part, string? scheme)
    {
        (_part, _scheme, _text) = (part, scheme, "");
        _revisionSeen |= part == Part.Revision;
    }

    private void Take()
    {
        Identity = _part switch
        {
            Part.MRid => Identity! with { MRid = _text },
            Part.Revision => Identity! with { Revision = int.TryParse(_text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 1 },
            Part.Type => Identity! with { Type = _text },
            Part.Sender when _text is { } code => Identity! with { Sender = new CodedId(code, _scheme) },
            _ => Identity,
        };
        _part = Part.None;
    }
}
