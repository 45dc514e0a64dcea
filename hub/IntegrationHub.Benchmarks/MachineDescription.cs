using System.Runtime.InteropServices;

namespace IntegrationHub.Benchmarks;

/// <summary>What one must know about a machine to compare its numbers.</summary>
/// <param name="Processor">Model name.</param>
/// <param name="Cores">Logical processors that the process may use.</param>
/// <param name="MemoryMegabytes">Memory available to the process.</param>
/// <param name="System">Operating system.</param>
/// <param name="Runtime">The .NET runtime.</param>
public sealed record MachineDescription(string Processor, int Cores, long MemoryMegabytes, string System, string Runtime)
{
    /// <summary>Describes this machine; never its name.</summary>
    public static MachineDescription OfThisMachine() => new(
        ProcessorModel(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    private static string ProcessorModel()
    {
        const string facts = "/proc/cpuinfo";
        if (File.Exists(facts))
        {
            foreach (var line in File.ReadLines(facts))
            {
                if (line.StartsWith("model name", StringComparison.Ordinal))
                {
                    return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
                }
            }
        }

        return RuntimeInformation.ProcessArchitecture.ToString();
    }
}
