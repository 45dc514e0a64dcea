using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using IntegrationHub.Exchange.History;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;

namespace IntegrationHub.Storage.Processes;

/// <summary>The history of an instance as events of the ledger: one for each step, which names what happened in it, and back.</summary>
internal static class HistoryEvents
{
    public const string Step = "process.step";

    /// <summary>What the engine itself does.</summary>
    private const string Engine = "hub";

    /// <summary>Entries of one event; a step that moves a thousand tokens has several.</summary>
    private const int MostEntries = 100;

    /// <summary>A reason of an operator, or the digests of what somebody saw who decided.</summary>
    private const int LongestDetail = 600;

    public static IReadOnlyList<ExchangeEvent> Of(StepCommit commit)
    {
        if (commit.History.IsEmpty)
        {
            return [];
        }

        var actor = commit.History.Select(entry => entry.Actor).FirstOrDefault(name => name is not null) ?? Engine;
        return [.. commit.History.Chunk(MostEntries).Select((entries, part) => new ExchangeEvent(
            Guid.CreateVersion7(commit.At), commit.At, Step, commit.Instance.Id, PartyId: null, actor, Data(commit.Instance, part, entries)))];
    }

    public static (int Part, IReadOnlyList<HistoryRow> Rows) Read(Guid instance, DateTimeOffset at, string data)
    {
        using var document = JsonDocument.Parse(data);
        var root = document.RootElement;
        var revision = root.GetProperty("revision").GetInt64();
        var rows = root.GetProperty("entries").EnumerateArray().Select(entry => new HistoryRow(
            instance,
            revision,
            new HistoryEntry(
                entry.GetProperty("kind").GetString()!,
                entry.GetProperty("node").GetString()!,
                entry.TryGetProperty("token", out var token) ? token.GetInt32() : null,
                entry.TryGetProperty("actor", out var actor) ? actor.GetString() : null,
                entry.TryGetProperty("detail", out var detail) ? detail.GetString()! : ""),
            at));
        return (root.TryGetProperty("part", out var part) ? part.GetInt32() : 0, rows.ToImmutableArray());
    }

    private static string Data(InstanceRow row, int part, HistoryEntry[] entries)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("process", row.Definition.Process);
            json.WriteNumber("version", row.Definition.Version);
            json.WriteNumber("revision", row.Revision);
            if (part > 0)
            {
                json.WriteNumber("part", part);
            }

            json.WriteStartArray("entries");
            foreach (var entry in entries)
            {
                Write(json, entry);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void Write(Utf8JsonWriter json, HistoryEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("kind", entry.Kind);
        json.WriteString("node", entry.Node);
        if (entry.Token is { } token)
        {
            json.WriteNumber("token", token);
        }

        if (entry.Actor is { } actor)
        {
            json.WriteString("actor", actor);
        }

        if (entry.Detail.Length > 0)
        {
            json.WriteString("detail", entry.Detail.Length <= LongestDetail ? entry.Detail : entry.Detail[..LongestDetail] + "…");
        }

        json.WriteEndObject();
    }
}
