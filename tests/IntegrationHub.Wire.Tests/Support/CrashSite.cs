using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Node;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Wire.Tests.Support;

/// <summary>A market whose hub runs as a child process that is killed at a commit point and started again on what is left.</summary>
public class CrashSite : IAsyncLifetime
{
    /// <summary>What a process ends with that SIGKILL ended.</summary>
    public const int Killed = 137;

    private static readonly string Child = typeof(CrashChild.ArmedCrashPoints).Assembly.Location;

    private HubNode? _window;

    internal Market? Market { get; private set; }

    internal ChildProcess Hub { get; private set; } = null!;

    /// <summary>The hub's store, seen from beside it.</summary>
    internal Store Store => new(_window!);

    internal T Port<T>()
        where T : notnull => _window!.Services.GetRequiredService<T>();

    /// <summary>What a hub needs before it starts for the first time.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    public async Task InitializeAsync()
    {
        Market = await Support.Market.CreateAsync();
        if (Market is not null)
        {
            await PrepareAsync();
            await StartHubAsync();
        }
    }

    public virtual async Task DisposeAsync()
    {
        if (Market is not null)
        {
            if (_window is not null)
            {
                await _window.DisposeAsync();
            }

            await Hub.DisposeAsync();
            await Market.DisposeAsync();
        }
    }

    /// <summary>From now on the process that reaches the point next is killed there; what went before is over.</summary>
    internal async Task ArmAsync(string point)
    {
        await Wait.UntilAsync(
            async () => await Store.UnderWayAsync() + await Market!.CenterStore.UnderWayAsync() == 0, "Something of the test before is still under way.");
        var file = Path.Combine(Market!.HubFolder.FullPath, "crash-point");
        File.WriteAllText(file + ".new", point);
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>Waits for the kill and starts the hub again.</summary>
    internal async Task CrashedAsync()
    {
        Assert.Equal(Killed, await Wait.EndOfAsync(Hub));
        await Hub.DisposeAsync();
        await StartHubAsync();
    }

    /// <summary>Starts the hub anew so that it is killed at a point of what it does when it starts, and once more on what is left.</summary>
    internal async Task CrashedStartingAsync(string point)
    {
        await ArmAsync(point);
        await Hub.DisposeAsync();
        Hub = ChildProcess.Start(["up", Market!.HubFolder.FullPath], program: Child);
        Assert.Equal(Killed, await Wait.EndOfAsync(Hub, TimeSpan.FromMinutes(2)));
        await Hub.DisposeAsync();
        await StartHubAsync();
    }

    /// <summary>Hands a document in by a process of its own, as <c>ihub send</c> does.</summary>
    /// <returns>Its exit code and what it printed.</returns>
    internal async Task<(int Exit, string Said)> SendByCommandAsync(byte[] document)
    {
        var file = Path.Combine(Market!.HubFolder.FullPath, "document.xml");
        await File.WriteAllBytesAsync(file, document);
        await using var command = ChildProcess.Start(["send", Market.HubFolder.FullPath, Host.Simulation.CenterFolder.CenterName, file], program: Child);
        return (await Wait.EndOfAsync(command), command.Tail);
    }

    /// <summary>Starts the hub on what is left. The store may have gone down with the former one, so the window is opened anew: its connections may be dead.</summary>
    internal async Task StartHubAsync()
    {
        if (_window is not null)
        {
            await _window.DisposeAsync();
            _window = null;
        }

        Hub = ChildProcess.Start(["up", Market!.HubFolder.FullPath], program: Child);
        await Hub.ReadyAsync(Market.HubHealth, TimeProvider.System, CancellationToken.None);
        _window = await Market.AttachAsync();
    }
}
