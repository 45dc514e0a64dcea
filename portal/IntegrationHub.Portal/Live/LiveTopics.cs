using IntegrationHub.Identity.People;

namespace IntegrationHub.Portal.Live;

/// <summary>What a list can be told of.</summary>
[Flags]
internal enum LiveTopics
{
    None = 0,

    /// <summary>Documents that came, left, or were answered.</summary>
    Exchanges = 1,

    /// <summary>Cases, their tasks and incidents.</summary>
    Processes = 2,

    /// <summary>Nodes, queues and jobs: no event says that their figures moved, so they are told at every beat of <c>LiveStreams</c>.</summary>
    Operations = 4,

    All = Exchanges | Processes | Operations,
}

/// <summary>Which event is news of which topic, and who may hear it. Pure.</summary>
internal static class LiveTopicRules
{
    /// <summary>
    /// The topic of an event; none for looks and sessions. A list that is read anew writes a look, and would be its own reason to be read anew.
    /// </summary>
    /// <param name="kind">For example <c>exchange.accepted</c>.</param>
    public static LiveTopics Of(string kind) => kind.Split('.')[0] switch
    {
        "exchange" or "document" => LiveTopics.Exchanges,
        "process" or "task" or "incident" => LiveTopics.Processes,
        "node" or "queue" => LiveTopics.Operations,
        _ => LiveTopics.None,
    };

    /// <summary>The topics of a list such as <c>exchanges,processes</c>; <c>null</c> where it is none, or names one that the person must not hear.</summary>
    public static LiveTopics? Asked(string? text, IReadOnlySet<Permission> permissions)
    {
        var asked = LiveTopics.None;
        foreach (var name in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            LiveTopics? topic = name switch
            {
                "exchanges" when permissions.Contains(Permission.ReadExchanges) => LiveTopics.Exchanges,
                "processes" when permissions.Contains(Permission.ReadProcesses) || permissions.Contains(Permission.DoTasks) => LiveTopics.Processes,
                "operations" when permissions.Contains(Permission.ReadOperations) => LiveTopics.Operations,
                _ => null,
            };
            if (topic is null)
                return null;

            asked |= topic.Value;
        }

        return asked == LiveTopics.None ? null : asked;
    }

    /// <summary>As the browser knows them.</summary>
    public static string TextOf(LiveTopics topics) => string.Join(
        ',', new[] { (LiveTopics.Exchanges, "exchanges"), (LiveTopics.Processes, "processes"), (LiveTopics.Operations, "operations") }.Where(pair => topics.HasFlag(pair.Item1)).Select(static pair => pair.Item2));
}
