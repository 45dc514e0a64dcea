using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IntegrationHub.Identity.Tests.Support;

/// <summary>An HTTP server on the loopback that keeps requests and answers as told. It stands behind an address without TLS, which the configuration refuses.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public LoopbackServer()
    {
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/sms");
        _work = ServeAsync();
    }

    public Uri Address { get; }

    public ConcurrentQueue<(Dictionary<string, string> Headers, string Body)> Requests { get; } = [];

    public (int Status, string Body) Answers { get; set; } = (200, "OK");

    /// <summary>Takes requests and answers none.</summary>
    public bool IsSilent { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _work;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // The test is over, or the client went away.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        await reader.ReadLineAsync(_stop.Token);
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();

        // The length counts octets; characters are fewer where the text is not ASCII.
        var (length, body) = (int.Parse(headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture), new StringBuilder());
        var one = new char[1];
        while (Encoding.UTF8.GetByteCount(body.ToString()) < length && await reader.ReadAsync(one.AsMemory(), _stop.Token) == 1)
            body.Append(one[0]);

        Requests.Enqueue((headers, body.ToString()));
        if (IsSilent)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
            return;
        }

        var answer = $"HTTP/1.1 {Answers.Status} x\r\nContent-Length: {Encoding.UTF8.GetByteCount(Answers.Body)}\r\nLocation: /elsewhere\r\nConnection: close\r\n\r\n{Answers.Body}";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _stop.Token);
    }
}
