using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Node.Operations;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Operations;

namespace IntegrationHub.Host.Commands.Status;

/// <summary>The newest entries of the history that somebody should have seen.</summary>
internal static class RecentAlarms
{
    private const int Most = 10;

    private static readonly string[] Kinds =
    [
        "acknowledgement.contradictory", "acknowledgement.late", "acknowledgement.unclear", "acknowledgement.unknown",
        "archive.bytes-missing",
        "caller.refused", "caller.unknown",
        "exchange.acknowledgement-overdue", "exchange.answer-not-trusted", "exchange.delivered-after-end", "exchange.expired", "exchange.fault",
        "exchange.gate-closed-while-unanswered", "exchange.not-delivered",
        NodeBook.Silent,
        RefusedValues.Kind,
        "pull.alarm", "pull.codes-went-backwards", "pull.failed", "pull.fetch-failed", "pull.poison-skipped",
        QueueWatch.Late,
        "signature.revocation-assumed",
    ];

    public static async Task<IReadOnlyList<AlarmState>> ReadAsync(IExchangeReader exchanges, PartyDirectory directory, CancellationToken cancellationToken)
    {
        var found = await exchanges.RecentEventsAsync(RetailerId.Default, Kinds, Most, cancellationToken);
        return [.. found.OrderByDescending(happened => happened.At).Select(happened => Of(happened, directory))];
    }

    private static AlarmState Of(ExchangeEvent happened, PartyDirectory directory) => new(
        happened.At,
        happened.Kind,
        happened.PartyId is { } party ? directory.Find(new PartyId(party))?.Name : null,
        happened.ExchangeId,
        Text(happened.Data));

    private static string Text(string data)
    {
        using var json = JsonDocument.Parse(data);
        return json.RootElement.TryGetProperty("text", out var text)
            ? text.ToString()
            : string.Join(", ", json.RootElement.EnumerateObject().Select(fact => $"{fact.Name} {fact.Value}"));
    }
}
