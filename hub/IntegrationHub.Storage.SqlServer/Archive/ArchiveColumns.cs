using System.Security.Cryptography;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Archive;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Archive;

/// <summary>The head row of archived bytes as statements write it.</summary>
internal static class ArchiveColumns
{
    /// <summary>An insert whose parameters begin with <paramref name="prefix"/>, so that a statement may hold several.</summary>
    public static string Insert(string prefix) =>
        $"""
        insert into hub.archive (retailer_id, id, class, packing, sha256, length, chunks, stored_at, body)
        values (@retailer, @{prefix}_id, @{prefix}_class, @{prefix}_packing, @{prefix}_sha256, @{prefix}_length, @{prefix}_chunks, @{prefix}_stored_at, @{prefix}_body);
        """;

    /// <summary>Bytes that go in one piece.</summary>
    public static void AddWhole(SqlParameterCollection parameters, string prefix, Guid id, ArchiveClass archiveClass, ReadOnlyMemory<byte> bytes, DateTimeOffset at)
    {
        var (kind, packed) = Packing.Pack(bytes);
        Add(parameters, prefix, id, archiveClass, SHA256.HashData(bytes.Span), bytes.Length, at, kind, packed, chunks: 0);
    }

    public static void Add(
        SqlParameterCollection parameters, string prefix, Guid id, ArchiveClass archiveClass, byte[] sha256, long length, DateTimeOffset at,
        PackingKind kind, ReadOnlyMemory<byte> body, int chunks) =>
        parameters
            .Id($"@{prefix}_id", id).Short($"@{prefix}_class", (int)archiveClass).Short($"@{prefix}_packing", (int)kind).Bytes($"@{prefix}_sha256", sha256)
            .Long($"@{prefix}_length", length).Int($"@{prefix}_chunks", chunks).Time($"@{prefix}_stored_at", at).Bytes($"@{prefix}_body", body);
}
