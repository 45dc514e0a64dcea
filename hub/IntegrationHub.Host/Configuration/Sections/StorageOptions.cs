using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>Which database holds the store.</summary>
internal enum StorageProvider
{
    /// <summary>A private PostgreSQL server that the hub makes and runs in its data folder.</summary>
    Embedded,

    /// <summary>A PostgreSQL server that somebody else runs.</summary>
    Postgresql,

    /// <summary>SQL Server 2022 or newer, or Azure SQL, that somebody else runs.</summary>
    Sqlserver,
}

/// <summary>Somebody answers for confidential data on files that the database does not encrypt, for a while.</summary>
internal sealed record EncryptionWaiverOptions
{
    [Setting("Last day (UTC) of the waiver, at most 366 days ahead; empty means none.")]
    public DateOnly? Until { get; init; }

    [Setting("Why the database need not encrypt: it is logged and written into the ledger at every start.")]
    public string Reason { get; init; } = "";
}

/// <summary>Where the hub keeps what it promises.</summary>
internal sealed record StorageOptions
{
    [Setting("Which database holds the store; `embedded` makes and runs one in the data folder.")]
    public StorageProvider Provider { get; init; } = StorageProvider.Embedded;

    [Setting("Connection string of an existing server, without a password; the login serves, so it owns nothing and bypasses no row policy.")]
    public string ConnectionString { get; init; } = "";

    [Setting("Password for `connectionString`.")]
    public Secret? Password { get; init; }

    [Setting("The same server with a login that owns the schemas, for migrations; without it the hub only checks that they were made.")]
    public string MigrationConnectionString { get; init; } = "";

    [Setting("Password for `migrationConnectionString`.")]
    public Secret? MigrationPassword { get; init; }

    [Setting("The same server with the login of the customers' side; without it nothing crosses between the two sides.")]
    public string CustomerConnectionString { get; init; } = "";

    [Setting("Password for `customerConnectionString`.")]
    public Secret? CustomerPassword { get; init; }

    [Setting("For a production folder whose database does not encrypt its files: who answers for it, until when. Without it confidential modules refuse to work there.")]
    public EncryptionWaiverOptions EncryptionWaiver { get; init; } = new();

    [Setting("Folder with the programs of PostgreSQL for the embedded server; by default they are looked for.")]
    public string ProgramsFolder { get; init; } = "";

    [Setting("Connections to the database at the same time.", Min = "4", Max = "1000")]
    public int MaxConnections { get; init; } = 40;

    [Setting("Longest time one statement may take.", Min = "1s", Max = "10m")]
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
