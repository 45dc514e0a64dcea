namespace IntegrationHub.Wire.Tests.Support;

/// <summary>Waits on conditions, with one generous deadline for all of them.</summary>
internal static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task UntilAsync(Func<Task<bool>> condition, string otherwise, Func<string>? more = null)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"{otherwise} {more?.Invoke()}");
            await Task.Delay(TimeSpan.FromMilliseconds(40), TimeProvider.System);
        }
    }

    public static async Task<int> EndOfAsync(Host.Demo.ChildProcess process)
    {
        using var deadline = new CancellationTokenSource(Patience);
        return await process.ExitedAsync(deadline.Token);
    }
}
