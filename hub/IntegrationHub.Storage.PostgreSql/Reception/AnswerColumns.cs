using IntegrationHub.Storage.Archive;
using System.Security.Cryptography;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.PostgreSql.Archive;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Reception;

/// <summary>The signed answer as a row of the archive, written with the exchange it answers.</summary>
internal static class AnswerColumns
{
    public const int Count = 9;

    public static string Values(int first) => string.Join(", ", Enumerable.Range(first, Count).Select(static number => $"${number}"));

    public static void Add(NpgsqlParameterCollection parameters, InboundExchange exchange, ReadOnlyMemory<byte> answer)
    {
        var id = exchange.AnswerArchiveId ?? throw new ArgumentException("An exchange with an answer names the answer's place in the archive.", nameof(exchange));
        var (kind, packed) = Packing.Pack(answer);
        new ArchiveItem(exchange.Retailer, id, ArchiveClass.Sent, SHA256.HashData(answer.Span), answer.Length, exchange.CompletedAt)
            .AddParameters(parameters, kind, packed, chunks: 0);
    }
}
