using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Tracking;

/// <summary>By what contracts under delivery are judged, version after version. Thread-safe.</summary>
public sealed class TrackingTermsBook(IBusinessRecords records)
{
    /// <summary>Characters of one version.</summary>
    public const int LongestText = 1_000_000;

    private const string Key = "tracking";

    /// <summary>Keeps a version, or says everything that is wrong with it. The same version with the same content again changes nothing.</summary>
    public async Task<Checked<TrackingTerms>> ImportAsync(string json, string actor, CancellationToken cancellationToken)
    {
        if (json.Length > LongestText)
            return new Problem(ProblemCodes.FileTooLarge, string.Create(CultureInfo.InvariantCulture, $"The text has {json.Length} characters."), "terms", $"Use at most {LongestText}.").Bad<TrackingTerms>();

        var read = TrackingTerms.Read(json);
        if (read.Value is not { } terms || read.Problems.Count > 0)
            return read;

        var problem = await VersionedTexts.SaveAsync(records, RecordKind.TrackingTerms, Key, terms.Version, MarketJson.Write(terms), null, null, "tracking-terms.saved", actor, cancellationToken).ConfigureAwait(false);
        return problem is null ? read : problem.Bad<TrackingTerms>();
    }

    /// <summary>The newest version; null where there is none yet.</summary>
    public async Task<TrackingTerms?> FindAsync(CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.TrackingTerms, Key, null, cancellationToken).ConfigureAwait(false) is { } record ? record.Read<TrackingTerms>("terms of tracking") : null;
}
