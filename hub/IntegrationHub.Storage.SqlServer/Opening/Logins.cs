namespace IntegrationHub.Storage.SqlServer.Opening;

/// <summary>The servers of a configuration: by who logs in.</summary>
internal static class Logins
{
    /// <summary>As whom the schema is changed: as its owner where one is named, else as the login that serves, which the server then refuses.</summary>
    public static Server Upgrading(StorageOptions options) => options.MigrationConnectionString is { } owner
        ? new Server(options with { ConnectionString = owner, Password = options.MigrationPassword }, "storage.migrationConnectionString")
        : new Server(options);

    /// <summary>Null where nothing crosses between the sides.</summary>
    public static Server? Customers(StorageOptions options) => options.CustomerConnectionString is { } customer
        ? new Server(options with { ConnectionString = customer, Password = options.CustomerPassword }, "storage.customerConnectionString")
        : null;
}
