using System.Text.Json;
using IntegrationHub.Host.Data;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Simulation.Drills;

/// <summary>The drill that somebody wants played.</summary>
/// <param name="Fault">In the form of <see cref="Adapters.Simulator.Faults.FaultScript"/>.</param>
/// <param name="Until">When it is over.</param>
/// <param name="By">Who started it.</param>
internal sealed record DrillOrder(Guid Id, string Fault, DateTimeOffset Started, DateTimeOffset Until, string By);

/// <summary>What a simulator says of itself while it runs.</summary>
/// <param name="At">When it said so.</param>
/// <param name="Addresses">Where it is reached.</param>
/// <param name="Playing">The drill that it plays; <c>null</c> for none.</param>
internal sealed record SimulatorState(DateTimeOffset At, IReadOnlyList<Uri> Addresses, Guid? Playing);

/// <summary>
/// How a hub and the simulator beside it talk about drills: files of their data folders, which nobody but their owner reads or writes. The simulator needs no address for it, and what is on is still known,
/// and still over at its instant, when either of them was restarted.
/// </summary>
internal static class DrillFiles
{
    private const long MostOctets = 64 * 1024;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Tells a hub's folder that a partner is a simulator of this installation, and where its folder is.</summary>
    public static void Introduce(DataFolder hub, DataFolder center)
    {
        SecretFiles.CreateFolder(Path.GetDirectoryName(NoteOf(hub, CenterFolder.CenterName))!);
        Write(NoteOf(hub, CenterFolder.CenterName), new Note(center.FullPath));
    }

    /// <summary>The folder of the simulator that plays a partner; <c>null</c> where none of this installation does.</summary>
    public static string? SimulatorOf(DataFolder hub, string party) =>
        party == CenterFolder.CenterName && Read<Note>(NoteOf(hub, party)) is { Folder: { Length: > 0 } folder } && DataFolder.Exists(folder) ? folder : null;

    public static DrillOrder? Order(string center) => Read<DrillOrder>(OrderOf(center));

    public static void Order(string center, DrillOrder order) => Write(OrderOf(center), order);

    public static void EndOrder(string center) => File.Delete(OrderOf(center));

    public static SimulatorState? State(string center) => Read<SimulatorState>(StateOf(center));

    public static void State(string center, SimulatorState state) => Write(StateOf(center), state);

    private static string NoteOf(DataFolder hub, string party) => Path.Combine(hub.FullPath, "simulators", party + ".json");

    private static string OrderOf(string center) => Path.Combine(center, "drill.json");

    private static string StateOf(string center) => Path.Combine(center, "drill-state.json");

    /// <summary>Null where there is no file, or none that can be read: it is no order then.</summary>
    private static T? Read<T>(string path)
        where T : class
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.Length <= MostOctets ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Form) : null;
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whole or not at all.</summary>
    private static void Write<T>(string path, T value) => SecretFiles.Replace(path, JsonSerializer.SerializeToUtf8Bytes(value, Form));

    private sealed record Note(string Folder);
}
