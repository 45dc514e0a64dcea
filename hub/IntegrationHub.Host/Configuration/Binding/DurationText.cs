namespace IntegrationHub.Host.Configuration.Binding;

/// <summary>Durations as operators write them: a whole number and <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>.</summary>
internal static class DurationText
{
    private static readonly (string Unit, TimeSpan Step)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("d", TimeSpan.FromDays(1)),
        ("h", TimeSpan.FromHours(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)),
    ];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text == "0")
        {
            return true;
        }

        foreach (var (unit, step) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal))
            {
                continue;
            }

            var digits = text[..^unit.Length].TrimEnd();
            if (!long.TryParse(digits, System.Globalization.NumberStyles.None, null, out var number) || number > TimeSpan.MaxValue.Ticks / step.Ticks)
            {
                return false;
            }

            duration = TimeSpan.FromTicks(number * step.Ticks);
            return true;
        }

        return false;
    }

    /// <summary>The shortest way to write it.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
        {
            return "0";
        }

        foreach (var (unit, step) in Units.OrderByDescending(entry => entry.Step))
        {
            if (duration.Ticks % step.Ticks == 0)
            {
                return $"{duration.Ticks / step.Ticks}{unit}";
            }
        }

        return $"{(long)duration.TotalMilliseconds}ms";
    }
}
