using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Contracts;

/// <summary>Evidence of a step with the record that keeps it: both are saved with the step, or nothing is.</summary>
public sealed record StepProof
{
    /// <param name="evidence">What is shown.</param>
    /// <param name="record">The record of it, of the same contract.</param>
    /// <exception cref="ArgumentException">The record is of another kind or contract: a mistake of the program, not of its users.</exception>
    public StepProof(ContractEvidence evidence, BusinessRecord record)
    {
        var kind = evidence.Kind switch
        {
            EvidenceKind.Consent => RecordKind.Consent,
            EvidenceKind.Signature => RecordKind.Signature,
            _ => RecordKind.Filing,
        };
        if (record.Kind != kind || record.Key != evidence.Contract)
            throw new ArgumentException($"A {record.Kind} of {record.Key} does not keep the {evidence.Kind} of {evidence.Contract}.", nameof(record));

        Evidence = evidence;
        Record = record;
    }

    /// <summary>What is shown.</summary>
    public ContractEvidence Evidence { get; }

    /// <summary>What keeps it.</summary>
    public BusinessRecord Record { get; }
}
