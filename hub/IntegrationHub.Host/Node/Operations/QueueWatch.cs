using System.Globalization;
using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Portal.Data;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Operations;

/// <summary>Says once that a queue is late, and once that it is not any more.</summary>
/// <remarks>What was said last is read from the ledger, so neither a restart nor another node says it again; two nodes that look in the same instant may both.</remarks>
internal sealed partial class QueueWatch(IOperations operations, IExchangeReader history, IReceptionStore events, IPartyRegistry parties, IIdSource ids, TimeProvider time, ILogger<QueueWatch> logger)
    : PeriodicWork(TimeSpan.FromSeconds(30), "Queues that are late", time, logger)
{
    public const string Late = "queue.late";
    public const string CaughtUp = "queue.caught-up";

    /// <summary>Entries that are looked through for what was said last of each queue.</summary>
    private const int Said = 500;

    private HashSet<(string Queue, string? Party)>? _late;

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        var queues = await operations.QueuesAsync(cancellationToken);
        var now = queues.Where(static queue => queue.Late).ToDictionary(static queue => (queue.Name, queue.Party));
        var before = _late ??= await SaidAsync(cancellationToken);
        if (before.SetEquals(now.Keys))
            return;

        before = await SaidAsync(cancellationToken);
        var news = now.Where(one => !before.Contains(one.Key)).Select(one => Event(Late, one.Key, one.Value)).Concat(before.Where(one => !now.ContainsKey(one)).Select(one => Event(CaughtUp, one, state: null))).ToList();
        if (news.Count > 0)
            await events.RecordEventsAsync(RetailerId.Default, news, cancellationToken);

        foreach (var ((queue, party), _) in now.Where(one => !before.Contains(one.Key)))
            LogLate(queue, party ?? "-");

        _late = [.. now.Keys];
    }

    /// <summary>Queues of which it was said last that they are late.</summary>
    private async Task<HashSet<(string Queue, string? Party)>> SaidAsync(CancellationToken cancellationToken)
    {
        var (known, late) = (new HashSet<(string, string?)>(), new HashSet<(string, string?)>());
        foreach (var said in await history.RecentEventsAsync(RetailerId.Default, [Late, CaughtUp], Said, cancellationToken))
        {
            using var facts = JsonDocument.Parse(said.Data);
            var queue = (facts.RootElement.GetProperty("queue").GetString()!, facts.RootElement.TryGetProperty("party", out var party) ? party.GetString() : null);
            if (known.Add(queue) && said.Kind == Late)
                late.Add(queue);
        }

        return late;
    }

    private ExchangeEvent Event(string kind, (string Name, string? Party) queue, QueueState? state)
    {
        var now = Time.GetUtcNow();
        return new ExchangeEvent(
            ids.Next(now), now, kind, ExchangeId: null, queue.Party is { } name ? parties.Current.FindByName(name)?.Id.Value : null, "hub",
            EventData.Json(
                ("queue", queue.Name), ("party", queue.Party), ("count", state?.Count.ToString(CultureInfo.InvariantCulture)),
                ("oldest", state?.Oldest?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture))));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What waits in {Queue} of {Party} waits too long")]
    private partial void LogLate(string queue, string party);
}
