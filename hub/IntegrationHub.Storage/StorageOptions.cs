using IntegrationHub.Archive.Contents;
using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Storage.Crossing;

namespace IntegrationHub.Storage;

/// <summary>Where the store lies and how much of the machine it may use. Checked once, when the store is opened.</summary>
public sealed record StorageOptions
{
    /// <summary>The hub's data folder; the embedded server keeps its cluster in the subfolder <c>store</c>.</summary>
    public required string DataFolder { get; init; }

    /// <summary>An existing server instead of the embedded one; the database has to exist and be ours alone.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Password for <see cref="ConnectionString"/>, which holds none.</summary>
    public string? Password { get; init; }

    /// <summary>The same server as the role that owns the schemas; <c>null</c> where somebody else migrates and the hub only looks whether it was done.</summary>
    public string? MigrationConnectionString { get; init; }

    /// <summary>Password for <see cref="MigrationConnectionString"/>.</summary>
    public string? MigrationPassword { get; init; }

    /// <summary>The same server as the role of the customers' side; <c>null</c> where nothing crosses between the sides.</summary>
    public string? CustomerConnectionString { get; init; }

    /// <summary>Password for <see cref="CustomerConnectionString"/>.</summary>
    public string? CustomerPassword { get; init; }

    /// <summary>True outside development: a connection whose server is not checked is refused.</summary>
    public bool IsProduction { get; init; }

    /// <summary>Folder of the embedded server's programs; <c>null</c> looks in the usual places.</summary>
    public string? ProgramsFolder { get; init; }

    /// <summary>Database inside the embedded server.</summary>
    public string Database { get; init; } = "ihub";

    /// <summary>True for commands that look into the folder of a running hub instead of refusing to start beside it.</summary>
    public bool MayAttach { get; init; }

    /// <summary>
    /// Connections that commit, 1 to 100. A few per core are enough: between 8 and 32 no difference beyond the noise was measured at 64 callers
    /// on two cores (docs/storage.md).
    /// </summary>
    public int MaxConnections { get; init; } = 16;

    /// <summary>Connections for the archive, 1 to 100.</summary>
    public int MaxArchiveConnections { get; init; } = 8;

    /// <summary>How long a statement may take before the store counts as unavailable.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Wraps the data keys of sealed values; <c>null</c> for tools that look at the schema and at no value.</summary>
    public IKeyEncryptionKeys? Keys { get; init; }

    /// <summary>
    /// The columns in which everything is sealed, outside of the database; <c>null</c> for tools that serve nobody, and for stores that are thrown away: there the
    /// database is believed.
    /// </summary>
    public SealedNote? SealedNote { get; init; }

    /// <summary>False only to measure what sealing costs: values are stored as they are.</summary>
    public bool SealsValues { get; init; } = true;

    /// <summary>Seals what crosses between the sides; <c>null</c> for tools that look at the schema and at no value.</summary>
    public CrossingEnds? Crossings { get; init; }

    /// <summary>Which suites seal, and how long a data key is used.</summary>
    public CipherPolicy Ciphers { get; init; } = new();

    /// <summary>The digest of new keys for hashes.</summary>
    public HashDigest HashDigest { get; init; } = HashDigest.Sha256;

    /// <summary>The clock of data keys.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The retailer whose parties the registry serves.</summary>
    public Exchange.RetailerId Retailer { get; init; } = Exchange.RetailerId.Default;

    /// <summary>
    /// Key of the names of archived bytes and of hashed identifiers, where no <see cref="IContentProtection"/> and no
    /// <see cref="Search.ISearchProtection"/> is registered. The host reads it from the data folder.
    /// </summary>
    public ReadOnlyMemory<byte> IndexKey { get; init; } = new byte[32];

    /// <summary>Where archived bytes go instead of the database, or <c>null</c>.</summary>
    public IContentStore? OutsideArchive { get; init; }
}
