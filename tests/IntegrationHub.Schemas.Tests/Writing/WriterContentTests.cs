using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Tests.Writing;

public sealed class WriterContentTests
{
    private static readonly PartyInRole Us = new(new CodedId("10XFR-RTE------Q", "A01"), "A08");
    private static readonly PartyInRole Them = new(new CodedId("10X1001A1001A450", "A01"), "A04");
    private static readonly CodedId Area = new("10YFR-RTE------C", "A01");
    private static readonly DateTimeOffset Created = new(2024, 6, 9, 8, 30, 0, TimeSpan.Zero);
    private static readonly TimeInterval Day = new(new DateTimeOffset(2024, 6, 9, 22, 0, 0, TimeSpan.Zero), new DateTimeOffset(2024, 6, 10, 22, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_schedule_is_written_with_one_line_for_each_point()
    {
        const string expected = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Schedule_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-2:scheduledocument:5:2">
              <mRID>S &amp; 1</mRID>
              <revisionNumber>2</revisionNumber>
              <type>A01</type>
              <process.processType>A01</process.processType>
              <process.classificationType>A01</process.classificationType>
              <sender_MarketParticipant.mRID codingScheme="A01">10XFR-RTE------Q</sender_MarketParticipant.mRID>
              <sender_MarketParticipant.marketRole.type>A08</sender_MarketParticipant.marketRole.type>
              <receiver_MarketParticipant.mRID codingScheme="A01">10X1001A1001A450</receiver_MarketParticipant.mRID>
              <receiver_MarketParticipant.marketRole.type>A04</receiver_MarketParticipant.marketRole.type>
              <createdDateTime>2024-06-09T08:30:00Z</createdDateTime>
              <schedule_Time_Period.timeInterval>
                <start>2024-06-09T22:00Z</start>
                <end>2024-06-10T22:00Z</end>
              </schedule_Time_Period.timeInterval>
              <domain.mRID codingScheme="A01">10YFR-RTE------C</domain.mRID>
              <TimeSeries>
                <mRID>ts-1</mRID>
                <version>1</version>
                <businessType>A02</businessType>
                <product>8716867000016</product>
                <objectAggregation>A03</objectAggregation>
                <measurement_Unit.name>MAW</measurement_Unit.name>
                <Period>
                  <timeInterval>
                    <start>2024-06-09T22:00Z</start>
                    <end>2024-06-10T22:00Z</end>
                  </timeInterval>
                  <resolution>PT12H</resolution>
                  <Point><position>1</position><quantity>12.50</quantity></Point>
                  <Point><position>2</position><quantity>0</quantity></Point>
                </Period>
              </TimeSeries>
            </Schedule_MarketDocument>

            """;
        var periods = PeriodPoints.Create(Day, "PT12H", quantities: new[] { 12.50m, 0m });
        Assert.Equal(expected.ReplaceLineEndings("\n"), Written(Of("S & 1", 2, new ScheduleSeries { MRid = "ts-1", BusinessType = "A02", Periods = [periods] })));
    }

    [Fact]
    public void Texts_and_columns_read_back_as_they_were_given()
    {
        Prop.ForAll(WriterGenerators.StatusRequests.ToArbitrary(), request =>
        {
            var root = Parse(buffer => StatusRequestWriter.Write(request, buffer));
            Assert.Equal(request.MRid, root.Element(root.Name.Namespace + "mRID")!.Value);
            Assert.Equal(request.Attributes.Select(a => (a.Name, a.Value)), root.Elements(root.Name.Namespace + "AttributeInstanceComponent").Select(Attribute));
        }).QuickCheckThrowOnFailure();

        Prop.ForAll(WriterGenerators.Points(quantities: true).ToArbitrary(), period =>
        {
            var root = Parse(buffer => ScheduleWriter.Write(Of("s", 1, new ScheduleSeries { MRid = "ts", BusinessType = "A02", Periods = [period] }), buffer));
            var points = root.Descendants(root.Name.Namespace + "Point").ToArray();
            var positions = period.Positions.IsEmpty ? Enumerable.Range(1, period.Count) : period.Positions.ToArray();
            Assert.Equal(positions, points.Select(p => int.Parse(p.Elements().First().Value, CultureInfo.InvariantCulture)));
            Assert.Equal(period.Quantities.ToArray(), points.Select(p => decimal.Parse(p.Elements().ElementAt(1).Value, CultureInfo.InvariantCulture)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_local_time_is_written_as_UTC()
    {
        var local = Of("s", 1) with { Created = Created.ToOffset(TimeSpan.FromHours(8)) };
        Assert.Contains("<createdDateTime>2024-06-09T08:30:00Z<", Written(local), StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_acknowledgement_names_what_does_not_fit_in_other_places()
    {
        var longId = new string('d', 60);
        var document = new Acknowledgement(AcknowledgementVersion.V7_0)
        {
            MRid = "ack", Created = Created, Sender = Us, Receiver = Them.Id,
            Received = new DocumentReference(longId, 3, "A01", "A01"),
            Rejected = [new RejectedSeries { MRid = new string('t', 60), Reasons = [new Reason("A49", "position 5 is missing")] }],
            Reasons = [new Reason("A03")],
        };
        var root = Parse(buffer => AcknowledgementWriter.Write(document, buffer));
        var ns = root.Name.Namespace;
        Assert.Null(root.Element(ns + "received_MarketDocument.mRID"));
        Assert.Equal(longId, root.Element(ns + "received_MarketDocument.title")!.Value);
        Assert.Null(root.Element(ns + "received_MarketDocument.process.processType"));
        Assert.Empty(root.Elements(ns + "Rejected_TimeSeries"));
        Assert.Equal(["A03", "A49"], root.Elements(ns + "Reason").Select(r => r.Element(ns + "code")!.Value));
        Assert.Contains("position 5 is missing", root.Elements(ns + "Reason").Last().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reading_that_is_not_available_has_no_quantity()
    {
        var readings = PeriodPoints.Create(Day, "PT12H", quantities: new[] { 1m, 0m }, qualities: new[] { "A04", "A02" });
        var document = new MeteredData
        {
            MRid = "m", ProcessType = "A01", Sender = Us, Receiver = Them, Created = Created,
            Series = [new MeteredSeries { MRid = "s", MeteringPoint = new CodedId("571313000000002000", "A10"), MeteringPointType = "E17", Registered = Created, Period = readings }],
        };
        var points = Parse(buffer => MeteredDataWriter.Write(document, buffer)).Descendants().Where(e => e.Name.LocalName == "Point");
        Assert.Equal(["position quantity quality", "position quality"], points.Select(p => string.Join(' ', p.Elements().Select(e => e.Name.LocalName))));
    }

    [Fact]
    public void A_million_points_are_written_without_an_object_for_each()
    {
        var count = 999_999;
        var period = PeriodPoints.Create(new TimeInterval(Day.Start, Day.Start.AddMinutes(count)), "PT1M", quantities: Enumerable.Range(0, count).Select(i => i / 100m).ToArray());
        var document = Of("big", 1, new ScheduleSeries { MRid = "ts", BusinessType = "A02", Periods = [period] });
        var sink = new CountingWriter();
        ScheduleWriter.Write(document, sink);

        var before = GC.GetAllocatedBytesForCurrentThread();
        ScheduleWriter.Write(document, sink);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.True(sink.Count > 2L * count * 60);
    }

    private static Schedule Of(string mRid, int revision, params ScheduleSeries[] series) => new()
    {
        MRid = mRid, Revision = revision, Type = "A01", ProcessType = "A01", Sender = Us, Receiver = Them, Created = Created, Period = Day, Domain = Area, Series = series,
    };

    private static string Written(Schedule schedule)
    {
        var buffer = new ArrayBufferWriter<byte>();
        ScheduleWriter.Write(schedule, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static XElement Parse(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return XDocument.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan), LoadOptions.PreserveWhitespace).Root!;
    }

    private static (string, string) Attribute(XElement component) =>
        (component.Element(component.Name.Namespace + "attribute")!.Value, component.Element(component.Name.Namespace + "attributeValue")!.Value);

    private sealed class CountingWriter : IBufferWriter<byte>
    {
        private readonly byte[] scratch = new byte[64 * 1024];

        public long Count { get; private set; }

        public void Advance(int count) => Count += count;

        public Memory<byte> GetMemory(int sizeHint = 0) => scratch;

        public Span<byte> GetSpan(int sizeHint = 0) => scratch;
    }
}
