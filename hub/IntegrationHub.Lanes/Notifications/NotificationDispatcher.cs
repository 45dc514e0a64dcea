using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Lanes.Notifications;

/// <summary>Feeds the business side from the outbox. One that always fails is tried ever more rarely and holds up no other.</summary>
public sealed partial class NotificationDispatcher(
    IDocumentNotifications notifications,
    IEnumerable<IDocumentHandler> handlers,
    IReceivedDocuments documents,
    LaneOptions options,
    TimeProvider time,
    ILogger<NotificationDispatcher> logger) : BackgroundService
{
    private const int Batch = 50;

    /// <summary>Rows of handled documents go together, but none waits longer than this while slow ones follow it.</summary>
    private static readonly TimeSpan DoneAfter = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(10);

    private readonly IDocumentHandler[] _handlers = [.. handlers];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RoundAsync(stoppingToken) == 0)
                {
                    await Task.Delay(options.LookEvery / 4, time, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogStoreAway(failure.Message);
                await Task.Delay(options.LookEvery, time, CancellationToken.None);
            }
        }
    }

    private async Task<int> RoundAsync(CancellationToken cancellationToken)
    {
        var claimed = await notifications.ClaimAsync(options.Retailer, options.Node, time.GetUtcNow(), options.Lease, Batch, cancellationToken);
        var handled = new List<long>(claimed.Count);
        var since = time.GetTimestamp();
        try
        {
            foreach (var notification in claimed)
            {
                if (await HandleAsync(notification, cancellationToken))
                {
                    handled.Add(notification.Id);
                }

                if (time.GetElapsedTime(since) > DoneAfter)
                {
                    await DoneAsync(handled);
                    since = time.GetTimestamp();
                }
            }
        }
        finally
        {
            // Also when the hub is told to stop halfway: what was handled is not handled again.
            await DoneAsync(handled);
        }

        return claimed.Count;
    }

    private async Task DoneAsync(List<long> handled)
    {
        if (handled.Count > 0)
        {
            await notifications.DoneAsync(options.Retailer, handled, CancellationToken.None);
            handled.Clear();
        }
    }

    private async Task<bool> HandleAsync(DocumentNotification notification, CancellationToken cancellationToken)
    {
        try
        {
            var wanting = notification is { IsAccepted: true, RootElement: { } root } ? Array.FindAll(_handlers, handler => handler.Wants(root)) : [];
            if (wanting.Length > 0 && await documents.LoadAsync(options.Retailer, notification.ExchangeId, cancellationToken) is { } received)
            {
                foreach (var handler in wanting)
                {
                    await handler.HandleAsync(received, cancellationToken);
                }
            }

            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFailed(failure, notification.ExchangeId, notification.Attempts + 1);
            var pause = Backoff.After(notification.Attempts + 1, FirstRetry, LongestRetry, notification.ExchangeId);
            await notifications.RetryAsync(options.Retailer, notification.Id, time.GetUtcNow() + pause, failure.Message, cancellationToken);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Handling of exchange {ExchangeId} failed at attempt {Attempt}; it is tried again")]
    private partial void LogFailed(Exception failure, Guid exchangeId, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notifications cannot be read from the store: {Text}")]
    private partial void LogStoreAway(string text);
}
