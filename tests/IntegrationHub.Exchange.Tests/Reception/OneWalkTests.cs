using System.Buffers;
using System.Text;
using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Reception.Documents;
using IntegrationHub.Exchange.Tests.Doubles;
using IntegrationHub.Schemas.Bench.Fuzzing;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Exchange.Tests.Reception;

/// <summary>
/// One walk finds what the separate engines find: verdict on the signature, digest, identity, verdict of the schema and the document as read,
/// on documents as people, programs and attackers change them.
/// </summary>
public sealed class OneWalkTests
{
    private const string Message = "http://iec.ch/TC57/2011/schema/message";

    private static readonly Lazy<ProfileCatalog> Catalog = new(Load);
    private readonly ProfileValidator _validator = new(_ => [Catalog.Value], maxErrors: 5);
    private readonly MessageVerifier _verifier = new();
    private readonly SignaturePolicy _policy = new() { Trust = TestKeys.Trust };

    /// <summary>A start tag of the message, the document inside, and whether what is outside the document gives it its names.</summary>
    public static TheoryData<string, string> Shapes => new()
    {
        { $"<RequestMessage xmlns=\"{Message}\">", Schedule() },
        { $"<RequestMessage xmlns=\"{Message}\" xmlns:s=\"{TestMessages.ScheduleNamespace}\">", Prefixed(Schedule()) },
        { $"<RequestMessage xmlns=\"{Message}\" xmlns:q=\"urn:q\" xml:lang=\"en\">", Schedule().Replace("<TimeSeries>", "<TimeSeries q:a=\"1\">", StringComparison.Ordinal) },
        { $"<RequestMessage xmlns=\"{Message}\">", Schedule().Replace("\n", "\r\n", StringComparison.Ordinal) },
        { $"<RequestMessage xmlns=\"{Message}\">", Schedule().Replace("\n", "\r", StringComparison.Ordinal) },
        { $"<RequestMessage xmlns=\"{Message}\">", Schedule(series: 40) },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void As_it_is(string start, string document)
    {
        var (message, at, length) = Signed(start, Encoding.UTF8.GetBytes(document));
        var reading = Same(message, at, length);
        Assert.Null(reading.Verdict.Refusal?.ToString());
        Assert.True(reading.Reading.WasWalked);
        Assert.Equal("BENCH-1", reading.Reading.Identity!.MRid);
        Assert.Equal(document.Contains("q:a", StringComparison.Ordinal) ? SchemaVerdict.Invalid : SchemaVerdict.Valid, reading.Reading.Check.Verdict);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Changed_before_it_was_signed(string start, string document)
    {
        var mutator = new XmlMutator(new Random(document.Length));
        int walked = 0, refused = 0;
        for (var i = 0; i < 150; i++)
        {
            if (TrySigned(start, Mutated(mutator, document)) is not var (message, at, length))
            {
                refused++;
                continue;
            }

            walked += Same(message, at, length).Reading.WasWalked ? 1 : 0;
        }

        Assert.True(walked > 50, $"Only {walked} were walked, {refused} not signed.");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Changed_after_it_was_signed(string start, string document)
    {
        var original = Encoding.UTF8.GetBytes(document);
        var mutator = new XmlMutator(new Random(document.Length + 1));
        var (message, at, length) = Signed(start, original);
        for (var i = 0; i < 150; i++)
        {
            var mutated = Mutated(mutator, document);
            var altered = (byte[])[.. message[..at], .. mutated, .. message[(at + length)..]];
            var same = Same(altered, at, mutated.Length);
            Assert.True(!same.Verdict.Accepted || same.Reading.Digest.Span.SequenceEqual(CanonicalDigest.Of(original, Around(start), out _)));
        }
    }

    [Theory]
    [InlineData("<TimeSeries>", "<TimeSeries><Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/>")]
    [InlineData("<quantity>1.5</quantity>", "<quantity>1.<!-- -->5</quantity>")]
    [InlineData("<position>1</position>", "<!-- fine -->\n<position>1</position>")]
    [InlineData("<position>1</position>", "<!-- fine -->\n x <position>1</position>")]
    [InlineData("<position>1</position>", "<!-- fine --><?p?><position>1</position>")]
    [InlineData("<mRID>BENCH-1</mRID>", "<mRID><![CDATA[BENCH-1]]></mRID>")]
    [InlineData("<mRID>BENCH-1</mRID>", "<mRID>BENCH&#45;1</mRID>")]
    [InlineData("<mRID>BENCH-1</mRID>", "<mRID>BENCH>1</mRID>")]
    [InlineData("<mRID>BENCH-1</mRID>", "<mRID ><!-- x -->BENCH-1</mRID>")]
    [InlineData("codingScheme=\"A01\">10X", "codingScheme='A01' >10X")]
    [InlineData("<Period>", "<Period xmlns:x=\"urn:x\">")]
    [InlineData("<Period>", "<Period xmlns=\"urn:x\">")]
    [InlineData("<TimeSeries>", "<x:TimeSeries xmlns:x=\"" + TestMessages.ScheduleNamespace + "\"/><TimeSeries>")]
    public void Signed_with_what_attackers_and_generators_write(string from, string to)
    {
        var text = Schedule();
        Assert.Contains(from, text, StringComparison.Ordinal);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        var changed = string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length));
        if (TrySigned($"<RequestMessage xmlns=\"{Message}\">", Encoding.UTF8.GetBytes(changed)) is var (message, start, length))
        {
            Same(message, start, length);
        }

        // And into a message that was signed without it.
        var (signed, place, _) = Signed($"<RequestMessage xmlns=\"{Message}\">", Encoding.UTF8.GetBytes(text));
        var altered = Encoding.UTF8.GetString(signed).Remove(place, text.Length).Insert(place, changed);
        Same(Encoding.UTF8.GetBytes(altered), place, changed.Length);
    }

    [Fact]
    public void Nothing_is_read_under_a_signature_that_does_not_hold()
    {
        var (message, at, length) = Signed($"<RequestMessage xmlns=\"{Message}\">", Encoding.UTF8.GetBytes(Schedule()));
        var value = message.AsSpan().IndexOf("<SignatureValue>"u8) + 20;
        message[value] = message[value] == (byte)'A' ? (byte)'B' : (byte)'A';
        var reading = Reading(message, at, length);
        Assert.False(_verifier.Verify(message, _policy, TestClock.Start, reading).Accepted);
        Assert.False(reading.WasWalked);
        Assert.True(reading.Digest.IsEmpty);
    }

    [Fact]
    public void A_token_that_is_longer_than_documents_may_have_is_judged_as_by_the_separate_engines()
    {
        var document = Schedule().Replace("<TimeSeries>", "<TimeSeries>" + new string(' ', 1_100_000) + "<!-- -->", StringComparison.Ordinal);
        var (message, at, length) = Signed($"<RequestMessage xmlns=\"{Message}\">", Encoding.UTF8.GetBytes(document));
        Assert.True(Same(message, at, length).Verdict.Accepted);
        document = Schedule().Replace("<TimeSeries>", "<TimeSeries><!--" + new string(' ', 1_100_000) + "-->", StringComparison.Ordinal);
        (message, at, length) = Signed($"<RequestMessage xmlns=\"{Message}\">", Encoding.UTF8.GetBytes(document));
        var same = Same(message, at, length);
        Assert.True(same.Verdict.Accepted);
        Assert.False(same.Reading.WasWalked);
        Assert.Equal(SchemaVerdict.Unreadable, same.Reading.Check.Verdict);
    }

    [Fact]
    public void A_document_that_stands_alone_is_walked_once_in_every_encoding()
    {
        foreach (var (encoding, name) in ((Encoding, string)[])[(Encoding.UTF8, "UTF-8"), (Encoding.Unicode, "UTF-16"), (Encoding.Latin1, "ISO-8859-1")])
        {
            var bytes = (byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes($"<?xml version=\"1.0\" encoding=\"{name}\"?>\n{Schedule()}<!-- end -->\n")];
            var reading = DocumentReading.OfWhole(bytes, _validator, TestParties.Center, out var error);
            Assert.Null(error);
            Assert.Null(reading.Complete());
            Assert.True(reading.WasWalked);
            Assert.Equal(CanonicalDigest.Of(Encoding.UTF8.GetBytes(Schedule()), out _), reading.Digest.ToArray());
            Assert.Equal(SchemaVerdict.Valid, reading.Check.Verdict);
        }
    }

    /// <summary>Both ways, compared.</summary>
    private (SignatureVerdict Verdict, DocumentReading Reading) Same(byte[] message, int at, int length)
    {
        (at, length) = ElementIn(message) ?? (at, length);
        var reading = Reading(message, at, length);
        var verdict = _verifier.Verify(message, _policy, TestClock.Start, reading);
        var alone = new MessageVerifier().Verify(message, _policy, TestClock.Start);
        Assert.Equal(alone.Refusal?.ToString(), verdict.Refusal?.ToString());
        Assert.Equal(alone.Covered, verdict.Covered);
        if (!verdict.Accepted)
        {
            return (verdict, reading);
        }

        Assert.Null(reading.Complete());
        var document = ReadableDocument.Slice(message.AsMemory(at, length), Around(Encoding.UTF8.GetString(message.AsSpan(0, message.AsSpan().IndexOf((byte)'>') + 1))));
        Assert.Equal(document.Digest(out _), reading.Digest.ToArray());
        Assert.Equal(DocumentIdentity.Read(document), reading.Identity);
        var check = _validator.Check(document, TestParties.Center);
        Assert.Equal(check.Verdict, reading.Check.Verdict);
        Assert.Equal(check.Profile, reading.Check.Profile);
        Assert.Equal(check.Errors, reading.Check.Errors);
        Assert.Equal(Written(check.Document), Written(reading.Check.Document));
        return (verdict, reading);
    }

    /// <summary>The payload as the opener cuts it out; null where there is none or the message is no XML.</summary>
    private static (int At, int Length)? ElementIn(byte[] message)
    {
        var xml = new Utf8XmlReader(message);
        while (xml.Read())
        {
            if (xml.Depth == 2 && xml.IsStart("Payload"u8, Encoding.UTF8.GetBytes(Message)))
            {
                while (xml.Read() && xml.Kind != XmlTokenKind.StartElement && xml.Depth > 1)
                {
                }

                var start = xml.TokenStart;
                return xml.Skip() && xml.Depth == 3 ? (start, xml.TokenEnd - start) : null;
            }
        }

        return null;
    }

    private DocumentReading Reading(byte[] message, int at, int length) => DocumentReading.OfSlice(
        new OpenedMessage { Verb = "create", Noun = "", Payload = PayloadKind.Document, Message = message, Document = message.AsMemory(at, length) }, _validator, TestParties.Center);

    private static string Written(MarketDocument? document) => document is null
        ? ""
        : $"{document.Profile} {document.MRid} {document.Revision} {document.Type} {document.Sender} {document.Receiver} {document.Period} "
            + string.Join(';', document.Series.Select(series => series.MRid + ":" + string.Join(',', series.Periods.SelectMany(period => period.Quantities.ToArray()))));

    private static (byte[] Message, int At, int Length) Signed(string start, byte[] document) =>
        TrySigned(start, document) ?? throw new InvalidOperationException("The message cannot be signed.");

    private static (byte[] Message, int At, int Length)? TrySigned(string start, byte[] document)
    {
        var head = Encoding.UTF8.GetBytes(start + "<Header><Verb>create</Verb><Noun>Schedule_MarketDocument</Noun></Header><Payload>\n");
        var unsigned = (byte[])[.. head, .. document, .. "\n</Payload></RequestMessage>"u8];
        var signed = new ArrayBufferWriter<byte>();
        return new MessageSigner().TrySign(unsigned, TestKeys.Center, signed) is null
            ? (signed.WrittenSpan.ToArray(), head.Length + signed.WrittenCount - unsigned.Length, document.Length)
            : null;
    }

    /// <summary>The bindings that the message has in scope at the document.</summary>
    private static XmlNamespaceContext Around(string start)
    {
        var bytes = Encoding.UTF8.GetBytes(start[..^1] + "/>");
        var xml = new Utf8XmlReader(bytes);
        xml.Read();
        return xml.CaptureNamespaces();
    }

    private static string Schedule(int series = 2)
    {
        var text = new StringBuilder($"""
            <Schedule_MarketDocument xmlns="{TestMessages.ScheduleNamespace}">
              <mRID>BENCH-1</mRID>
              <revisionNumber>3</revisionNumber>
              <type>A01</type>
              <process.processType>A01</process.processType>
              <process.classificationType>A01</process.classificationType>
              <sender_MarketParticipant.mRID codingScheme="A01">10X1001A1001A39W</sender_MarketParticipant.mRID>
              <sender_MarketParticipant.marketRole.type>A08</sender_MarketParticipant.marketRole.type>
              <receiver_MarketParticipant.mRID codingScheme="A01">10X1001A1001A450</receiver_MarketParticipant.mRID>
              <receiver_MarketParticipant.marketRole.type>A04</receiver_MarketParticipant.marketRole.type>
              <createdDateTime>2026-11-20T10:00:00Z</createdDateTime>
              <schedule_Time_Period.timeInterval>
                <start>2026-11-20T23:00Z</start>
                <end>2026-11-21T23:00Z</end>
              </schedule_Time_Period.timeInterval>
              <domain.mRID codingScheme="A01">10YCB-GERMANY--8</domain.mRID>

            """);
        for (var number = 1; number <= series; number++)
        {
            text.Append($"""
                  <TimeSeries>
                    <mRID>TS-{number}</mRID>
                    <version>1</version>
                    <businessType>A04</businessType>
                    <product>8716867000016</product>
                    <objectAggregation>A01</objectAggregation>
                    <in_Domain.mRID codingScheme="A01">10YCB-GERMANY--8</in_Domain.mRID>
                    <measurement_Unit.name>MAW</measurement_Unit.name>
                    <curveType>A01</curveType>
                    <Period>
                      <timeInterval>
                        <start>2026-11-20T23:00Z</start>
                        <end>2026-11-21T23:00Z</end>
                      </timeInterval>
                      <resolution>PT15M</resolution>

                """);
            for (var position = 1; position <= 96; position++)
            {
                text.Append($"      <Point>\n        <position>{position}</position>\n        <quantity>{position}.5</quantity>\n      </Point>\n");
            }

            text.Append("    </Period>\n  </TimeSeries>\n");
        }

        return text.Append("</Schedule_MarketDocument>").ToString();
    }

    /// <summary>A document whose prefix the message declares is changed with a declaration of its own, which goes again.</summary>
    private static byte[] Mutated(XmlMutator mutator, string document)
    {
        const string declaration = $" xmlns:s=\"{TestMessages.ScheduleNamespace}\"";
        if (!document.StartsWith("<s:", StringComparison.Ordinal))
        {
            return mutator.Mutate(Encoding.UTF8.GetBytes(document));
        }

        var mutated = Encoding.UTF8.GetString(mutator.Mutate(Encoding.UTF8.GetBytes(document.Insert(document.IndexOf('>', StringComparison.Ordinal), declaration))));
        return Encoding.UTF8.GetBytes(mutated.Replace(declaration, "", StringComparison.Ordinal));
    }

    private static string Prefixed(string document) => document
        .Replace("<", "<s:", StringComparison.Ordinal).Replace("<s:/", "</s:", StringComparison.Ordinal)
        .Replace($" xmlns=\"{TestMessages.ScheduleNamespace}\"", "", StringComparison.Ordinal);

    private static ProfileCatalog Load()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "schemas", "xsd")))
        {
            folder = folder.Parent;
        }

        var files = Directory.EnumerateFiles(Path.Combine(folder!.FullName, "schemas", "xsd"), "*.xsd")
            .Where(file => !Path.GetFileName(file).StartsWith("451-", StringComparison.Ordinal) || file.Contains("schedule", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetFileName(file)!, file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file), StringComparer.Ordinal);
        var load = ProfileCatalog.Load(new MemorySchemaSource("xsd", files));
        return load.Catalog ?? throw new InvalidOperationException(string.Join('\n', load.Errors));
    }
}
