using IntegrationHub.Exchange;
using IntegrationHub.Host.Node;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntegrationHub.Host.Tests;

/// <summary>Work beside the exchange: a round that fails stops neither the work nor the hub.</summary>
public sealed class PeriodicWorkTests
{
    [Fact]
    public async Task A_round_that_fails_for_any_reason_is_tried_again()
    {
        Exception[] faults = [new StorageUnavailableException("away"), new ConfidentialRefusedException("books", "CODE", "text", "remedy"), new InvalidOperationException("bug"), new OperationCanceledException("of its own")];
        using var work = new Failing(faults);
        await work.StartAsync(CancellationToken.None);
        await work.Good.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await work.StopAsync(CancellationToken.None);

        Assert.True(work.ExecuteTask!.IsCompletedSuccessfully);
        Assert.True(work.Rounds > faults.Length);
    }

    private sealed class Failing(Exception[] faults) : PeriodicWork(TimeSpan.FromMilliseconds(1), "Work of the test", TimeProvider.System, NullLogger.Instance)
    {
        public TaskCompletionSource Good { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Rounds { get; private set; }

        protected override Task RoundAsync(CancellationToken cancellationToken)
        {
            if (Rounds++ < faults.Length)
            {
                throw faults[Rounds - 1];
            }

            Good.TrySetResult();
            return Task.CompletedTask;
        }
    }
}
