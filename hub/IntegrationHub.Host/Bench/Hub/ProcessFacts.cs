using System.Globalization;

namespace IntegrationHub.Host.Bench.Hub;

/// <summary>What the kernel tells of other processes (Linux, <c>/proc</c>).</summary>
internal static class ProcessFacts
{
    /// <summary>Ticks of processor time per second in <c>/proc</c>; fixed in the kernel's interface.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Processor seconds of one process, without its children.</summary>
    public static double CpuSeconds(int process) => Stat(process) is { } stat ? (stat.User + stat.System) / TicksPerSecond : 0;

    /// <summary>Processor seconds of a process and all below it, those that have ended included.</summary>
    public static double CpuSecondsOfTree(int root)
    {
        var total = Stat(root) is { } stat ? stat.User + stat.System + stat.EndedChildren : 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && Stat(process) is { } child && child.Parent == root)
            {
                total += child.User + child.System;
            }
        }

        return total / TicksPerSecond;
    }

    /// <summary>Resident memory now, in megabytes (2^20).</summary>
    public static double ResidentMegabytes(int process) => Status(process, "VmRSS:");

    /// <summary>Most resident memory since the process began or since <see cref="ForgetPeak"/>, in megabytes (2^20).</summary>
    public static double PeakResidentMegabytes(int process) => Status(process, "VmHWM:");

    /// <summary>Begins to watch the peak anew; only for processes of our own user.</summary>
    public static void ForgetPeak(int process) => File.WriteAllText($"/proc/{process}/clear_refs", "5");

    /// <summary>The load of the machine over the last minute: others' work beside ours.</summary>
    public static double LoadAverage() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    private static (int Parent, long User, long System, long EndedChildren)? Stat(int process)
    {
        string text;
        try
        {
            text = File.ReadAllText($"/proc/{process}/stat");
        }
        catch (IOException)
        {
            return null;
        }

        // The name in parentheses may hold blanks; the fields after it do not.
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (int.Parse(fields[1], CultureInfo.InvariantCulture), Number(11), Number(12), Number(13) + Number(14));

        long Number(int field) => long.Parse(fields[field], CultureInfo.InvariantCulture);
    }

    private static double Status(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) / 1024.0;
    }
}
