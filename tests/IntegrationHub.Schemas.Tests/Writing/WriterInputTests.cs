using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Tests.Writing;

/// <summary>What no document can carry cannot be put into a record in the first place.</summary>
public sealed class WriterInputTests
{
    private static readonly DateTimeOffset Start = new(2024, 6, 9, 22, 0, 0, TimeSpan.Zero);
    private static readonly TimeInterval Hour = new(Start, Start.AddHours(1));
    private static readonly PartyInRole Us = new(new CodedId("10XFR-RTE------Q", "A01"), "A08");

    // As numbers, for a test runner cannot hand over half a character.
    [Theory]
    [InlineData]
    [InlineData(0x00)]
    [InlineData(0x1F)]
    [InlineData(0xD800)]
    [InlineData(0xDC00, 0xD800)]
    [InlineData(0xFFFF)]
    public void An_identification_that_XML_cannot_hold_is_refused(params int[] codeUnits)
    {
        var mRid = new string(codeUnits.Select(unit => (char)unit).ToArray());
        Assert.Equal("MRid", Assert.ThrowsAny<ArgumentException>(() => Request(StatusRequestVersion.V4_1, mRid)).ParamName);
    }

    [Theory]
    [InlineData(StatusRequestVersion.V4_0, 35)]
    [InlineData(StatusRequestVersion.V4_1, 60)]
    public void An_identification_is_as_long_as_its_version_allows(StatusRequestVersion version, int max)
    {
        Assert.Equal(max, Request(version, new string('m', max)).MRid.Length);
        Assert.Throws<ArgumentException>(() => Request(version, new string('m', max + 1)));
    }

    [Theory]
    [InlineData("", "A01", "A08")]
    [InlineData("12345678901234567", "A01", "A08")]
    [InlineData("1", null, "A08")]
    [InlineData("1", "A\"1", "A08")]
    [InlineData("1", "A01", "")]
    [InlineData("1", "A01", "A 8")]
    public void A_party_has_an_id_a_scheme_and_a_role(string id, string? scheme, string role) =>
        Assert.ThrowsAny<ArgumentException>(() => new PartyInRole(new CodedId(id, scheme), role));

    [Fact]
    public void A_copy_is_checked_as_the_original_was() => Assert.ThrowsAny<ArgumentException>(() => Us with { Role = "<" });

    [Fact]
    public void Times_have_no_fractions_and_intervals_are_not_empty()
    {
        Assert.Throws<ArgumentException>(() => Request(StatusRequestVersion.V4_1, "1") with { Created = Start.AddMilliseconds(1) });
        Assert.Throws<ArgumentException>(() => Period(new TimeInterval(Start, Start)));
        Assert.Throws<ArgumentException>(() => Period(new TimeInterval(Start, Start.AddSeconds(90))));
        Assert.Throws<ArgumentException>(() => PeriodPoints.Create(Hour, "15 minutes", quantities: new[] { 1m }));
    }

    [Fact]
    public void Columns_are_of_one_length_and_positions_rise()
    {
        Assert.Throws<ArgumentException>(() => PeriodPoints.Create(Hour, "PT1H"));
        Assert.Throws<ArgumentException>(() => PeriodPoints.Create(Hour, "PT1H", quantities: new[] { 1m, 2m }, prices: new[] { 1m }));
        Assert.Throws<ArgumentException>(() => PeriodPoints.Create(Hour, "PT1H", positions: new[] { 1, 1 }, quantities: new[] { 1m, 2m }));
        Assert.Throws<ArgumentException>(() => PeriodPoints.Create(Hour, "PT1H", positions: new[] { 0 }, quantities: new[] { 1m }));
        Assert.Throws<ArgumentException>(() => PeriodPoints.Create(Hour, "PT1H", positions: new[] { 1_000_000 }, quantities: new[] { 1m }));
    }

    [Fact]
    public void An_amount_has_at_most_17_digits()
    {
        Assert.Equal(1.5m, PeriodPoints.Create(Hour, "PT1H", prices: new[] { 1.50000000000000000000m }).Prices.Span[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => PeriodPoints.Create(Hour, "PT1H", prices: new[] { 123456789012345678m }));
        Assert.Throws<ArgumentOutOfRangeException>(() => PeriodPoints.Create(Hour, "PT1H", prices: new[] { 0.123456789012345678m }));
    }

    [Fact]
    public void A_series_has_the_columns_its_document_demands()
    {
        var prices = PeriodPoints.Create(Hour, "PT1H", prices: new[] { 1m });
        Assert.Throws<ArgumentException>(() => new ScheduleSeries { MRid = "1", BusinessType = "A02", Periods = [prices] });
        Assert.Throws<ArgumentException>(() => new ScheduleSeries { MRid = "1", BusinessType = "A02", Periods = [] });
        Assert.Throws<ArgumentException>(() => new AccountSeries { MRid = "1", BusinessType = "A02", Area = Us.Id, Periods = [Period(Hour)] });
    }

    [Fact]
    public void What_a_version_has_no_place_for_and_would_change_the_meaning_is_refused()
    {
        var both = PeriodPoints.Create(Hour, "PT1H", quantities: new[] { 1m }, outQuantities: new[] { 0m });
        var series = new AccountSeries { MRid = "1", BusinessType = "A19", CurveType = "A03", Area = Us.Id, Periods = [both] };
        EnergyAccount Account(EnergyAccountVersion version) => new(version)
        {
            MRid = "1", Type = "A12", Status = "A02", ProcessType = "A05", Sender = Us, Receiver = Us, Created = Start, Period = Hour, Series = [series],
        };
        Assert.Equal("A03", Account(EnergyAccountVersion.V4_1).Series[0].CurveType);
        Assert.Throws<ArgumentException>(() => Account(EnergyAccountVersion.V4_0));
    }

    [Fact]
    public void An_acknowledgement_says_why() => Assert.Throws<ArgumentException>(() => new Acknowledgement(AcknowledgementVersion.V8_1)
    {
        MRid = "1", Created = Start, Sender = Us, Receiver = Us.Id, Reasons = [],
    });

    private static PeriodPoints Period(TimeInterval interval) => PeriodPoints.Create(interval, "PT1H", quantities: new[] { 1m });

    private static StatusRequest Request(StatusRequestVersion version, string mRid) => new(version)
    {
        MRid = mRid, Type = "A59", Sender = Us, Receiver = Us, Created = Start, Attributes = [new RequestAttribute("a", "b")],
    };
}
