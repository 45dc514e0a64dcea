using System.Reflection;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace IntegrationHub.Storage.SqlServer.Schema;

/// <summary>The model on SQL Server.</summary>
/// <remarks>
/// Identifiers are <c>binary(16)</c> in network order, because <c>uniqueidentifier</c> sorts by its last bytes and version 7 ids are to sort
/// by age; instants are <c>datetime2(7)</c> in UTC, which holds a tick; texts are <c>nvarchar</c> with a binary collation, so that
/// the parameters of the driver fit them without conversion whatever the database's own collation is (docs/decisions/sql-server-types.md).
/// </remarks>
internal sealed class SqlServerContext(DbContextOptions<SqlServerContext> options) : HubContext(options)
{
    /// <summary>Compares code points: two identifiers are the same or they are not.</summary>
    public const string Collation = "Latin1_General_100_BIN2";

    /// <summary>Conditions of indexes that PostgreSQL writes with a boolean.</summary>
    private static readonly Dictionary<string, string> Conditions = new(StringComparer.Ordinal)
    {
        ["is_self"] = "is_self = 1",
        ["code is not null and addressed"] = "code is not null and addressed = 1",
        ["not held"] = "held = 0",
        ["is_free"] = "is_free = 1",
    };

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Guid>().HaveConversion<IdConverter>().HaveColumnType("binary(16)");
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>().HaveColumnType("datetime2(7)");
    }

    protected override void FitToProvider(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                if (property.ClrType == typeof(string))
                {
                    property.SetColumnType(ColumnSizes.IsLong(property) ? "nvarchar(max)" : $"nvarchar({ColumnSizes.OfText(property)})");
                    property.SetCollation(Collation);
                }
                else if (property.ClrType == typeof(byte[]))
                {
                    property.SetColumnType(ColumnSizes.OfBytes(property.Name));
                }
            }

            foreach (var index in entity.GetIndexes())
            {
                if (index.GetFilter() is { } filter && Conditions.TryGetValue(filter, out var condition))
                    index.SetFilter(condition);
            }
        }

        // Its trigger keeps names; EF Core must not ask for values back where one is.
        model.Entity<ArchiveRow>().ToTable(static table => table.HasTrigger("keep_name"));

        // What tells another node that the parties changed: the server has no notifications that fit.
        model.Entity<PartyRow>().Property<byte[]>("RowVersion").HasColumnName("row_version").HasColumnType("rowversion").IsRowVersion();
    }

    private sealed class IdConverter() : ValueConverter<Guid, byte[]>(static id => id.ToByteArray(true), static bytes => new Guid(bytes, true));

    private sealed class InstantConverter() : ValueConverter<DateTimeOffset, DateTime>(
        static instant => instant.UtcDateTime, static stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
}

/// <summary>Sizes of columns. A clustered key may have 900 bytes, another 1,700; a test adds them up.</summary>
internal static class ColumnSizes
{
    private const int Usual = 400;

    private static readonly Dictionary<string, int> Texts = new(StringComparer.Ordinal)
    {
        ["SenderCode"] = 64, ["Code"] = 64, ["MRid"] = 256, ["Name"] = 100, ["Thumbprint"] = 64, ["ClaimedBy"] = 200, ["Profile"] = 200,
        ["RootElement"] = 200, ["Type"] = 64, ["Kind"] = 100, ["Endpoint"] = 200, ["LastError"] = 2000, ["Stream"] = 100, ["Lane"] = 100, ["Address"] = 100,
        ["IssuerKey"] = 64, ["SubjectKey"] = 64, ["Reason"] = 2000, ["LiftReason"] = 2000,
        ["Key"] = 200, ["State"] = 64, ["AccountKey"] = 64, ["SavedBy"] = 200, ["WrappedBy"] = 200,
        ["Process"] = 200, ["Node"] = 200, ["BusinessKey"] = 200, ["MessageId"] = 200, ["NoticeId"] = 200, ["Recipient"] = 200, ["Role"] = 100, ["DeployedBy"] = 200,
        ["ProcessTaskRow.Name"] = 400, ["ProcessWorkRow.Name"] = 200, ["ProcessSubscriptionRow.Name"] = 200, ["ProcessMessageRow.Name"] = 200,
    };

    private static readonly Dictionary<string, string> Bytes = new(StringComparer.Ordinal)
    {
        ["CanonicalDigest"] = "varbinary(64)", ["Sha256"] = "binary(32)", ["Salt"] = "binary(16)", ["Digest"] = "binary(32)",
        ["Name"] = "varbinary(64)", ["TokenHash"] = "varbinary(64)", ["Subject"] = "varbinary(64)", ["Hash"] = "varbinary(64)",
    };

    /// <summary>Of the property of one row, else of every property of the name.</summary>
    public static int OfText(IReadOnlyProperty property) =>
        Texts.TryGetValue($"{property.DeclaringType.ClrType.Name}.{property.Name}", out var size) ? size : Texts.GetValueOrDefault(property.Name, Usual);

    public static string OfBytes(string property) => Bytes.GetValueOrDefault(property, "varbinary(max)");

    /// <summary>JSON, and what is JSON and kept to the character: the payload of what crosses, who completed which node.</summary>
    public static bool IsLong(IReadOnlyProperty property) => property.PropertyInfo?.GetCustomAttribute<StoredAsJsonAttribute>() is not null || property.Name is "Payload" or "Completers";
}
