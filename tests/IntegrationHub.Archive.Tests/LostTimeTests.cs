using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange.History;

namespace IntegrationHub.Archive.Tests;

/// <summary>What was stored between a backup and its restore.</summary>
public sealed class LostTimeTests
{
    private static readonly DateTimeOffset Restored = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-20T09:00:00Z", true)]
    [InlineData("2026-11-28T12:00:00Z", true)]
    [InlineData("2026-11-20T07:30:00Z", true)]
    [InlineData("2026-11-20T06:00:00Z", false)]
    [InlineData("2026-11-28T12:00:01Z", false)]
    public void It_begins_a_little_before_the_backup_and_ends_with_the_restore(string at, bool covered) =>
        Assert.Equal(covered, Assert.Single(LostTime.Of([Event("""{"saved":"2026-11-20T08:00:00Z","size":"3"}""")])).Covers(DateTimeOffset.Parse(at)));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("no json")]
    [InlineData("""{"saved":"long ago"}""")]
    [InlineData("""{"saved":7}""")]
    [InlineData("""{"saved":"0001-01-01T00:00:00Z"}""")]
    public void A_restore_that_does_not_say_of_when_covers_everything_before_it(string data)
    {
        var lost = Assert.Single(LostTime.Of([Event(data)]));
        Assert.True(lost.Covers(DateTimeOffset.MinValue));
        Assert.False(lost.Covers(Restored.AddSeconds(1)));
    }

    private static ExchangeEvent Event(string data) => new(Guid.NewGuid(), Restored, "store.restored", null, null, "li-wei", data);
}
