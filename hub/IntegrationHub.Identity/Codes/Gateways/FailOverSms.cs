namespace IntegrationHub.Identity.Codes.Gateways;

/// <summary>
/// Several gateways, the first one first. One that failed rests for a while, so that people do not wait for it each time. A code may arrive twice when a gateway
/// took it and did not say so, and is good once all the same; anything else is then given to no other gateway. Thread-safe.
/// </summary>
/// <param name="gateways">In the order in which they are tried.</param>
/// <param name="time">The clock.</param>
public sealed class FailOverSms(IReadOnlyList<ISmsSender> gateways, TimeProvider time) : ISmsSender
{
    /// <summary>How long a gateway that failed is tried last.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly long[] _restsUntil = new long[gateways.Count];

    public Task SendAsync(string phone, string text, CancellationToken cancellationToken) => SendAsync(phone, text, atMostOnce: true, cancellationToken);

    public Task SendCodeAsync(string phone, string text, CancellationToken cancellationToken) => SendAsync(phone, text, atMostOnce: false, cancellationToken);

    private async Task SendAsync(string phone, string text, bool atMostOnce, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcTicks;
        var failures = new List<SmsException>();
        foreach (var index in Enumerable.Range(0, gateways.Count).OrderBy(index => Volatile.Read(ref _restsUntil[index]) > now).ThenBy(static index => index).ToList())
        {
            try
            {
                await gateways[index].SendAsync(phone, text, cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _restsUntil[index], 0);
                return;
            }
            catch (SmsException failure)
            {
                Volatile.Write(ref _restsUntil[index], time.GetUtcNow().Add(Rest).UtcTicks);
                failures.Add(failure);
                if (atMostOnce && failure.MayHaveLeft)
                    break;
            }
        }

        throw new SmsException(failures.Count == 0 ? "No gateway is configured." : string.Join(" ", failures.Select(static one => one.Message))) { MayHaveLeft = failures.Exists(static one => one.MayHaveLeft) };
    }
}
