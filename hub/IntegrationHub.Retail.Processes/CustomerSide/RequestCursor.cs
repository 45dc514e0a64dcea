using System.Globalization;
using System.Text;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>How far the requests of customers are handled: the number of the last one.</summary>
/// <param name="Number">0 before the first.</param>
/// <param name="Revision">Of the record; 0 before the first.</param>
internal sealed record RequestCursor(long Number, long Revision)
{
    /// <summary>Beside the requests, whose keys are ids.</summary>
    public const string Key = "handled-to";

    public static async Task<RequestCursor> ReadAsync(IBusinessRecords records, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Request, Key, 1, cancellationToken).ConfigureAwait(false) is { } record
            ? new(long.Parse(Encoding.UTF8.GetString(record.Body.Span), CultureInfo.InvariantCulture), record.Revision)
            : new(0, 0);

    public BusinessRecord To(long number) => new(RecordKind.Request, Key, 1, "cursor", null, null, Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)), Revision);
}
