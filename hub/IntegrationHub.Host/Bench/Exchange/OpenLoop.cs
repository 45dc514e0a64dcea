namespace IntegrationHub.Host.Bench.Exchange;

/// <summary>
/// Messages at a fixed rate, whatever became of those before. What it gives is latency, counted from the instant at which a message was to
/// be sent: a hub that stalls pays for everybody who waits behind the stall.
/// </summary>
internal static class OpenLoop
{
    /// <returns>Milliseconds of each message.</returns>
    public static async Task<double[]> RunAsync(
        LoadClient client, MessageFile messages, int from, int count, int perSecond, TimeProvider time, CancellationToken cancellationToken)
    {
        var latencies = new double[count];
        var sending = new Task[count];
        var start = time.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1), time);
        for (var sent = 0; sent < count && await timer.WaitForNextTickAsync(cancellationToken);)
        {
            var due = Math.Min(count, (int)(time.GetElapsedTime(start).TotalSeconds * perSecond) + 1);
            for (; sent < due; sent++)
            {
                sending[sent] = SendAsync(sent);
            }
        }

        await Task.WhenAll(sending);
        return latencies;

        async Task SendAsync(int number)
        {
            await client.PutAsync(messages.Read(from + number), cancellationToken);
            latencies[number] = time.GetElapsedTime(start).TotalMilliseconds - (number * 1000.0 / perSecond);
        }
    }
}
