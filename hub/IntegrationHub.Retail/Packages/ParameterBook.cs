using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Parameters;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Packages;

/// <summary>Figures of market rules and of the company, version after version. Thread-safe.</summary>
public sealed class ParameterBook(IBusinessRecords records)
{
    /// <summary>Characters of one version.</summary>
    public const int LongestText = 200_000;

    private const string Key = "parameters";

    /// <summary>Keeps a version, or says everything that is wrong with it. The same version with the same content again changes nothing.</summary>
    public async Task<Checked<RetailParameters>> ImportAsync(string json, string actor, CancellationToken cancellationToken)
    {
        if (json.Length > LongestText)
            return new Problem(ProblemCodes.FileTooLarge, string.Create(CultureInfo.InvariantCulture, $"The text has {json.Length} characters."), "parameters", $"Use at most {LongestText}.").Bad<RetailParameters>();

        var read = RetailParameters.Read(json);
        if (read.Value is not { } parameters || read.Problems.Count > 0)
            return read;

        var problem = await VersionedTexts.SaveAsync(records, RecordKind.Parameters, Key, parameters.Version, MarketJson.Write(parameters), null, null, "parameters.saved", actor, cancellationToken).ConfigureAwait(false);
        return problem is null ? read : problem.Bad<RetailParameters>();
    }

    /// <summary>The newest version; one without any figure where none was entered yet.</summary>
    public async Task<RetailParameters> FindAsync(CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Parameters, Key, null, cancellationToken).ConfigureAwait(false) is { } record ? record.Read<RetailParameters>("parameters") : RetailParameters.None;
}
