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

    /// <param name="process">The process.</param>
    /// <param name="longer">Where more than an act is waited for, such as a start.</param>
    public static async Task<int> EndOfAsync(Host.Demo.ChildProcess process, TimeSpan longer = default)
    {
        using var deadline = new CancellationTokenSource(Patience + longer);
        return await process.ExitedAsync(deadline.Token);
    }
}
