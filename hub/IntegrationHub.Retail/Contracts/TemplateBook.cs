using System.Text;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Contracts;

/// <summary>Wordings of contracts: the shipped ones, and the retailer's own. Thread-safe.</summary>
public sealed class TemplateBook(IBusinessRecords records)
{
    private const string Prefix = "templates/";

    /// <summary>Templates to begin with. They are examples of form; their wording is for the retailer's lawyers to replace.</summary>
    public static IReadOnlyList<ContractTemplate> Shipped { get; } =
        [.. typeof(TemplateBook).Assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Load)];

    public async Task<Checked<ContractTemplate>> ImportAsync(string json, string actor, CancellationToken cancellationToken)
    {
        var read = ContractJson.ReadTemplate(json);
        if (read.Value is not { } template || read.Problems.Count > 0)
            return read;

        if (Shipped.Any(shipped => shipped.Code == template.Code))
            return new Problem(RetailProblems.Exists, $"{template.Code} is the name of a shipped template.", "code", "Give it a code of its own.").Bad<ContractTemplate>();

        var problem = await VersionedTexts.SaveAsync(
            records, RecordKind.Template, template.Code, template.Version, ContractJson.Write(template), null, null, "contract-template.saved", actor, cancellationToken).ConfigureAwait(false);
        return problem is null ? read : problem.Bad<ContractTemplate>();
    }

    public async Task<ContractTemplate?> FindAsync(string code, int version, CancellationToken cancellationToken) =>
        Shipped.FirstOrDefault(template => template.Code == code && template.Version == version)
        ?? (await records.FindAsync(RecordKind.Template, code, version, cancellationToken).ConfigureAwait(false) is { } record ? Read(record) : null);

    public async Task<IReadOnlyList<ContractTemplate>> ListAsync(CancellationToken cancellationToken) =>
        [.. Shipped, .. (await records.ListAsync(new(RecordKind.Template), cancellationToken).ConfigureAwait(false)).Select(Read)];

    private static ContractTemplate Read(BusinessRecord record) => ContractJson.ReadTemplate(Encoding.UTF8.GetString(record.Body.Span)).Required;

    private static ContractTemplate Load(string name)
    {
        using var reader = new StreamReader(typeof(TemplateBook).Assembly.GetManifestResourceStream(name)!);
        return ContractJson.ReadTemplate(reader.ReadToEnd()).Required;
    }
}
