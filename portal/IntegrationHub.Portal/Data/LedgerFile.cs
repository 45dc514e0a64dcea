using System.Globalization;
using System.Text.Json;
using IntegrationHub.Exchange.History;
using IntegrationHub.Portal.Pages.Parts;

namespace IntegrationHub.Portal.Data;

/// <summary>Entries of the ledger as a file to work with. It proves nothing: what proves is the export of the whole ledger and the bundle of an exchange.</summary>
public static class LedgerFile
{
    private static readonly string[] Columns = ["id", "at", "kind", "actor", "exchange", "party", "facts"];

    /// <summary>Rows for spreadsheets, UTF-8 with a mark; facts are one cell of JSON.</summary>
    public static Task WriteCsvAsync(Stream target, IAsyncEnumerable<ExchangeEvent> events, CancellationToken cancellationToken) => CsvFile.WriteAsync(
        target, Columns, events.Select(static item => (IReadOnlyList<object?>)[item.Id, item.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), item.Kind, item.Actor, item.ExchangeId, item.PartyId, item.Data]),
        cancellationToken);

    /// <summary>One JSON object a line, with the members that the HTTP API gives an entry.</summary>
    public static async Task WriteLinesAsync(Stream target, IAsyncEnumerable<ExchangeEvent> events, CancellationToken cancellationToken)
    {
        await foreach (var item in events.WithCancellation(cancellationToken))
            await target.WriteAsync(Line(item), cancellationToken);
    }

    private static byte[] Line(ExchangeEvent item) => [.. JsonSerializer.SerializeToUtf8Bytes(EventView.Of(item), JsonSerializerOptions.Web), (byte)'\n'];
}
