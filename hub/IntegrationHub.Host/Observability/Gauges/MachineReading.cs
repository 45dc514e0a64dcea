using System.Globalization;

namespace IntegrationHub.Host.Observability.Gauges;

/// <summary>What the machine's own counters say at one instant, as Linux writes them (proc(5)); what another system does not have stays <c>null</c>.</summary>
/// <param name="Busy">Ticks that all processors were not idle, since the start of the machine.</param>
/// <param name="Ticks">All ticks since then.</param>
/// <param name="MemoryTotal">Octets.</param>
/// <param name="MemoryAvailable">Octets that programs could still get.</param>
/// <param name="NetworkIn">Octets received by all interfaces but the loopback.</param>
/// <param name="NetworkOut">Octets sent by them.</param>
internal sealed record MachineReading(long? Busy, long? Ticks, long? MemoryTotal, long? MemoryAvailable, long? NetworkIn, long? NetworkOut)
{
    private const string Loopback = "lo";

    public static MachineReading Now() => Of(TextOf("/proc/stat"), TextOf("/proc/meminfo"), TextOf("/proc/net/dev"));

    /// <summary>Reads the three files; an empty text is a file that is not there.</summary>
    public static MachineReading Of(string stat, string memory, string network)
    {
        var (busy, ticks) = Processors(stat);
        var (received, sent) = Network(network);
        return new MachineReading(busy, ticks, Kilobytes(memory, "MemTotal:"), Kilobytes(memory, "MemAvailable:"), received, sent);
    }

    /// <summary>The first line: user, nice, system, idle, iowait, irq, softirq, steal; what guests use is in user already.</summary>
    private static (long? Busy, long? Ticks) Processors(string stat)
    {
        const int idle = 3, waiting = 4, last = 8;
        var line = stat.Split('\n').FirstOrDefault(static line => line.StartsWith("cpu ", StringComparison.Ordinal));
        if (line is null)
        {
            return (null, null);
        }

        var counts = Numbers(line[4..]);
        if (counts.Count <= waiting)
        {
            return (null, null);
        }

        var all = counts.Take(last).Sum();
        return (all - counts[idle] - counts[waiting], all);
    }

    private static long? Kilobytes(string memory, string name)
    {
        var line = memory.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line is not null && Numbers(line[name.Length..]) is [var kilobytes, ..] ? kilobytes * 1024 : null;
    }

    /// <summary>A line an interface: its name, eight counts of what came (octets first) and eight of what went.</summary>
    private static (long? Received, long? Sent) Network(string network)
    {
        const int sentAt = 8;
        var counts = network.Split('\n')
            .Select(static line => line.Split(':', 2))
            .Where(static parts => parts.Length == 2 && parts[0].Trim() != Loopback)
            .Select(static parts => Numbers(parts[1]))
            .Where(static numbers => numbers.Count > sentAt)
            .ToList();
        return network.Length == 0 ? (null, null) : (counts.Sum(static numbers => numbers[0]), counts.Sum(static numbers => numbers[sentAt]));
    }

    private static List<long> Numbers(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static word => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).TakeWhile(static number => number >= 0)];

    private static string TextOf(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : "";
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
