using System.Globalization;
using System.Text;

namespace IntegrationHub.Schemas.Bench.Speed;

/// <summary>
/// One document type to measure: a header, and series of 96 points until the size is reached. The same size gives the same
/// bytes; numbers differ from point to point.
/// </summary>
/// <param name="Name">For the report.</param>
/// <param name="Root">Root element with prefix.</param>
/// <param name="Namespace">Namespace of the profile.</param>
/// <param name="Header">Everything before the first series, without the root's start tag.</param>
/// <param name="SeriesStart">From the start of a series to its first point; {0} is its number.</param>
/// <param name="Point">One point; {0} is its position, {1} and {2} are numbers.</param>
/// <param name="SeriesEnd">Behind the last point of a series.</param>
internal sealed record BenchDocument(string Name, string Root, string Namespace, string Header, string SeriesStart, string Point, string SeriesEnd)
{
    private const string Parties = """
          <sender_MarketParticipant.mRID codingScheme="A01">10X1001A1001A39W</sender_MarketParticipant.mRID>
          <sender_MarketParticipant.marketRole.type>A08</sender_MarketParticipant.marketRole.type>
          <receiver_MarketParticipant.mRID codingScheme="A01">10X1001A1001A450</receiver_MarketParticipant.mRID>
          <receiver_MarketParticipant.marketRole.type>A04</receiver_MarketParticipant.marketRole.type>
          <createdDateTime>2026-11-20T10:00:00Z</createdDateTime>

        """;

    private const string Day = """
            <timeInterval>
              <start>2026-11-20T23:00Z</start>
              <end>2026-11-21T23:00Z</end>
            </timeInterval>
            <resolution>PT15M</resolution>

        """;

    /// <summary>The types that are measured: two of the market, two of settlement and metering; one with a prefix.</summary>
    public static IReadOnlyList<BenchDocument> All { get; } =
    [
        new("Schedule", "Schedule_MarketDocument", "urn:iec62325.351:tc57wg16:451-2:scheduledocument:5:2",
            "  <mRID>BENCH-1</mRID>\n  <revisionNumber>1</revisionNumber>\n  <type>A01</type>\n  <process.processType>A01</process.processType>\n  <process.classificationType>A01</process.classificationType>\n" + Parties
            + "  <schedule_Time_Period.timeInterval>\n    <start>2026-11-20T23:00Z</start>\n    <end>2026-11-21T23:00Z</end>\n  </schedule_Time_Period.timeInterval>\n  <domain.mRID codingScheme=\"A01\">10YCB-GERMANY--8</domain.mRID>\n",
            "  <TimeSeries>\n    <mRID>TS-{0}</mRID>\n    <version>1</version>\n    <businessType>A04</businessType>\n    <product>8716867000016</product>\n    <objectAggregation>A01</objectAggregation>\n    <in_Domain.mRID codingScheme=\"A01\">10YCB-GERMANY--8</in_Domain.mRID>\n    <measurement_Unit.name>MAW</measurement_Unit.name>\n    <curveType>A01</curveType>\n    <Period>\n" + Day,
            "      <Point>\n        <position>{0}</position>\n        <quantity>{1}</quantity>\n      </Point>\n", "    </Period>\n  </TimeSeries>\n"),
        new("Publication", "Publication_MarketDocument", "urn:iec62325.351:tc57wg16:451-3:publicationdocument:7:3",
            "  <mRID>BENCH-1</mRID>\n  <revisionNumber>1</revisionNumber>\n  <type>A44</type>\n" + Parties
            + "  <period.timeInterval>\n    <start>2026-11-20T23:00Z</start>\n    <end>2026-11-21T23:00Z</end>\n  </period.timeInterval>\n",
            "  <TimeSeries>\n    <mRID>TS-{0}</mRID>\n    <businessType>A62</businessType>\n    <in_Domain.mRID codingScheme=\"A01\">10YCB-GERMANY--8</in_Domain.mRID>\n    <out_Domain.mRID codingScheme=\"A01\">10YCB-GERMANY--8</out_Domain.mRID>\n    <currency_Unit.name>EUR</currency_Unit.name>\n    <price_Measure_Unit.name>MWH</price_Measure_Unit.name>\n    <curveType>A01</curveType>\n    <Period>\n" + Day,
            "      <Point>\n        <position>{0}</position>\n        <price.amount>{1}</price.amount>\n      </Point>\n", "    </Period>\n  </TimeSeries>\n"),
        new("EnergyAccount", "EnergyAccount_MarketDocument", "urn:iec62325.351:tc57wg16:451-4:energyaccountdocument:4:1",
            "  <mRID>BENCH-1</mRID>\n  <revisionNumber>1</revisionNumber>\n  <type>A12</type>\n  <docStatus>\n    <value>A01</value>\n  </docStatus>\n  <process.processType>A06</process.processType>\n  <process.classificationType>A01</process.classificationType>\n" + Parties
            + "  <period.timeInterval>\n    <start>2026-11-20T23:00Z</start>\n    <end>2026-11-21T23:00Z</end>\n  </period.timeInterval>\n",
            "  <TimeSeries>\n    <mRID>TS-{0}</mRID>\n    <businessType>A04</businessType>\n    <product>8716867000016</product>\n    <objectAggregation>A01</objectAggregation>\n    <curveType>A01</curveType>\n    <area_Domain.mRID codingScheme=\"A01\">10YCB-GERMANY--8</area_Domain.mRID>\n    <measurement_Unit.name>MWH</measurement_Unit.name>\n    <Period>\n" + Day,
            "      <Point>\n        <position>{0}</position>\n        <in_Quantity.quantity>{1}</in_Quantity.quantity>\n        <out_Quantity.quantity>{2}</out_Quantity.quantity>\n      </Point>\n", "    </Period>\n  </TimeSeries>\n"),
        new("MeteredData", "cim:NotifyValidatedMeasureData_MarketDocument", "urn:ediel.org:measure:notifyvalidatedmeasuredata:0:1",
            Prefixed("  <mRID>BENCH-1</mRID>\n  <type>E66</type>\n  <process.processType>E23</process.processType>\n  <businessSector.type>23</businessSector.type>\n  <sender_MarketParticipant.mRID codingScheme=\"A10\">5799999933318</sender_MarketParticipant.mRID>\n  <sender_MarketParticipant.marketRole.type>MDR</sender_MarketParticipant.marketRole.type>\n  <receiver_MarketParticipant.mRID codingScheme=\"A10\">5790001330552</receiver_MarketParticipant.mRID>\n  <receiver_MarketParticipant.marketRole.type>DGL</receiver_MarketParticipant.marketRole.type>\n  <createdDateTime>2026-11-20T10:00:00Z</createdDateTime>\n"),
            Prefixed("  <Series>\n    <mRID>TS-{0}</mRID>\n    <marketEvaluationPoint.mRID codingScheme=\"A10\">579999993331812345</marketEvaluationPoint.mRID>\n    <marketEvaluationPoint.type>E17</marketEvaluationPoint.type>\n    <registration_DateAndOrTime.dateTime>2026-11-20T07:30:00Z</registration_DateAndOrTime.dateTime>\n    <product>8716867000030</product>\n    <quantity_Measure_Unit.name>KWH</quantity_Measure_Unit.name>\n    <Period>\n      <resolution>PT15M</resolution>\n      <timeInterval>\n        <start>2026-11-20T23:00Z</start>\n        <end>2026-11-21T23:00Z</end>\n      </timeInterval>\n"),
            Prefixed("      <Point>\n        <position>{0}</position>\n        <quantity>{1}</quantity>\n      </Point>\n"), Prefixed("    </Period>\n  </Series>\n")),
    ];

