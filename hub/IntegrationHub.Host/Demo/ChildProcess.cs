using System.Diagnostics;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Demo;

/// <summary>This program in another process: the trading center of the demo, or a hub that a test kills.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A hub drains for half a minute and stops its database in up to one.</summary>
    private static readonly TimeSpan PatienceForStop = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly List<string> _lines = [];

    private ChildProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The last lines it printed, for when it failed.</summary>
    public string Tail
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines.TakeLast(12));
            }
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <param name="environment">What it gets besides our environment.</param>
    /// <param name="program">Path of another program's assembly; <c>null</c> is this one.</param>
    public static ChildProcess Start(
        IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? program = null)
    {
        var host = program ?? typeof(ChildProcess).Assembly.Location;
        var self = Environment.ProcessPath ?? "dotnet";
        var start = new ProcessStartInfo
        {
            FileName = program is null && Path.GetFileNameWithoutExtension(self) == "IntegrationHub.Host" ? self : "dotnet",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        if (Path.GetFileName(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(host);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException("The process did not start."));
    }

    /// <summary>Returns once its health address says ready.</summary>
    /// <exception cref="RefusedException">It ended, or was not ready in time.</exception>
    public async Task ReadyAsync(string healthAddress, TimeProvider time, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var deadline = time.GetUtcNow() + Patience * 4;
        while (time.GetUtcNow() < deadline && !_process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://{healthAddress}/health/ready"), cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }

        throw new RefusedException("CHILD_NOT_READY", $"process {_process.Id} is not ready; it said:\n{Tail}", "Look at its last lines above; free the ports or the folder that it names.");
    }

    /// <summary>Waits until it ended by itself.</summary>
    /// <returns>Its exit code; 137 is SIGKILL.</returns>
    /// <exception cref="OperationCanceledException">It goes on.</exception>
    public async Task<int> ExitedAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends it at once, as a power failure would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, and waits; kills it only when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var stop = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
            using var patience = new CancellationTokenSource(PatienceForStop);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
                await _process.WaitForExitAsync();
            }
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_lines)
            {
                _lines.Add(line);
                if (_lines.Count > 200)
                {
                    _lines.RemoveRange(0, 100);
                }
            }
        }
    }
}
