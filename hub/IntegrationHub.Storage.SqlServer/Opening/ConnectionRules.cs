using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Opening;

/// <summary>Makes the connection string that is used of the one that was written, and refuses what would go unprotected over the network.</summary>
internal static class ConnectionRules
{
    /// <summary>Where the login of the company's side is written.</summary>
    public const string Serving = "storage.connectionString";

    /// <param name="options">With the connection string.</param>
    /// <param name="setting">Where it was written, for messages.</param>
    /// <exception cref="StorageSetupException">It cannot be read, asks for no encryption, or in production for no check of the server.</exception>
    public static string Apply(StorageOptions options, string setting = Serving)
    {
        var settings = Read(options.ConnectionString, setting);
        if (options.Password is { } password)
            settings.Password = password;

        if (settings.Encrypt.Equals(SqlConnectionEncryptOption.Optional))
        {
            throw new StorageSetupException($"{setting} asks for a connection without encryption.", "Leave Encrypt away, or write Encrypt=Strict.")
            {
                Code = "STORAGE_CONNECTION_NOT_ENCRYPTED",
            };
        }

        if (options.IsProduction && settings.TrustServerCertificate)
        {
            throw new StorageSetupException(
                $"{setting} asks not to check the server's certificate, which production does not allow.",
                "Leave TrustServerCertificate away and let the machine trust the certificate's authority, or write ServerCertificate=PATH.")
            {
                Code = "STORAGE_CERTIFICATE_NOT_CHECKED",
            };
        }

        settings.ApplicationName = "ihub";
        settings.PersistSecurityInfo = false;
        settings.MultipleActiveResultSets = false;
        settings.Enlist = false;
        // The driver tries once more after ten seconds where nothing is said; who waits for the store is to know sooner.
        if (!settings.ShouldSerialize("Connect Retry Interval"))
            settings.ConnectRetryInterval = 1;

        settings.MaxPoolSize = options.MaxConnections + options.MaxArchiveConnections;
        settings.ConnectTimeout = (int)Math.Clamp(options.CommandTimeout.TotalSeconds, 1, 60);
        return settings.ConnectionString;
    }

    private static SqlConnectionStringBuilder Read(string? connectionString, string setting)
    {
        try
        {
            return new SqlConnectionStringBuilder(connectionString);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new StorageSetupException(
                $"{setting} cannot be read: {wrong.Message.TrimEnd('.')}.", "Write it as Server=…;Database=…;User ID=….", wrong)
            {
                Code = "STORAGE_CONNECTION_STRING",
            };
        }
    }
}
