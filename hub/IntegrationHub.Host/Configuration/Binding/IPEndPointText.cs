using System.Net;

namespace IntegrationHub.Host.Configuration.Binding;

/// <summary>An address to listen at: an IP address and a port; port 0 takes a free one.</summary>
/// <param name="EndPoint">The parsed form.</param>
internal sealed record IPEndPointText(IPEndPoint EndPoint)
{
    /// <summary>Parses <c>127.0.0.1:8443</c> or <c>[::1]:8443</c>; the port must be written.</summary>
    public static IPEndPointText? TryParse(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && !text.EndsWith(']') && IPEndPoint.TryParse(text, out var endPoint)
            && (endPoint.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork || text[0] == '[')
            ? new IPEndPointText(endPoint)
            : null;
    }

    public override string ToString() => EndPoint.ToString();
}
