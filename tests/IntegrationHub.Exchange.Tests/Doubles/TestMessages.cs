using System.IO.Compression;
using System.Text;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Exchange.Tests.Doubles;

/// <summary>Signed messages as a partner writes them, and the documents inside.</summary>
public static class TestMessages
{
    public const string ScheduleNamespace = "urn:iec62325.351:tc57wg16:451-2:scheduledocument:5:2";

    /// <summary>The header of a schedule; enough for everything but the schema.</summary>
    public static string Schedule(
        string mRid = "sched-1", int revision = 1, string? sender = null, string? receiver = null, string note = "", string start = "2026-11-22T23:00Z", string end = "2026-11-23T23:00Z") =>
        $"""
        <Schedule_MarketDocument xmlns="{ScheduleNamespace}"><mRID>{mRid}</mRID><revisionNumber>{revision}</revisionNumber><type>A01</type><sender_MarketParticipant.mRID codingScheme="A01">{sender ?? TestParties.Center.Code.Value}</sender_MarketParticipant.mRID><receiver_MarketParticipant.mRID codingScheme="A01">{receiver ?? TestParties.Self.Code.Value}</receiver_MarketParticipant.mRID><start>{start}</start><end>{end}</end>{note}</Schedule_MarketDocument>
        """;

    public static string Acknowledgement(string mRid, string of, string code, int revision = 1, string? sender = null) =>
        $"""
        <Acknowledgement_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-1:acknowledgementdocument:8:1"><mRID>{mRid}</mRID><sender_MarketParticipant.mRID codingScheme="A01">{sender ?? TestParties.Center.Code.Value}</sender_MarketParticipant.mRID><receiver_MarketParticipant.mRID codingScheme="A01">{TestParties.Self.Code.Value}</receiver_MarketParticipant.mRID><received_MarketDocument.mRID>{of}</received_MarketDocument.mRID><received_MarketDocument.revisionNumber>{revision}</received_MarketDocument.revisionNumber><Reason><code>{code}</code></Reason></Acknowledgement_MarketDocument>
        """;

    /// <summary>A signed message around a document; a new timestamp makes new bytes and a new signature around the same document.</summary>
    public static (byte[] Body, OpenResult Opened) Signed(
        string document, DateTimeOffset? timestamp = null, string verb = "create", SigningKey? key = null, string? noun = null, string? result = null)
    {
        var element = verb == "reply" ? "ResponseMessage" : "RequestMessage";
        var root = document.Length == 0 ? "" : document[1..document.IndexOfAny([' ', '>'])];
        var at = timestamp ?? TestClock.Start;
        var reply = result is null ? "" : $"<Reply><Result>{result}</Result></Reply>";
        var text = $"""<{element} xmlns="http://iec.ch/TC57/2011/schema/message"><Header><Verb>{verb}</Verb><Noun>{noun ?? root}</Noun><Timestamp>{at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}</Timestamp></Header>{reply}<Payload>{document}</Payload></{element}>""";
        var body = new MessageSigner().Sign(Encoding.UTF8.GetBytes(text), key ?? TestKeys.Center);
        var start = document.Length == 0 ? 0 : body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(document));
        var opened = new OpenedMessage
        {
            Verb = verb,
            Noun = noun ?? root,
            Timestamp = at,
            ReplyResult = result,
            Message = body,
            Payload = document.Length == 0 ? PayloadKind.None : PayloadKind.Document,
            Document = body.AsMemory(start, Encoding.UTF8.GetByteCount(document)),
            DocumentNamespaces = XmlNamespaceContext.Of(("", "http://iec.ch/TC57/2011/schema/message")),
        };
        return (body, new OpenResult.Opened(opened));
    }

    /// <summary>The same with other bytes after signing.</summary>
    public static (byte[] Body, OpenResult Opened) Altered(string document, string from, string to)
    {
        var (body, opened) = Signed(document);
        var at = body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(from));
        Encoding.UTF8.GetBytes(to).CopyTo(body, at);
        return (body, opened);
    }

    /// <summary>A signed message with bytes of any kind in Compressed.</summary>
    public static (byte[] Body, OpenResult Opened) Binary(byte[] bytes, string fileName)
    {
        var text = $"""<RequestMessage xmlns="http://iec.ch/TC57/2011/schema/message"><Header><Verb>create</Verb><Noun>Compressed</Noun></Header><Payload><Compressed>{Convert.ToBase64String(bytes)}</Compressed><Format>BINARY</Format></Payload></RequestMessage>""";
        var body = new MessageSigner().Sign(Encoding.UTF8.GetBytes(text), TestKeys.Center);
        return (body, new OpenResult.Opened(new OpenedMessage
        {
            Verb = "create", Noun = "Compressed", Message = body, Payload = PayloadKind.Binary, Document = bytes, FileName = fileName,
        }));
    }

    /// <summary>A signed message with a document in Compressed.</summary>
    public static (byte[] Body, OpenResult Opened) Compressed(string document)
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        var (body, opened) = Binary(zipped.ToArray(), "schedule.xml");
        var message = ((OpenResult.Opened)opened).Message with { Payload = PayloadKind.CompressedDocument, Document = bytes };
        return (body, new OpenResult.Opened(message));
    }
}
