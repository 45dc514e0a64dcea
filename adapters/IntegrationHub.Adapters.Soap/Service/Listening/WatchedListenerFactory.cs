using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Adapters.Soap.Service.Listening;

/// <summary>
/// Binds the addresses of the service so that one that cannot be bound, or is lost, harms neither the start nor the others: it is reported
/// and tried again until it is there.
/// </summary>
internal sealed class WatchedListenerFactory(
    SoapListenerOptions options, ListenerHealth health, TimeProvider time, ILoggerFactory logs) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    /// <summary>
    /// The smallest buffer with which a flush ends only when the operating system has taken the bytes; with the default it ends as soon as
    /// they are queued, and an answer could not be called written.
    /// </summary>
    private const int SmallestWriteBuffer = 2;

    private readonly SocketTransportFactory _sockets = new(
        Options.Create(new SocketTransportOptions { MaxWriteBufferSize = SmallestWriteBuffer }), logs);

    public bool CanBind(EndPoint endpoint) => options.Endpoints.Contains(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var channel = health.Add((IPEndPoint)endpoint);
        var listener = new WatchedListener(_sockets, endpoint, channel, time, logs.CreateLogger<WatchedListener>());
        await listener.TryBindAsync(cancellationToken);
        return listener;
    }
}

/// <summary>One address.</summary>
internal sealed partial class WatchedListener(
    IConnectionListenerFactory sockets, EndPoint configured, AccessChannel channel, TimeProvider time, ILogger<WatchedListener> log) : IConnectionListener
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _stopping = new();
    private IConnectionListener? _inner;

    public EndPoint EndPoint => _inner?.EndPoint ?? configured;

    public async ValueTask TryBindAsync(CancellationToken cancellationToken)
    {
        try
        {
            // After a loss the same port is taken again, also where the configuration left it to the system.
            _inner = await sockets.BindAsync(channel.Bound ?? configured, cancellationToken);
            channel.Listening((IPEndPoint)_inner.EndPoint);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Lost(error);
        }
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (!_stopping.IsCancellationRequested)
        {
            if (_inner is null)
            {
                try
                {
                    await Task.Delay(RetryEvery, time, _stopping.Token);
                    await TryBindAsync(_stopping.Token);
                }
                catch (OperationCanceledException)
                {
                    return null;
                }
                continue;
            }
            try
            {
                var connection = await _inner.AcceptAsync(cancellationToken);
                if (connection is not null || _stopping.IsCancellationRequested) return connection;
                Lost(new IOException("The socket was closed."));
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Lost(error);
            }
            if (_inner is { } lost)
            {
                _inner = null;
                await lost.DisposeAsync();
            }
        }
        return null;
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await _stopping.CancelAsync();
        if (_inner is not null) await _inner.UnbindAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_inner is not null) await _inner.DisposeAsync();
        _stopping.Dispose();
    }

    private void Lost(Exception error)
    {
        channel.Lost(error.Message);
        LogLost(configured, error);
    }

    [LoggerMessage(20, LogLevel.Error, "The access channel {Address} is lost; it is tried again")]
    private partial void LogLost(EndPoint address, Exception error);
}
