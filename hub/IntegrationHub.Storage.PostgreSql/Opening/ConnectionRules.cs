using System.Net;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Opening;

/// <summary>
/// Refuses a connection to somebody else's server that would go unprotected over the network. The driver's default falls back to no encryption and
/// checks no certificate.
/// </summary>
internal static class ConnectionRules
{
    private const string Remedy = "Leave SSL Mode away or write SSL Mode=VerifyFull, and let this machine trust the authority of the server's certificate, or write Root Certificate=PATH.";

    /// <summary>Demands encryption and a certificate of the server's name in production, unless every host is this machine.</summary>
    /// <param name="connection">As it was written; changed.</param>
    /// <param name="isProduction">False in a development folder, where what was written stays.</param>
    /// <param name="setting">Where it was written, for messages.</param>
    /// <exception cref="StorageSetupException">It names no host, or asks for less.</exception>
    public static void Apply(NpgsqlConnectionStringBuilder connection, bool isProduction, string setting)
    {
        if (string.IsNullOrWhiteSpace(connection.Host))
        {
            throw new StorageSetupException($"{setting} names no host.", "Write it as Host=…;Database=…;Username=….") { Code = "STORAGE_CONNECTION_STRING" };
        }

        if (!isProduction || connection.Host.Split(',').All(IsThisMachine))
            return;

        if (!connection.ShouldSerialize("SSL Mode"))
        {
            connection.SslMode = SslMode.VerifyFull;
        }
        else if (connection.SslMode is SslMode.Require or SslMode.VerifyCA)
        {
            throw new StorageSetupException($"{setting} asks not to check that the certificate is the server's (SSL Mode={connection.SslMode}), which production does not allow.", Remedy)
            {
                Code = "STORAGE_CERTIFICATE_NOT_CHECKED",
            };
        }
        else if (connection.SslMode != SslMode.VerifyFull)
        {
            throw new StorageSetupException($"{setting} allows a connection without encryption (SSL Mode={connection.SslMode}), which production does not.", Remedy)
            {
                Code = "STORAGE_CONNECTION_NOT_ENCRYPTED",
            };
        }
    }

    /// <summary>A unix socket or a loopback address: nothing leaves the machine.</summary>
    /// <param name="host">With or without its port.</param>
    private static bool IsThisMachine(string host)
    {
        var name = host.Trim();
        if (name is ['/' or '@', ..])
            return true;

        if (IPAddress.TryParse(name, out var address) || (IPEndPoint.TryParse(name, out var end) && (address = end.Address) is not null))
            return IPAddress.IsLoopback(address);

        return string.Equals(name.Split(':')[0], "localhost", StringComparison.OrdinalIgnoreCase);
    }
}
