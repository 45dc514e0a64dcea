using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Tests.Doubles;

namespace IntegrationHub.Exchange.Tests.Pulling;

public sealed class PartnerLimitsTests
{
    [Fact]
    public void The_limits_of_parameterLimits_are_read_and_nonsense_is_no_limit()
    {
        var limits = PartnerLimits.From(
        [
            new("MaxNumMessagesInListResponse", "1000"),
            new("MaxPayloadSizeInMBInPutRequest", "10"),
            new("MaxListRequestPerMinute", "12"),
            new("MaxGetRequestPerMinute", "60"),
            new("MaxPutRequestPerMinute", "-3"),
            new("MaxMessageAgeInDays", "31"),
            new("MaxDiffServerTimestampInSeconds", "300"),
            new("SomethingElse", "x"),
        ]);
        Assert.Equal((1000, 10, 12, 60), (limits.MaxListEntries, limits.MaxPayloadMegabytes, limits.ListRequestsPerMinute, limits.GetRequestsPerMinute));
        Assert.Equal((31, TimeSpan.FromMinutes(5)), (limits.MaxMessageAgeInDays, limits.MaxClockDifference));
        Assert.Null(limits.PutRequestsPerMinute);
    }

    [Fact]
    public void In_no_minute_are_more_requests_made_than_twice_the_limit_and_on_average_no_more_than_the_limit()
    {
        var now = TestClock.Start;
        var pace = default(RequestPace);
        var times = new List<DateTimeOffset>();
        for (var i = 0; i < 60; i++)
        {
            now = pace.NextAt(12, now);
            pace = pace.After(12, now);
            times.Add(now);
        }

        Assert.Equal(TestClock.Start, times[11]);
        Assert.True(times[12] > TestClock.Start);
        Assert.InRange(times[59] - TestClock.Start, TimeSpan.FromMinutes(3.9), TimeSpan.FromMinutes(4.1));
    }

    [Fact]
    public void Without_a_limit_nobody_waits() => Assert.Equal(TestClock.Start, default(RequestPace).NextAt(null, TestClock.Start));
}
