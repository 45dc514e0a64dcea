using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Host.Bench.Hub;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Host.Bench.Exchange;

/// <summary>Makes the messages of the sender: schedules of a given size, each with an identification of its own, signed and in an envelope.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class MessageComposer
{
    private const int TypicalName = 12;

    private static readonly MessageSigner Signer = new();

    private readonly BenchFolder _folder;
    private readonly MarketSetting _market;
    private readonly TimeInterval _day;
    private readonly DateTimeOffset _now;
    private readonly int _headBytes;
    private readonly int _seriesBytes;
    private readonly int _hourlyBytes;

    public MessageComposer(BenchFolder folder, DateTimeOffset now)
    {
        _folder = folder;
        _market = folder.Market;
        _day = _market.Day(now, 2);
        _now = now;
        var name = new string('M', TypicalName);
        var (one, two, hourly) = (Document(name, 1, 0).Length, Document(name, 2, 0).Length, Document(name, 1, 1).Length);
        (_seriesBytes, _hourlyBytes) = (two - one, hourly - one);
        _headBytes = one - _seriesBytes;
    }

    /// <summary>The body of a Put.</summary>
    /// <param name="name">The document's mRID.</param>
    /// <param name="documentBytes">About how large the document is to be; it has at least one series of a day in quarters of an hour.</param>
    public byte[] Put(string name, int documentBytes) => EnvelopeWriter.Wrap(SoapVersion.Soap12, Signed(name, documentBytes));

    private byte[] Signed(string name, int documentBytes)
    {
        var series = Math.Max(1, (documentBytes - _headBytes) / _seriesBytes);
        var hourly = Math.Max(0, (int)Math.Round((documentBytes - _headBytes - (series * _seriesBytes)) / (double)_hourlyBytes));
        return Signer.Sign(RequestWriter.Put(Document(name, series, hourly), new OwnHeader(_now, name)), _folder.SenderSigning);
    }

    private byte[] Document(string name, int series, int hourly) => SampleDocuments.Schedule(_market, name, 1, _day, _now, series, hourly);
}
