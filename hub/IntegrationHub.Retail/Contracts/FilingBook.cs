using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Contracts;

/// <summary>A contract as it was handed to the trading center.</summary>
/// <param name="Contract">Number of the contract.</param>
/// <param name="Version">Its version.</param>
/// <param name="Number">Counts the filings of the contract, from 1.</param>
/// <param name="MRid">Identification of the document.</param>
/// <param name="Party">Name of the trading center.</param>
/// <param name="Signature">The company's signature, by its name.</param>
/// <param name="Call">The call that made it: the same call again finds it.</param>
public sealed record ContractFiling(string Contract, int Version, int Number, string MRid, string Party, string Signature, string Call)
{
    /// <summary>Why it never left; null for one that was sent.</summary>
    public string? Refused { get; init; }

    /// <summary>SHA-256 of the attached receipt, of one that was filed by hand; else null.</summary>
    public string? Receipt { get; init; }

    /// <summary>What its acceptance is known by: the mRID that was acknowledged, or SHA-256 of the attached letter; null while it is not known.</summary>
    public string? Accepted { get; init; }
}

/// <summary>Filings of contracts. Thread-safe.</summary>
public sealed class FilingBook(IBusinessRecords records)
{
    /// <summary>All filings of a contract, oldest first.</summary>
    public async Task<IReadOnlyList<ContractFiling>> ListAsync(string contract, CancellationToken cancellationToken) =>
        [.. (await records.ListAsync(new(RecordKind.Filing) { Key = contract }, cancellationToken).ConfigureAwait(false)).Select(static record => Of(record))];

    /// <summary>The record to be saved with the step that it belongs to; of one that is there, on top of it.</summary>
    public async Task<BusinessRecord> ToRecordAsync(ContractFiling filing, CancellationToken cancellationToken)
    {
        var there = await records.FindAsync(RecordKind.Filing, filing.Contract, filing.Number, cancellationToken).ConfigureAwait(false);
        return new(
            RecordKind.Filing, filing.Contract, filing.Number, filing switch { { Refused: not null } => "refused", { Accepted: not null } => "accepted", _ => "sent" }, null, null, MarketJson.WriteUtf8(filing), there?.Revision ?? 0);
    }

    /// <summary>The same as evidence: of the filing, or of its acceptance where that is known.</summary>
    public async Task<StepProof> ToProofAsync(ContractFiling filing, CancellationToken cancellationToken) => new(
        new(filing.Accepted is null ? EvidenceKind.Filing : EvidenceKind.Acceptance, filing.Contract, filing.Version),
        await ToRecordAsync(filing, cancellationToken).ConfigureAwait(false));

    private static ContractFiling Of(BusinessRecord record) =>
        record.Read<ContractFiling>("filing");
}
