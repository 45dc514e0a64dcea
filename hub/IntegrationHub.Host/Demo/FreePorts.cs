using System.Net;
using System.Net.Sockets;

namespace IntegrationHub.Host.Demo;

/// <summary>
/// Ports of the loopback address that nobody uses right now. They lie below those that the system gives to connections and to listeners without a
/// port of their own (32768 and up on Linux): what is free here is not taken by chance before it is listened at.
/// </summary>
internal static class FreePorts
{
    private const int First = 12_000;
    private const int Span = 19_000;

    /// <summary>Processes begin at different places and go on from port to port.</summary>
    private static int _next = Environment.ProcessId * 97 % Span;

    public static IReadOnlyList<int> Take(int count)
    {
        var listeners = new List<TcpListener>();
        try
        {
            for (var tries = 0; listeners.Count < count; tries++)
            {
                var listener = new TcpListener(IPAddress.Loopback, First + (int)((uint)Interlocked.Increment(ref _next) % Span));
                try
                {
                    listener.Start();
                    listeners.Add(listener);
                }
                catch (SocketException) when (tries < Span)
                {
                    listener.Dispose();
                }
            }

            return [.. listeners.Select(static listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(static listener => listener.Dispose());
        }
    }
}
