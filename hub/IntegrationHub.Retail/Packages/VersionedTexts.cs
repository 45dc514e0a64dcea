using System.Globalization;
using System.Text;
using IntegrationHub.Market;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Packages;

/// <summary>Things that are entered as JSON and never changed, only followed by a next version: packages and templates.</summary>
internal static class VersionedTexts
{
    /// <summary>Saves a version: the next one, or the same text again, which changes nothing.</summary>
    public static async Task<Problem?> SaveAsync(
        IBusinessRecords records, RecordKind kind, string code, int version, string text, DateOnly? from, DateOnly? to, string fact, string actor, CancellationToken cancellationToken)
    {
        var newest = await records.FindAsync(kind, code, null, cancellationToken).ConfigureAwait(false);
        if (newest is not null && version <= newest.Version)
        {
            var same = version == newest.Version ? newest : await records.FindAsync(kind, code, version, cancellationToken).ConfigureAwait(false);
            return same is not null && Encoding.UTF8.GetString(same.Body.Span) == text
                ? null
                : new(RetailProblems.Exists, $"{code} has a version {version} already, and it says something else.", "version", $"Give the next version: {newest.Version + 1}.");
        }

        if (version != (newest?.Version ?? 0) + 1)
            return new(RetailProblems.VersionOrder, $"{code} has {(newest is null ? "no version" : $"version {newest.Version}")}; {version} does not follow.", "version", $"Give version {(newest?.Version ?? 0) + 1}.");

        var facts = new Dictionary<string, string> { ["code"] = code, ["version"] = version.ToString(CultureInfo.InvariantCulture) };
        return await records.SaveAsync([new(kind, code, version, "valid", from, to, Encoding.UTF8.GetBytes(text))], [new(fact, facts)], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved
            ? null
            : RetailProblems.SomebodyElse;
    }
}
