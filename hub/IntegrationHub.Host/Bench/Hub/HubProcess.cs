using System.Diagnostics;
using System.Globalization;

namespace IntegrationHub.Host.Bench.Hub;

/// <summary>A hub (<c>ihub up</c>) as a process of its own. Disposing it stops it the orderly way.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task _reading;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HubProcess(Process process, string logFile)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAnswersAsync(), KeepLogAsync(logFile));
    }

    public int Id => _process.Id;

    /// <summary>Starts it and returns when its first address listens.</summary>
    /// <param name="dataFolder">A data folder made before.</param>
    /// <param name="logFile">Gets what it logs.</param>
    /// <param name="cancellationToken">Gives up, and stops it.</param>
    /// <returns>The process and the address of its service.</returns>
    public static async Task<(HubProcess Hub, Uri Address)> StartAsync(string dataFolder, string logFile, CancellationToken cancellationToken)
    {
        var start = OurOwnProgram();
        start.ArgumentList.Add("up");
        start.ArgumentList.Add("--data");
        start.ArgumentList.Add(dataFolder);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var hub = new HubProcess(Process.Start(start)!, logFile);
        try
        {
            return (hub, await hub._address.Task.WaitAsync(Patience, cancellationToken));
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await signal.WaitForExitAsync();
        }

        using (var deadline = new CancellationTokenSource(Patience))
        {
            try
            {
                await _process.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
            }
        }

        await _reading;
        _process.Dispose();
    }

    /// <summary>The program that runs now, also where it was started through the runtime's own host.</summary>
    private static ProcessStartInfo OurOwnProgram()
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "IntegrationHub.Host.dll"));
        }

        return start;
    }

    /// <summary>Its greeting names the addresses for partners.</summary>
    private async Task ReadAnswersAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["partners", var address, ..])
            {
                _address.TrySetResult(new Uri(address));
            }
        }

        _address.TrySetException(new InvalidOperationException("The hub ended before it listened; see its log."));
    }

    private async Task KeepLogAsync(string file)
    {
        await using var log = new StreamWriter(file, append: true);
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            await log.WriteLineAsync(line);
        }
    }
}
