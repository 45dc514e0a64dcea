namespace IntegrationHub.Lanes.Tests.Doubles;

/// <summary>Waits on a condition, with a generous deadline.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<bool> condition, string otherwise)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, otherwise);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }
}
