using IntegrationHub.Exchange.Search;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Tests.Search;

public sealed class SeriesKeysTests
{
    [Fact]
    public void A_document_that_was_not_read_has_none() => Assert.Same(SeriesKeys.None, SeriesKeys.Of(null));

    [Fact]
    public void Each_series_and_point_is_kept_once_in_document_order()
    {
        var keys = SeriesKeys.Of(Document(("b", "1"), ("a", "1"), ("b", "2"), (null, null), ("", "")));
        Assert.Equal(["b", "a"], keys.Series);
        Assert.Equal(["1", "2"], keys.MeteringPoints);
        Assert.False(keys.IsCut);
    }

    [Fact]
    public void As_many_as_are_kept_are_not_cut_and_one_more_is()
    {
        Assert.False(SeriesKeys.Of(Document([.. Numbers(SeriesKeys.Most)])).IsCut);
        var cut = SeriesKeys.Of(Document([.. Numbers(SeriesKeys.Most + 1)]));
        Assert.True(cut.IsCut);
        Assert.Equal(SeriesKeys.Most, cut.Series.Count);
    }

    [Fact]
    public void What_is_no_identification_for_its_length_is_left_out()
    {
        var keys = SeriesKeys.Of(Document((new string('x', 101), null), (new string('y', 100), null)));
        Assert.Equal([new string('y', 100)], keys.Series);
        Assert.False(keys.IsCut);
    }

    private static IEnumerable<(string?, string?)> Numbers(int count) => Enumerable.Range(0, count).Select(number => ((string?)$"S{number}", (string?)null));

    private static MarketDocument Document(params (string? MRid, string? Point)[] series) => new()
    {
        Profile = new ProfileId("Schedule 5.2", "Schedule_MarketDocument", "urn:x"),
        MRid = "D",
        Sender = new CodedId("10X", "A01"),
        Series = [.. series.Select((one, index) => new TimeSeries
        {
            ElementName = "TimeSeries", Ordinal = index + 1, MRid = one.MRid, MeteringPoint = one.Point is null ? null : new CodedId(one.Point, "A01"),
        })],
    };
}
