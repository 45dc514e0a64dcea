namespace IntegrationHub.Storage.SqlServer.Opening;

/// <summary>As whom the schema is changed: as its owner where one is named, else as the login that serves, which the server then refuses.</summary>
internal static class UpgradeConnection
{
    public static StorageOptions Of(StorageOptions options) => options.MigrationConnectionString is { } owner
        ? options with { ConnectionString = owner, Password = options.MigrationPassword }
        : options;
}
