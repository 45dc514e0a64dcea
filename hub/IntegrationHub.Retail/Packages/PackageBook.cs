using System.Text;
using IntegrationHub.Market;
using IntegrationHub.Market.Packages;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Packages;

/// <summary>The retailer's price packages. Thread-safe.</summary>
public sealed class PackageBook(IBusinessRecords records)
{
    /// <summary>Saves a package, or says everything that is wrong with it.</summary>
    public async Task<Checked<PricePackage>> ImportAsync(string json, string actor, CancellationToken cancellationToken)
    {
        var read = PackageJson.ReadPackage(json);
        if (read.Value is not { } package || read.Problems.Count > 0)
            return read;

        DateOnly? to = package.ValidTo is { } last ? new(last.Year, last.Month, last.Day) : null;
        var problem = await VersionedTexts.SaveAsync(
            records, RecordKind.Package, package.Code, package.Version, PackageJson.Write(package), new(package.ValidFrom.Year, package.ValidFrom.Month, package.ValidFrom.Day), to, "package.saved", actor,
            cancellationToken).ConfigureAwait(false);
        return problem is null ? read : problem.Bad<PricePackage>();
    }

    /// <summary>A version, or the newest; null where there is none.</summary>
    public async Task<PricePackage?> FindAsync(string code, int? version, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Package, code, version, cancellationToken).ConfigureAwait(false) is { } record ? Read(record) : null;

    public async Task<IReadOnlyList<PricePackage>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await records.ListAsync(new(RecordKind.Package), cancellationToken).ConfigureAwait(false)).Select(Read)];

    private static PricePackage Read(BusinessRecord record) => PackageJson.ReadPackage(Encoding.UTF8.GetString(record.Body.Span)).Required;
}
