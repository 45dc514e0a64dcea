using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace IntegrationHub.Adapters.Simulator.Faults;

/// <summary>
/// The text form of faults: one a line, <c>kind[:key=value[,key=value…]]</c>, e.g. <c>slow:op=put,from=3,count=2,delay=5s</c>.
/// Keys are <c>op</c> (put, list, get, query), <c>from</c>, <c>count</c> and <c>delay</c> (ms, s, m; may be negative for clock-skew).
/// Empty lines and lines that begin with <c>#</c> are passed over.
/// </summary>
public static class FaultScript
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    /// <summary>Reads a whole script; every wrong line is reported with its number.</summary>
    public static (IReadOnlyList<Fault> Faults, IReadOnlyList<string> Errors) Parse(string text)
    {
        var faults = new List<Fault>();
        var errors = new List<string>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (TryParse(line, out var fault, out var error))
            {
                faults.Add(fault);
            }
            else
            {
                errors.Add($"line {i + 1}: {error}");
            }
        }

        return (faults, errors);
    }

    /// <summary>Reads one fault.</summary>
    public static bool TryParse(string line, [NotNullWhen(true)] out Fault? fault, [NotNullWhen(false)] out string? error)
    {
        fault = null;
        var parts = line.Split(':', 2);
        if (!TryKind(parts[0].Trim(), out var kind))
        {
            error = $"'{parts[0].Trim()}' is no fault; use one of {string.Join(", ", Enum.GetValues<FaultKind>().Select(NameOf))}.";
            return false;
        }

        var result = new Fault(kind);
        foreach (var pair in parts.Length == 1 ? [] : parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            var key = cut < 0 ? pair : pair[..cut];
            var value = cut < 0 ? "" : pair[(cut + 1)..];
            if (Apply(result, key, value) is not { } next)
            {
                error = $"'{pair}' is not understood; use op=put|list|get|query, from=N, count=N, delay=5s (ms, s or m, at most one hour).";
                return false;
            }

            result = next;
        }

        if (kind is FaultKind.Slow or FaultKind.ClockSkew && result.Delay == TimeSpan.Zero)
        {
            error = $"'{NameOf(kind)}' needs a delay, e.g. {NameOf(kind)}:delay=5s.";
            return false;
        }

        fault = result;
        error = null;
        return true;
    }

    /// <summary>The kebab-case name of a fault.</summary>
    public static string NameOf(FaultKind kind) =>
        string.Concat(kind.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? "-" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));

    private static bool TryKind(string name, out FaultKind kind)
    {
        foreach (var candidate in Enum.GetValues<FaultKind>())
        {
            if (string.Equals(NameOf(candidate), name, StringComparison.OrdinalIgnoreCase))
            {
                kind = candidate;
                return true;
            }
        }

        kind = default;
        return false;
    }

    private static Fault? Apply(Fault fault, string key, string value) => key switch
    {
        "op" => Enum.TryParse<Operation>(value, ignoreCase: true, out var operation) && !char.IsDigit(value[0]) ? fault with { Operation = operation } : null,
        "from" => TryCount(value, out var from) ? fault with { From = from } : null,
        "count" => TryCount(value, out var count) ? fault with { Count = count } : null,
        "delay" => TryDelay(value, out var delay) && (delay > TimeSpan.Zero || fault.Kind == FaultKind.ClockSkew) ? fault with { Delay = delay } : null,
        _ => null,
    };

    private static bool TryCount(string value, out int count) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0;

    private static bool TryDelay(string value, out TimeSpan delay)
    {
        delay = default;
        var (digits, unit) = value.EndsWith("ms", StringComparison.Ordinal) ? (value[..^2], 1L)
            : value.EndsWith('s') ? (value[..^1], 1_000L)
            : value.EndsWith('m') ? (value[..^1], 60_000L)
            : ("", 0L);
        if (!int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        delay = TimeSpan.FromMilliseconds(number * unit);
        return delay.Duration() <= LongestDelay;
    }
}
