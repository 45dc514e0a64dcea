using IntegrationHub.Lanes.Sending;

namespace IntegrationHub.Lanes.Tests.Sending;

/// <summary>Success and time of attempts at an endpoint over an hour and a day.</summary>
public sealed class AttemptFiguresTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 2, 0, TimeSpan.Zero);

    [Fact]
    public void Nothing_is_neither_good_nor_bad() => Assert.Equal(new AttemptFigures(0, 0, null, null), new AttemptWindow().Read(Now, TimeSpan.FromHours(1)));

    [Fact]
    public void An_hour_holds_its_own_attempts_and_a_day_all_of_it()
    {
        var window = new AttemptWindow();
        window.Add(Now.AddHours(-25), TimeSpan.FromMilliseconds(1), failed: true);
        window.Add(Now.AddHours(-3), TimeSpan.FromMilliseconds(30), failed: true);
        window.Add(Now.AddMinutes(-10), TimeSpan.FromMilliseconds(10), failed: false);
        window.Add(Now, TimeSpan.FromMilliseconds(20), failed: false);

        Assert.Equal(new AttemptFigures(2, 0, 15, 20), window.Read(Now, TimeSpan.FromHours(1)));
        Assert.Equal(new AttemptFigures(3, 1, 20, 30), window.Read(Now, TimeSpan.FromDays(1)));
    }

    [Fact]
    public void The_time_that_95_of_100_did_not_exceed_is_rounded_up_by_an_eighth_at_most()
    {
        var window = new AttemptWindow();
        for (var number = 0; number < 100; number++)
            window.Add(Now, TimeSpan.FromMilliseconds(number < 95 ? 3 : 900), failed: false);

        Assert.Equal(3, window.Read(Now, TimeSpan.FromHours(1)).P95Milliseconds);
        window.Add(Now, TimeSpan.FromHours(2), failed: true);
        window.Add(Now, TimeSpan.FromHours(2), failed: true);
        Assert.Equal(960, window.Read(Now, TimeSpan.FromHours(1)).P95Milliseconds);
    }

    [Fact]
    public void Whatever_the_time_was_the_figure_is_no_less_and_no_more_than_an_eighth_above()
    {
        for (var milliseconds = 1m; milliseconds < 65_000; milliseconds *= 1.013m)
        {
            var window = new AttemptWindow();
            window.Add(Now, TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond)), failed: false);
            var figure = window.Read(Now, TimeSpan.FromHours(1)).P95Milliseconds!.Value;
            Assert.InRange(figure, milliseconds - 0.001m, milliseconds * 1.125m);
        }

        var slow = new AttemptWindow();
        slow.Add(Now, TimeSpan.FromHours(1), failed: true);
        Assert.Equal(65_536, slow.Read(Now, TimeSpan.FromHours(1)).P95Milliseconds);
    }

    [Fact]
    public void A_part_of_yesterday_gives_its_place_to_today()
    {
        var window = new AttemptWindow();
        window.Add(Now.AddDays(-1), TimeSpan.FromMilliseconds(1), failed: true);
        window.Add(Now, TimeSpan.FromMilliseconds(1), failed: false);
        Assert.Equal(new AttemptFigures(1, 0, 1, 1), window.Read(Now, TimeSpan.FromDays(1)));
    }
}
