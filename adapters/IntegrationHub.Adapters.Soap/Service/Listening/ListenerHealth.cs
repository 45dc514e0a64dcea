using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IntegrationHub.Adapters.Soap.Service.Listening;

/// <summary>One address of the service and how it is.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class AccessChannel(IPEndPoint configured)
{
    private volatile string? _error = "not bound yet";

    /// <summary>As configured.</summary>
    public IPEndPoint Configured { get; } = configured;

    /// <summary>As bound; differs where the configuration left the port to the system. <c>null</c> before it was bound once.</summary>
    public IPEndPoint? Bound { get; private set; }

    /// <summary>Why it does not listen, or <c>null</c>.</summary>
    public string? Error => _error;

    internal void Listening(IPEndPoint bound)
    {
        Bound = bound;
        _error = null;
    }

    internal void Lost(string error) => _error = error;
}

/// <summary>The access channels of the service.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class ListenerHealth
{
    private readonly ConcurrentQueue<AccessChannel> _channels = new();

    public IReadOnlyCollection<AccessChannel> Channels => _channels;

    internal AccessChannel Add(IPEndPoint configured)
    {
        var channel = new AccessChannel(configured);
        _channels.Enqueue(channel);
        return channel;
    }
}

/// <summary>
/// Health of the access channels: each bound address is connected to, because a socket does not notice that its interface is gone. One
/// lost channel degrades, all of them fail.
/// </summary>
public sealed class ListenerHealthCheck(ListenerHealth health) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        int lost = 0;
        foreach (var channel in health.Channels)
        {
            var error = channel.Error ?? await ConnectAsync(channel.Bound!, cancellationToken);
            data[(channel.Bound ?? channel.Configured).ToString()] = error ?? "listening";
            if (error is not null) lost++;
        }
        return lost == 0 ? HealthCheckResult.Healthy("All access channels listen.", data)
            : lost < data.Count ? HealthCheckResult.Degraded($"{lost} of {data.Count} access channels are lost.", data: data)
            : HealthCheckResult.Unhealthy("No access channel listens.", data: data);
    }

    private static async Task<string?> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var target = address.Address.Equals(IPAddress.Any) ? new IPEndPoint(IPAddress.Loopback, address.Port)
            : address.Address.Equals(IPAddress.IPv6Any) ? new IPEndPoint(IPAddress.IPv6Loopback, address.Port)
            : address;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        using var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(target, deadline.Token);
            return null;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return error is SocketException ? error.Message : "does not answer";
        }
    }
}
