using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>Where the hub keeps what it promises.</summary>
internal sealed record StorageOptions
{
    [Setting("Connection string of an existing PostgreSQL server, without a password; empty runs the embedded one.")]
    public string ConnectionString { get; init; } = "";

    [Setting("Password for `connectionString`.")]
    public Secret? Password { get; init; }

    [Setting("Folder with the programs of PostgreSQL for the embedded server; by default they are looked for.")]
    public string ProgramsFolder { get; init; } = "";

    [Setting("Connections to the database at the same time.", Min = "4", Max = "1000")]
    public int MaxConnections { get; init; } = 40;

    [Setting("Longest time one statement may take.", Min = "1s", Max = "10m")]
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
