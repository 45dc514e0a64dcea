using IntegrationHub.Storage.Protection;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Opening;

/// <summary>What the hub asks of a server before it trusts it.</summary>
/// <param name="MajorVersion">16 is SQL Server 2022; cloud services have numbers of their own.</param>
/// <param name="EngineEdition">Of <c>SERVERPROPERTY</c>: 5 Azure SQL Database, 8 managed instance; others are a server that somebody runs (9: Azure SQL Edge), or take no tables of the hub.</param>
/// <param name="Version">For people.</param>
/// <param name="Database">Its name.</param>
/// <param name="ReadCommittedSnapshot">Readers see the last commit and wait for nobody.</param>
/// <param name="DelayedDurability">0 never, 1 where a transaction asks for it, 2 always.</param>
/// <param name="IsEncrypted">Transparent data encryption is switched on.</param>
/// <param name="EncryptionState">Of <c>sys.dm_database_encryption_keys</c>; null when the login may not see it or there is no key.</param>
/// <param name="MaySeeEncryption">The login has the right to see it.</param>
/// <param name="IsReadOnly">The database takes no writes: a secondary, or set so.</param>
/// <param name="MaxParallelism">Of one statement's plan in this database; 0 is as many as the server likes.</param>
internal sealed record ServerFacts(
    int MajorVersion, int EngineEdition, string Version, string Database, bool ReadCommittedSnapshot, int DelayedDurability, bool IsEncrypted, int? EncryptionState,
    bool MaySeeEncryption, bool IsReadOnly, int MaxParallelism)
{
    /// <summary>One's own database is always visible in <c>sys.databases</c>; the state of the key needs a right that no more than looks.</summary>
    internal static readonly Statement Read = new(
        "opening.facts",
        """
        declare @may_see bit = iif(
            has_perms_by_name(null, null, N'VIEW SERVER SECURITY STATE') = 1 or has_perms_by_name(null, null, N'VIEW SERVER STATE') = 1
            or has_perms_by_name(db_name(), N'DATABASE', N'VIEW DATABASE SECURITY STATE') = 1, 1, 0);
        declare @state int;
        if @may_see = 1
            select @state = k.encryption_state from sys.dm_database_encryption_keys as k where k.database_id = db_id();
        select convert(int, serverproperty(N'ProductMajorVersion')), convert(int, serverproperty(N'EngineEdition')),
            convert(nvarchar(128), serverproperty(N'ProductVersion')), d.name, d.is_read_committed_snapshot_on, d.delayed_durability, d.is_encrypted, @state, @may_see,
            iif(convert(nvarchar(128), databasepropertyex(d.name, N'Updateability')) = N'READ_ONLY', 1, 0),
            coalesce((select convert(int, c.[value]) from sys.database_scoped_configurations as c where c.name = N'MAXDOP'), 0)
        from sys.databases as d where d.database_id = db_id();
        """);

    /// <summary>Its versions are Microsoft's, and it encrypts the files by itself.</summary>
    public bool IsCloudService => EngineEdition is 5 or 8;

    /// <summary>States of the key: 0 none, 1 off, 2 encrypting, 3 on, 4 the key changes, 5 decrypting, 6 the key's protection changes.</summary>
    public DiskEncryption Encryption => (IsEncrypted, EncryptionState) switch
    {
        (true, _) when IsCloudService => DiskEncryption.Managed,
        (_, 5) => DiskEncryption.Ending,
        (_, 2) => DiskEncryption.Starting,
        (true, 3 or 4 or 6) => DiskEncryption.On,
        (true, null) when !MaySeeEncryption => DiskEncryption.NotVisible,
        _ => DiskEncryption.Off,
    };

    public static ServerFacts Of(SqlDataReader reader) => new(
        reader.GetInt32(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3), reader.GetBoolean(4), reader.GetInt32(5), reader.GetBoolean(6), reader.Int(7),
        reader.GetBoolean(8), reader.GetInt32(9) == 1, reader.GetInt32(10));
}
