using System.Text;

namespace IntegrationHub.Evidence.Tests.Material;

/// <summary>Messages of IEC 61968-100 to sign, and ways to tamper with signed ones.</summary>
public static class Messages
{
    public const string Namespace = "http://iec.ch/TC57/2011/schema/message";

    /// <summary>A Put with a small document.</summary>
    public static byte[] Put(string payload = Document) => Utf8(
        $"<msg:RequestMessage xmlns:msg=\"{Namespace}\"><msg:Header><msg:Verb>create</msg:Verb><msg:Noun>Schedule_MarketDocument</msg:Noun>"
        + "<msg:Timestamp>2026-11-21T01:00:00.123Z</msg:Timestamp></msg:Header>"
        + $"<msg:Payload>{payload}</msg:Payload></msg:RequestMessage>");

    public const string Document =
        "<Schedule_MarketDocument xmlns=\"urn:iec62325.351:tc57wg16:451-2:scheduledocument:5:2\">\n  <mRID>DOC-1</mRID>\n  <revisionNumber>1</revisionNumber>\n"
        + "  <TimeSeries>\n    <Period>\n      <Point><position>1</position><quantity>1234</quantity></Point>\n    </Period>\n  </TimeSeries>\n</Schedule_MarketDocument>";

    /// <summary>About <paramref name="bytes"/> bytes, as a schedule with many points has them.</summary>
    public static byte[] OfSize(int bytes)
    {
        var text = new StringBuilder(bytes + 1024);
        text.Append("<Schedule_MarketDocument xmlns=\"urn:iec62325.351:tc57wg16:451-2:scheduledocument:5:2\">\n  <mRID>DOC-1</mRID>\n");
        for (var i = 1; text.Length < bytes - 500; i++)
        {
            text.Append("      <Point>\n        <position>").Append(i).Append("</position>\n        <quantity>").Append(i * 7 % 1000)
                .Append("</quantity>\n      </Point>\n");
        }
        return Put(text.Append("</Schedule_MarketDocument>").ToString());
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>Replaces the one occurrence of a text.</summary>
    public static byte[] Replace(byte[] message, string from, string to)
    {
        var text = Text(message);
        Assert.Equal(2, text.Split(from).Length);
        return Utf8(text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>The ds:Signature of a signed message, as text.</summary>
    public static string SignatureOf(byte[] signed) => Between(Text(signed), "<Signature xmlns=", "</Signature>");

    public static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal);
        return text[start..(text.IndexOf(to, start, StringComparison.Ordinal) + to.Length)];
    }
}
