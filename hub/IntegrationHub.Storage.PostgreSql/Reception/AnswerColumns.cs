using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Archive;
using IntegrationHub.Storage.PostgreSql.Archive;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Reception;

/// <summary>The signed answer as a row of the archive, written with the exchange it answers.</summary>
internal static class AnswerColumns
{
    public const int Count = ArchiveItem.ColumnCount;

    public static string Values(int first) => string.Join(", ", Enumerable.Range(first, Count).Select(static number => $"${number}"));

    public static void Add(NpgsqlParameterCollection parameters, ContentCodec codec, InboundExchange exchange, ReadOnlyMemory<byte> answer)
    {
        var id = exchange.AnswerArchiveId ?? throw new ArgumentException("An exchange with an answer names the answer's place in the archive.", nameof(exchange));
        ArchiveItem.AddUnnamed(parameters, codec, exchange.Retailer, id, ArchiveClass.Sent, answer, exchange.CompletedAt);
    }
}
