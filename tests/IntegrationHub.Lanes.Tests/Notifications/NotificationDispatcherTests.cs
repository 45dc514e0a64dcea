using System.Collections.Concurrent;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Lanes.Notifications;
using IntegrationHub.Lanes.Tests.Doubles;
using IntegrationHub.Schemas.Documents;
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
            box, [handler], box, new LaneOptions { Node = "test", LookEvery = TimeSpan.FromMilliseconds(20) }, TimeProvider.System, NullLogger<NotificationDispatcher>.Instance);
        await dispatcher.StartAsync(CancellationToken.None);

        await Until.TrueAsync(() => box.Done.Count == 3 && box.Retried.Count == 2, "Documents wait behind one that fails.");
        await dispatcher.StopAsync(CancellationToken.None);

        Assert.Equal(box.Exchanges.Skip(2), handler.Handled.Order());
        Assert.Equal([1L, 2L], box.Retried.Order());
    }

    [Fact]
    public async Task A_document_is_read_back_once_for_all_who_want_it_and_not_where_nobody_does_or_it_was_refused()
    {
        var box = new Box(3) { Of = index => index == 0 ? (Root, InboundState.PartlyAccepted) : index == 1 ? ("Other_MarketDocument", InboundState.Accepted) : (Root, InboundState.Rejected) };
        Handler[] handlers = [new(), new()];
        using var dispatcher = new NotificationDispatcher(
            box, handlers, box, new LaneOptions { Node = "test", LookEvery = TimeSpan.FromMilliseconds(20) }, TimeProvider.System, NullLogger<NotificationDispatcher>.Instance);
        await dispatcher.StartAsync(CancellationToken.None);

        await Until.TrueAsync(() => box.Done.Count == 3, "Documents that nobody wants are not done.");
        await dispatcher.StopAsync(CancellationToken.None);

        Assert.Equal([box.Exchanges[0]], box.Loaded);
        Assert.All(handlers, handler => Assert.Equal([box.Exchanges[0]], handler.Handled));
    }

    private const string Root = "Wanted_MarketDocument";

    private sealed class Handler : Dictionary<Guid, Exception>, IDocumentHandler
    {
        public ConcurrentBag<Guid> Handled { get; } = [];

        public bool Wants(string rootElement) => rootElement == Root;

        public Task HandleAsync(ReceivedDocument received, CancellationToken cancellationToken)
        {
            if (TryGetValue(received.Exchange.Id, out var failure))
            {
                throw failure;
            }

            Handled.Add(received.Exchange.Id);
            return Task.CompletedTask;
        }
    }

    /// <summary>Gives everything to the first who claims; what is not finished stays claimed.</summary>
    private sealed class Box(int count) : IDocumentNotifications, IReceivedDocuments
    {
        public Func<int, (string Root, InboundState State)> Of { get; init; } = static _ => (Root, InboundState.Accepted);

        public ConcurrentBag<Guid> Loaded { get; } = [];

        private bool _claimed;

        public IReadOnlyList<Guid> Exchanges { get; } = [.. Enumerable.Range(1, count).Select(number => new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0))];

        public ConcurrentBag<long> Done { get; } = [];

        public ConcurrentBag<long> Retried { get; } = [];

        public ValueTask<IReadOnlyList<DocumentNotification>> ClaimAsync(
            RetailerId retailer, string node, DateTimeOffset now, TimeSpan lease, int max, CancellationToken cancellationToken)
        {
            IReadOnlyList<DocumentNotification> all = _claimed ? [] : [.. Exchanges.Select((exchange, index) => new DocumentNotification(index + 1, exchange, 0, Of(index).Root, Of(index).State))];
            _claimed = true;
            return ValueTask.FromResult(all);
        }

        public Task<ReceivedDocument?> LoadAsync(RetailerId retailer, Guid exchangeId, CancellationToken cancellationToken)
        {
            Loaded.Add(exchangeId);
            var now = DateTimeOffset.UnixEpoch;
            return Task.FromResult<ReceivedDocument?>(new(
                new(exchangeId, Direction.In, new PartyId(Guid.Empty), null, Root, "D-1", 1, null, "Accepted", null, 0, now, now, []),
                new MarketDocument { Profile = new("Wanted 1.0", Root, "urn:wanted"), MRid = "D-1", Sender = new("10XIHUB-TCENTERZ", "A01") },
                default));
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
