using IntegrationHub.Exchange.Crossing;

namespace IntegrationHub.Exchange.Tests.Crossing;

/// <summary>What may be handed in to cross between the two sides.</summary>
public sealed class CrossingRulesTests
{
    private static readonly CrossingItem Good = new(Guid.Parse("01900000-0000-7000-8000-000000000001"), null, "announcement.market-info", 1, """{"text":"電"}""", DateTimeOffset.UnixEpoch);

    [Fact]
    public void An_object_of_a_named_kind_crosses() => Assert.Empty(Check(Good));

    [Fact]
    public void A_request_of_no_customer_is_refused()
    {
        Assert.Equal("CROSSING_SUBJECT", Assert.Single(CrossingRules.Check(CrossingStream.Requests, Good)).Code);
        Assert.Empty(CrossingRules.Check(CrossingStream.Requests, Good with { Subject = Guid.NewGuid() }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Announcement")]
    [InlineData("1st")]
    [InlineData("a b")]
    [InlineData("a;drop table x")]
    public void A_kind_that_is_no_name_is_refused(string kind) => Assert.Equal("CROSSING_KIND", Assert.Single(Check(Good with { Kind = kind })).Code);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("\"text\"")]
    [InlineData("{\"a\":\"\0\"}")]
    public void What_is_no_json_object_is_refused(string payload) =>
        Assert.Equal("CROSSING_PAYLOAD", Assert.Single(Check(Good with { Payload = payload })).Code);

    /// <summary>Made here: metadata of attributes cannot hold it.</summary>
    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        Assert.Equal("CROSSING_PAYLOAD", Assert.Single(Check(Good with { Payload = $$"""{"a":"{{(char)0xD800}}"}""" })).Code);

    [Fact]
    public void Everything_wrong_is_told_at_once() => Assert.Equal(
        ["CROSSING_KIND", "CROSSING_VERSION", "CROSSING_TOO_LARGE"],
        Check(Good with { Kind = "", Version = 0, Payload = $$"""{"a":"{{new string('x', CrossingRules.MostBytes)}}"}""" }).Select(one => one.Code));

    [Fact]
    public void The_digest_changes_with_every_field_and_with_the_order()
    {
        CrossingEntry[] batch = [new(1, Good), new(2, Good with { Id = Guid.Parse("01900000-0000-7000-8000-000000000002") })];
        var variants = new[]
        {
            batch,
            [batch[1], batch[0]],
            [batch[0]],
            [batch[0] with { Number = 3 }, batch[1]],
            [new(1, Good with { Kind = "other" }), batch[1]],
            [new(1, Good with { Version = 2 }), batch[1]],
            [new(1, Good with { Payload = "{}" }), batch[1]],
            [new(1, Good with { Subject = Guid.Empty }), batch[1]],
        };

        Assert.Equal(variants.Length, variants.Select(entries => Convert.ToHexString(CrossingDigest.Of(entries))).Distinct().Count());
        Assert.Equal(CrossingDigest.Of(batch), CrossingDigest.Of([.. batch]));
    }

    private static IReadOnlyList<Rejection> Check(CrossingItem item) => CrossingRules.Check(CrossingStream.Publications, item);
}
