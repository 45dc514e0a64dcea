using System.Collections.Concurrent;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Lanes.Notifications;
using IntegrationHub.Lanes.Tests.Doubles;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntegrationHub.Lanes.Tests.Notifications;

/// <summary>The outbox towards the business side.</summary>
public sealed class NotificationDispatcherTests
{
    [Fact]
    public async Task A_handler_that_fails_or_gives_up_holds_up_no_other_document()
    {
        var box = new Box(5);
        var handler = new Handler
        {
            [box.Exchanges[0]] = new InvalidOperationException("A bug."),
            [box.Exchanges[1]] = new TaskCanceledException("A service of the handler did not answer in time."),
        };
        using var dispatcher = new NotificationDispatcher(
            box, [handler], new LaneOptions { Node = "test", LookEvery = TimeSpan.FromMilliseconds(20) }, TimeProvider.System, NullLogger<NotificationDispatcher>.Instance);
        await dispatcher.StartAsync(CancellationToken.None);

        await Until.TrueAsync(() => box.Done.Count == 3 && box.Retried.Count == 2, "Documents wait behind one that fails.");
        await dispatcher.StopAsync(CancellationToken.None);

        Assert.Equal(box.Exchanges.Skip(2), handler.Handled.Order());
        Assert.Equal([1L, 2L], box.Retried.Order());
    }

    private sealed class Handler : Dictionary<Guid, Exception>, IDocumentHandler
    {
        public ConcurrentBag<Guid> Handled { get; } = [];

        public Task HandleAsync(RetailerId retailer, Guid exchangeId, CancellationToken cancellationToken)
        {
            if (TryGetValue(exchangeId, out var failure))
            {
                throw failure;
            }

            Handled.Add(exchangeId);
            return Task.CompletedTask;
        }
    }

    /// <summary>Gives everything to the first who claims; what is not finished stays claimed.</summary>
    private sealed class Box(int count) : IDocumentNotifications
    {
        private bool _claimed;

        public IReadOnlyList<Guid> Exchanges { get; } = [.. Enumerable.Range(1, count).Select(number => new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0))];

        public ConcurrentBag<long> Done { get; } = [];

        public ConcurrentBag<long> Retried { get; } = [];

        public ValueTask<IReadOnlyList<DocumentNotification>> ClaimAsync(
            RetailerId retailer, string node, DateTimeOffset now, TimeSpan lease, int max, CancellationToken cancellationToken)
        {
            IReadOnlyList<DocumentNotification> all = _claimed ? [] : [.. Exchanges.Select((exchange, index) => new DocumentNotification(index + 1, exchange, 0))];
            _claimed = true;
            return ValueTask.FromResult(all);
        }

        public ValueTask DoneAsync(RetailerId retailer, IReadOnlyList<long> ids, CancellationToken cancellationToken)
        {
            foreach (var id in ids)
            {
                Done.Add(id);
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask RetryAsync(RetailerId retailer, long id, DateTimeOffset at, string error, CancellationToken cancellationToken)
        {
            Retried.Add(id);
            return ValueTask.CompletedTask;
        }
    }
}
