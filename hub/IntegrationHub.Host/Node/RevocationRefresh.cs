using IntegrationHub.Notary.Revocation;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node;

/// <summary>
/// Keeps revocation data fresh while the hub runs, beside the messages and never in their way. The listeners wait for the first round,
/// but no longer than a few seconds: a start must not depend on services of others.
/// </summary>
internal sealed partial class RevocationRefresh(NodeTrust trust, NodeKeys keys, TimeProvider time, ILogger<RevocationRefresh> logger) : BackgroundService, IJob
{
    private static readonly TimeSpan FirstRound = TimeSpan.FromSeconds(3);

    /// <summary>Also without anything due, to see certificates that were registered meanwhile.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (trust.Revocation is { } revocation)
        {
            revocation.Watch(keys.Tls);
            revocation.Watch(keys.Signing.Certificate);
            using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            soon.CancelAfter(FirstRound);
            try
            {
                await RefreshAsync(revocation, soon.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                LogSlow(FirstRound.TotalSeconds);
            }
        }

        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public JobRecord Job { get; } = new(time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (trust.Revocation is not { } revocation)
        {
            return;
        }

        try
        {
            while (true)
            {
                Job.Begin();
                await RefreshAsync(revocation, stoppingToken);
                Job.End(SleepUntil(revocation.NextDue));
                await revocation.WaitForNewsAsync(SleepUntil(revocation.NextDue), stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The order to stop.
        }
    }

    private async Task RefreshAsync(RevocationClient revocation, CancellationToken cancellationToken)
    {
        foreach (var word in await revocation.RefreshAsync(cancellationToken))
        {
            LogNews(word);
        }

        if (revocation.States.FirstOrDefault(static state => state.FailingSince is not null) is { } failing)
        {
            Job.Fail($"{failing.Issuer}, {failing.Kind}: {failing.Problem}");
        }
    }

    private TimeSpan SleepUntil(DateTimeOffset due)
    {
        var left = due - time.GetUtcNow();
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < LongestSleep ? left : LongestSleep;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Revocation data: {Text}")]
    private partial void LogNews(string text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Revocation data is not complete after {Seconds} seconds; the hub starts with what it has")]
    private partial void LogSlow(double seconds);
}
