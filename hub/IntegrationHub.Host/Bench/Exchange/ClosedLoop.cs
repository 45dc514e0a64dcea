namespace IntegrationHub.Host.Bench.Exchange;

/// <summary>So many senders, each with the next message as soon as its last one was answered. What it gives is throughput.</summary>
internal static class ClosedLoop
{
    /// <summary>Puts the messages <paramref name="from"/> to before <paramref name="to"/> of the file.</summary>
    /// <param name="client">The sender's connections.</param>
    /// <param name="messages">Where they come from.</param>
    /// <param name="from">The first.</param>
    /// <param name="to">The one behind the last.</param>
    /// <param name="senders">How many at the same time.</param>
    /// <param name="answered">Called with the number of answers so far after each, from many threads.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Seconds from the beginning at which each answer came, in the order in which they came.</returns>
    public static async Task<double[]> RunAsync(
        LoadClient client, MessageFile messages, int from, int to, int senders, Action<int> answered, TimeProvider time, CancellationToken cancellationToken)
    {
        var answers = new double[to - from];
        var next = from - 1;
        var done = -1;
        var start = time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(SendAsync, cancellationToken)));
        Array.Sort(answers);
        return answers;

        async Task SendAsync()
        {
            for (var number = Interlocked.Increment(ref next); number < to; number = Interlocked.Increment(ref next))
            {
                await client.PutAsync(messages.Read(number), cancellationToken);
                var index = Interlocked.Increment(ref done);
                answers[index] = time.GetElapsedTime(start).TotalSeconds;
                answered(index + 1);
            }
        }
    }

    /// <summary>Answers per second from the <paramref name="first"/>th to the <paramref name="last"/>th (counted from 1).</summary>
    public static double Throughput(double[] answered, int first, int last) =>
        (last - first + 1) / (answered[last - 1] - (first >= 2 ? answered[first - 2] : 0));
}
