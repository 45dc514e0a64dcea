using System.Security.Cryptography;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;

namespace IntegrationHub.Host.Demo;

/// <summary>
/// The demo's hub, in a process of its own, because it dies on the way: <c>kill -9</c> at moments that nobody chose, and started again on what is left, while people and the
/// trading center go on.
/// </summary>
/// <param name="folder">Its data folder.</param>
/// <param name="health">Where its health answers.</param>
/// <param name="time">The clock.</param>
/// <param name="say">Prints a line.</param>
internal sealed class MortalHub(DataFolder folder, string health, TimeProvider time, Action<string> say) : IAsyncDisposable
{
    /// <summary>A kill comes at most so long after the hub began to serve (again): early enough that the month is not over.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private ChildProcess? _process;

    public int Id => _process!.Id;

    /// <summary>Starts it and returns once it serves.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process = ChildProcess.Start(["up", "--data", folder.FullPath]);
        await _process.ReadyAsync(health, time, cancellationToken);
    }

    /// <summary>Works beside the hub as commands do: the same store, no listeners, no workers.</summary>
    public Task<HubNode> AttachAsync(Configuration.HubOptions options, CancellationToken cancellationToken) =>
        HubNode.StartAsync(new NodeSettings { Folder = folder, Options = options, Time = time, Serves = false }, cancellationToken);

    /// <summary>Kills it so many times, each time at random, and starts it again; returns once it serves after the last.</summary>
    public Task DieAsync(int times, CancellationToken cancellationToken) => DieAsync(times, Longest, cancellationToken);

    /// <summary>The same, each time within a span after it began to serve or this was called.</summary>
    public async Task DieAsync(int times, TimeSpan within, CancellationToken cancellationToken)
    {
        for (var death = 1; death <= times; death++)
        {
            await DieOnceAsync($"{death} of {times}", within, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    private async Task DieOnceAsync(string which, TimeSpan within, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)within.TotalMilliseconds)), time, cancellationToken);
        var (dead, former) = (_process!.Id, _process);
        await former.KillAsync();
        await former.DisposeAsync();
        var began = time.GetTimestamp();
        await StartAsync(cancellationToken);
        say($"  ✗ kill -9 of the hub (process {dead}, {which}); it serves again after {time.GetElapsedTime(began).TotalSeconds:0.0} s as process {Id}");
    }
}
