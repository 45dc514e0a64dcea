using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Output;

/// <summary>
/// Progress of one long piece of work on standard error: a bar that redraws itself on a terminal (ten times a second at most), a plain
/// line every five seconds elsewhere. Work that ends sooner leaves no plain lines but its last.
/// </summary>
/// <remarks>Thread safe. Dispose it to write the end.</remarks>
internal sealed class Progress : IDisposable
{
    private const int BarWidth = 30;

    private readonly Surroundings _surroundings;
    private readonly string _what;
    private readonly long? _total;
    private readonly long _start;
    private readonly Lock _lock = new();
    private long _done;
    private string _detail = "";
    private long _lastShown;
    private bool _shown;

    internal Progress(Surroundings surroundings, string what, long? total)
    {
        _surroundings = surroundings;
        _what = what;
        _total = total;
        _start = _lastShown = surroundings.Time.GetTimestamp();
    }

    /// <summary>Adds to what is done.</summary>
    /// <param name="amount">In the unit of the total.</param>
    /// <param name="detail">What is being worked on now.</param>
    public void Advance(long amount = 1, string? detail = null)
    {
        lock (_lock)
        {
            _done += amount;
            _detail = detail ?? _detail;
            var interval = _surroundings.IsTerminal ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(5);
            if (_surroundings.Time.GetElapsedTime(_lastShown) >= interval)
            {
                Show();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_surroundings.IsTerminal && _shown)
            {
                _surroundings.Error.Write("\r\u001b[2K");
            }

            if (_shown)
            {
                _surroundings.Error.WriteLine($"{_what}: {Amount()}, {_surroundings.Time.GetElapsedTime(_start).TotalSeconds:0.0} s");
            }
        }
    }

    private void Show()
    {
        _shown = true;
        _lastShown = _surroundings.Time.GetTimestamp();
        if (!_surroundings.IsTerminal)
        {
            _surroundings.Error.WriteLine($"{_what}: {Amount()} {_detail}".TrimEnd());
            return;
        }

        var bar = "";
        if (_total is > 0 and var total)
        {
            var filled = (int)(Math.Min(_done, total) * BarWidth / total);
            bar = $" [{new string('#', filled)}{new string('.', BarWidth - filled)}]";
        }

        _surroundings.Error.Write($"\r\u001b[2K{_what}{bar} {Amount()} {_detail}".TrimEnd());
    }

    private string Amount() => _total is { } total ? $"{_done} of {total}" : $"{_done}";
}
