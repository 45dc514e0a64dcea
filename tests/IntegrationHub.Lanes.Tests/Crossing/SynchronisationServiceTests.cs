using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.History;
using IntegrationHub.Lanes.Crossing;
using IntegrationHub.Lanes.Tests.Doubles;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Lanes.Tests.Crossing;

/// <summary>Whatever lies in a stream, the node goes on: who has the login of one side must not be able to stop the hub.</summary>
public sealed class SynchronisationServiceTests
{
    [Fact]
    public async Task A_stream_that_cannot_be_worked_with_stands_alone_is_told_once_and_tried_again()
    {
        var sides = new Sides { Broken = true };
        var log = new ErrorLog();
        using var service = new SynchronisationService(
            new Synchronisation(sides, new Ids(), new FakeTime()), new LaneOptions { Node = "test" }, TimeProvider.System, log);
        await service.StartAsync(CancellationToken.None);
        try
        {
            // Requests come behind publications, and are looked at all the same.
            await Until.TrueAsync(() => sides.Looks(CrossingStream.Publications) > 1 && sides.Looks(CrossingStream.Requests) > 1, "the streams are not looked at");
            Assert.False(service.ExecuteTask!.IsCompleted);
            var told = Assert.Single(log.Errors);
            Assert.Contains("publications", told, StringComparison.Ordinal);

            // It is over, and begins again: that is news.
            sides.Broken = false;
            var looks = sides.Looks(CrossingStream.Publications);
            await Until.TrueAsync(() => sides.Looks(CrossingStream.Publications) > looks + 1, "the stream is not tried again");
            sides.Broken = true;
            await Until.TrueAsync(() => log.Errors.Count > 1, "the second trouble is not told");
        }
        finally
        {
            await service.StopAsync(CancellationToken.None);
        }

        Assert.True(service.ExecuteTask!.IsCompletedSuccessfully);
    }

    /// <summary>Both sides in one, with nothing in them; what is published breaks whoever reads it.</summary>
    private sealed class Sides : ICrossingSides, ICrossingSide
    {
        private readonly int[] _looks = new int[2];

        public volatile bool Broken;

        public ICrossingSide Company => this;

        public ICrossingSide Customers => this;

        public int Looks(CrossingStream stream) => Volatile.Read(ref _looks[stream == CrossingStream.Publications ? 0 : 1]);

        public ValueTask<CrossingState> ReadStateAsync(RetailerId retailer, CrossingStream stream, CancellationToken cancellationToken) => ValueTask.FromResult<CrossingState>(default);

        public ValueTask<IReadOnlyList<CrossingEntry>> ReadAsync(RetailerId retailer, CrossingStream stream, long after, int max, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _looks[stream == CrossingStream.Publications ? 0 : 1]);
            return Broken && stream == CrossingStream.Publications ? throw new InvalidCastException("a row that no number fits") : ValueTask.FromResult<IReadOnlyList<CrossingEntry>>([]);
        }

        public ValueTask<bool> AcceptAsync(
            RetailerId retailer, CrossingStream stream, long expected, long upTo, IReadOnlyList<CrossingEntry> entries, ExchangeEvent? entry, DateTimeOffset now, CancellationToken cancellationToken) =>
            ValueTask.FromResult(true);

        public ValueTask<bool> ConfirmAsync(RetailerId retailer, CrossingStream stream, long expected, long upTo, ExchangeEvent? entry, CancellationToken cancellationToken) =>
            ValueTask.FromResult(true);
    }

    private sealed class Ids : IIdSource
    {
        public Guid Next(DateTimeOffset now) => Guid.CreateVersion7(now);
    }

    private sealed class ErrorLog : ILogger<SynchronisationService>
    {
        private readonly List<string> _errors = [];

        public IReadOnlyList<string> Errors
        {
            get
            {
                lock (_errors)
                    return [.. _errors];
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel != LogLevel.Error)
                return;
            lock (_errors)
                _errors.Add(formatter(state, exception));
        }
    }
}