    private string LocalRoot => Root[(Root.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Root element without prefix.</summary>
    public string RootName => LocalRoot;

    /// <summary>The document in pieces of whole series, at least <paramref name="size"/> bytes in all.</summary>
    public IEnumerable<byte[]> Pieces(long size)
    {
        string prefix = Root == LocalRoot ? "" : ":" + Root[..Root.IndexOf(':', StringComparison.Ordinal)];
        byte[] head = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{Root} xmlns{prefix}=\"{Namespace}\">\n{Header}");
        yield return head;
        long written = head.Length;
        for (int series = 1; written < size; series++)
        {
            byte[] piece = Series(series);
            written += piece.Length;
            yield return piece;
        }
        yield return Encoding.UTF8.GetBytes($"</{Root}>\n");
    }

    /// <summary>The document at once.</summary>
    public byte[] Whole(long size) => [.. Pieces(size).SelectMany(piece => piece)];

    private byte[] Series(int number)
    {
        var text = new StringBuilder(12_000);
        text.Append(SeriesStart.Replace("{0}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        uint state = (uint)number;
        for (int position = 1; position <= 96; position++)
        {
            state = unchecked((state * 1664525) + 1013904223);
            string first = $"{(state >> 8) % 100_000 / 1000m}", second = $"{(state >> 12) % 10_000 / 100m}";
            text.Append(Point.Replace("{0}", position.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{1}", first, StringComparison.Ordinal).Replace("{2}", second, StringComparison.Ordinal));
        }
        return Encoding.UTF8.GetBytes(text.Append(SeriesEnd).ToString());
    }

    private static string Prefixed(string text) =>
        text.Replace("<", "<cim:", StringComparison.Ordinal).Replace("<cim:/", "</cim:", StringComparison.Ordinal);
}
