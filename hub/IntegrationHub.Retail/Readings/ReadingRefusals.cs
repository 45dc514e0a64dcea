using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Readings;

/// <summary>Writes into the history that the readings of a document were not taken: which document, how many problems, which codes. Thread-safe.</summary>
public sealed class ReadingRefusals(IBusinessRecords records)
{
    public const string Kind = "readings.refused";

    public Task TellAsync(string mRid, IReadOnlyList<Problem> problems, string actor, CancellationToken cancellationToken) => records.SaveAsync(
        [],
        [
            new(Kind, new Dictionary<string, string>
            {
                ["document"] = mRid,
                ["problems"] = problems.Count.ToString(CultureInfo.InvariantCulture),
                ["codes"] = string.Join(' ', problems.Select(static problem => problem.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
            }),
        ],
        actor,
        cancellationToken);
}
