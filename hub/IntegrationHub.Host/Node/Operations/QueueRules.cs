using IntegrationHub.Exchange.Parties;
using IntegrationHub.Portal.Data;
using IntegrationHub.Storage.Operations;

namespace IntegrationHub.Host.Node.Operations;

/// <summary>From when on something waits too long. Pure.</summary>
internal static class QueueRules
{
    /// <summary>A partner fetches when it likes; somebody repairs a case within the hour; everything else the hub does by itself, and at once.</summary>
    public static TimeSpan LateAfter(string queue) => queue switch
    {
        QueueBook.Mailbox => TimeSpan.FromHours(24),
        QueueBook.Incidents => TimeSpan.FromHours(1),
        QueueBook.Outbox => TimeSpan.FromMinutes(15),
        _ => TimeSpan.FromMinutes(5),
    };

    public static QueueState Of(QueueDepth depth, PartyDirectory parties, DateTimeOffset now)
    {
        var late = LateAfter(depth.Name);
        return new QueueState(depth.Name, depth.Party is { } party ? parties.Find(party)?.Name : null, depth.Count, depth.Oldest, (long)late.TotalSeconds, depth.Oldest is { } oldest && now - oldest > late);
    }
}
