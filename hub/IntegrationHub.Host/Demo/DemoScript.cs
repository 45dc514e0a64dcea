using System.Text;
using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Host.Demo;

/// <summary>One document that goes out in the demo.</summary>
internal sealed record DemoDocument(string What, byte[] Bytes);

/// <summary>One message that the center's hand sends in.</summary>
/// <param name="What">What it is, for people.</param>
/// <param name="Document">The document inside.</param>
/// <param name="Alter">Changes the signed message on its way, or <c>null</c>.</param>
internal sealed record DemoMessage(string What, byte[] Document, Func<byte[], byte[]>? Alter = null);

/// <summary>What is exchanged in the demo, and what must become of it.</summary>
internal sealed class DemoScript(MarketSetting market, DateTimeOffset now)
{
    private const string Noun = "Publication_MarketDocument";

    private readonly TimeInterval _tomorrow = market.Day(now, 1);
    private readonly TimeInterval _dayAfter = market.Day(now, 2);
    private readonly TimeInterval _yesterday = market.Day(now, -1);

    /// <summary>Root element of what the center's hand sends.</summary>
    public static string RootElement => Noun;

    /// <summary>What the hub sends: checked, signed, queued and acknowledged.</summary>
    public IReadOnlyList<DemoDocument> Outgoing =>
    [
        new("schedule", SampleDocuments.Schedule(market, "DEMO-SCHEDULE", 1, _tomorrow, now)),
        new("reserve bid", SampleDocuments.ReserveBid(market, "DEMO-BID", 1, _dayAfter, now)),
        new("energy account", SampleDocuments.EnergyAccount(market, market.Retailer, market.Center, "DEMO-ACCOUNT", 1, _yesterday, now)),
    ];

    /// <summary>What the center's hand sends in, one after the other.</summary>
    public IReadOnlyList<DemoMessage> Incoming
    {
        get
        {
            var prices = Prices("DEMO-PRICES");
            return
            [
                new("publication", prices),
                new("the same again, new timestamp", prices),
                new("altered on its way", Prices("DEMO-ALTERED"), Alter),
                new("breaks its schema", BreakSchema(Prices("DEMO-BROKEN"))),
                new("breaks a market rule", BreakRule(Prices("DEMO-SHORT"))),
            ];
        }
    }

    /// <summary>What must become of everything.</summary>
    public static IReadOnlyList<DemoExpectation> Expected =>
    [
        new("schedule", Direction.Out, "DEMO-SCHEDULE", "Accepted"),
        new("reserve bid", Direction.Out, "DEMO-BID", "Accepted"),
        new("energy account", Direction.Out, "DEMO-ACCOUNT", "Accepted"),
        new("confirmation (pushed)", Direction.In, "CNF-DEMO-SCHEDULE-1", "Accepted"),
        new("prices (pushed)", Direction.In, "PUB-DEMO-BID-1", "Accepted"),
        new("load of the zone (pulled)", Direction.In, "LOAD-DEMO-BID-1", "Accepted"),
        new("energy account (pulled)", Direction.In, "EAC-DEMO-ACCOUNT-1", "Accepted"),
        new("publication", Direction.In, "DEMO-PRICES", "Accepted"),
        new("the same again, new timestamp", Direction.In, "DEMO-PRICES", "Repeated"),
        new("altered on its way", Direction.In, null, "Refused", "SIGNATURE_DIGEST_MISMATCH"),
        new("breaks its schema", Direction.In, "DEMO-BROKEN", "Refused", "A94"),
        new("breaks a market rule", Direction.In, "DEMO-SHORT", "PartlyAccepted", "A49"),
    ];

    private byte[] Prices(string mRid) => SampleDocuments.Publication(market, mRid, 1, _tomorrow, now);

    /// <summary>A price that was signed is not the price that arrives.</summary>
    private static byte[] Alter(byte[] message)
    {
        var price = Find(message, "<price.amount>"u8) + "<price.amount>"u8.Length;
        message[price] = message[price] == (byte)'9' ? (byte)'8' : (byte)(message[price] + 1);
        return message;
    }

    private static byte[] BreakSchema(byte[] document) => Replace(document, "<type>A44</type>", "<type>price list</type>");

    /// <summary>The last hour of the day is missing, which a curve of fixed blocks does not allow.</summary>
    private static byte[] BreakRule(byte[] document)
    {
        var text = Encoding.UTF8.GetString(document);
        var last = text.LastIndexOf("<Point>", StringComparison.Ordinal);
        var end = text.IndexOf("</Point>", last, StringComparison.Ordinal) + "</Point>".Length;
        return Encoding.UTF8.GetBytes(text.Remove(last, end - last));
    }

    private static byte[] Replace(byte[] document, string what, string by) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(document).Replace(what, by, StringComparison.Ordinal));

    private static int Find(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> what) => bytes.IndexOf(what);
}
