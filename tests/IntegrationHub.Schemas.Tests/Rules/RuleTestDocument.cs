using System.Globalization;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Rules;
using NodaTime;

namespace IntegrationHub.Schemas.Tests.Rules;

/// <summary>A correct schedule of one day, which each test breaks in one way.</summary>
internal sealed class RuleTestDocument
{
    public static readonly RuleContext Brussels = new() { MarketZone = DateTimeZoneProviders.Tzdb["Europe/Brussels"] };
    public static readonly RuleContext Shanghai = new() { MarketZone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"] };

    public string Root { get; init; } = "Schedule_MarketDocument";
    public string Type { get; init; } = "A01";
    public CodedId Sender { get; init; } = new("10XFR-RTE------Q", "A01");
    public CodedId Receiver { get; init; } = new("10X1001A1001A450", "A01");
    public CodedId? Domain { get; init; } = new("10YFR-RTE------C", "A01");
    public string? Start { get; init; } = "2024-06-09T22:00Z";
    public string? End { get; init; } = "2024-06-10T22:00Z";
    public IReadOnlyList<Reason> Reasons { get; init; } = [];
    public IReadOnlyList<TimeSeries> Series { get; init; } = [];

    public MarketDocument Build() => new()
    {
        Profile = new ProfileId("Test", Root, "urn:test"),
        MRid = "doc-1",
        Type = Type,
        Sender = Sender,
        Receiver = Receiver,
        Domain = Domain,
        Period = Start is null ? null : Between(Start, End!),
        Reasons = Reasons,
        Series = Series,
    };

    public IReadOnlyList<RuleFinding> Check(RuleContext? context = null) => DocumentRules.Check(Build(), context ?? Brussels);

    /// <summary>The findings of one period of a day with this resolution and these positions.</summary>
    public static IReadOnlyList<RuleFinding> CheckPeriod(string start, string end, string resolution, IEnumerable<int> positions, string? curveType = null, RuleContext? context = null) =>
        new RuleTestDocument { Start = null, Series = [OneSeries(curveType: curveType, periods: Period(start, end, resolution, positions))] }.Check(context);

    public static TimeSeries OneSeries(string mRid = "ts-1", int ordinal = 1, string? curveType = "A01", params SeriesPeriod[] periods) => new()
    {
        ElementName = "TimeSeries",
        Ordinal = ordinal,
        MRid = mRid,
        Version = 1,
        CurveType = curveType,
        Product = "8716867000016",
        QuantityUnit = "MAW",
        Periods = periods,
    };

    public static SeriesPeriod Period(string start, string end, string resolution, IEnumerable<int> positions, int ordinal = 1, IEnumerable<decimal>? quantities = null)
    {
        var all = positions.ToArray();
        return new SeriesPeriod
        {
            Ordinal = ordinal,
            Interval = Between(start, end),
            Resolution = resolution,
            Positions = all,
            Quantities = quantities?.ToArray() ?? all.Select(p => (decimal)p).ToArray(),
        };
    }

    public static TimeInterval Between(string start, string end) => new(At(start), At(end));

    public static DateTimeOffset At(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
