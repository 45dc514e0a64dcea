using System.Globalization;
using System.Text;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception.Documents;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Validation;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Exchange.Tests.Doubles;

/// <summary>A schema that knows schedules and acknowledgements, reads their headers, and finds <c>&lt;broken/&gt;</c> at fault.</summary>
public sealed class TestValidator : IDocumentValidator
{
    public int Checked { get; private set; }

    public DocumentCheck Check<TWatch>(ReadableDocument document, Party party, ref TWatch watch)
        where TWatch : struct, IDocumentWatch, allows ref struct
    {
        Checked++;
        var xml = document.Read();
        var error = PlainWalk.Run(ref xml, document.Bytes.Span, ref watch);
        xml.Dispose();
        if (error is not null)
        {
            return new DocumentCheck(SchemaVerdict.Unreadable, null, null, [new Rejection("XML_MALFORMED", "A94", error.Message)]);
        }

        var values = Values(document);
        var root = values["#root"];
        var identity = DocumentIdentity.Read(document)!;
        var profile = root switch
        {
            "Schedule_MarketDocument" => new ProfileId("Schedule 5.2", root, identity.Namespace),
            "Acknowledgement_MarketDocument" => new ProfileId("Acknowledgement 8.1", root, identity.Namespace),
            _ => null,
        };
        if (profile is null)
        {
            return new DocumentCheck(SchemaVerdict.Unknown, null, null, []);
        }

        if (values.ContainsKey("broken"))
        {
            return new DocumentCheck(
                SchemaVerdict.Invalid, profile, null, [new Rejection("SCHEMA_UNEXPECTED_ELEMENT", "A94", "broken is not allowed here.", "broken"), new Rejection("SCHEMA_MISSING_ELEMENT", "A94", "TimeSeries is missing.")]);
        }

        return new DocumentCheck(SchemaVerdict.Valid, profile, Document(profile, identity, values), []);
    }

    private static MarketDocument Document(ProfileId profile, DocumentIdentity identity, Dictionary<string, string> values) => new()
    {
        Profile = profile,
        MRid = identity.MRid ?? "",
        Revision = identity.Revision,
        Type = identity.Type,
        Sender = identity.Sender!.Value,
        Receiver = values.TryGetValue("receiver_MarketParticipant.mRID", out var receiver) ? new CodedId(receiver, "A01") : null,
        Period = values.TryGetValue("start", out var start) ? new TimeInterval(Instant(start), Instant(values["end"])) : null,
        Received = values.TryGetValue("received_MarketDocument.mRID", out var received)
            ? new DocumentReference(received.Length == 0 ? null : received, int.Parse(values["received_MarketDocument.revisionNumber"], CultureInfo.InvariantCulture))
            : null,
        Reasons = values.TryGetValue("code", out var code) ? [new Reason(code)] : [],
    };

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static Dictionary<string, string> Values(ReadableDocument document)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var xml = document.Read();
        var name = "";
        while (xml.Read())
        {
            if (xml.Kind == XmlTokenKind.StartElement)
            {
                name = Encoding.UTF8.GetString(xml.LocalName);
                values.TryAdd(xml.Depth == 1 ? "#root" : name, xml.Depth == 1 ? name : "");
            }
            else if (xml.Kind == XmlTokenKind.Text && xml.Depth > 1)
            {
                values[name] = Encoding.UTF8.GetString(xml.RawText);
            }
        }

        xml.Dispose();
        return values;
    }
}
