namespace IntegrationHub.Market.Contracts;

/// <summary>What a piece of evidence shows.</summary>
public enum EvidenceKind
{
    /// <summary>The other side agreed to a text.</summary>
    Consent,

    /// <summary>The company signed a text.</summary>
    Signature,

    /// <summary>The contract was handed to the trading center.</summary>
    Filing,

    /// <summary>The trading center accepted it.</summary>
    Acceptance,
}

/// <summary>What shows that somebody did what a step says; it is kept with the step, or the step is not done.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="Contract">Number of the contract it is about.</param>
/// <param name="Version">Version of the contract.</param>
/// <param name="Digest">Digest of the text that was agreed to or signed; null for a filing and its acceptance.</param>
public sealed record ContractEvidence(EvidenceKind Kind, string Contract, int Version, string? Digest = null);

/// <summary>Which steps are what others did, and need to be shown: nobody's word makes a contract bind.</summary>
public static class EvidenceRules
{
    /// <summary>What a step has to show; null where it is done by being recorded.</summary>
    public static EvidenceKind? Of(ContractAction action) => action switch
    {
        ContractAction.Agree => EvidenceKind.Consent,
        ContractAction.Sign => EvidenceKind.Signature,
        ContractAction.File => EvidenceKind.Filing,
        ContractAction.AcceptFiling => EvidenceKind.Acceptance,
        _ => null,
    };

    /// <summary>Null where the step shows what it has to.</summary>
    internal static Problem? Check(ContractLife contract, ContractAction action, ContractEvidence? evidence)
    {
        if (Of(action) is not { } wanted)
            return null;

        if (evidence?.Kind != wanted)
            return new(ProblemCodes.ContractEvidence, $"{action} needs {Word(wanted)} to be kept with it.", "evidence", Remedy(wanted));

        var fits = evidence.Contract == contract.Terms.MRid && evidence.Version == contract.Terms.Version
            && (wanted is not (EvidenceKind.Consent or EvidenceKind.Signature) || evidence.Digest == contract.Digest);
        return fits ? null : new(ProblemCodes.ContractEvidence, $"{Capital(Word(wanted))} is of another text, version or contract.", "evidence", Remedy(wanted));
    }

    private static string Word(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Consent => "the consent of the other side",
        EvidenceKind.Signature => "the company's signature",
        EvidenceKind.Filing => "the filing",
        _ => "the trading center's acceptance",
    };

    private static string Remedy(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Consent => "Have a code sent to the other side, and entered (`ihub contract consent send`, `give`).",
        EvidenceKind.Signature => "Let a signatory sign in the process contract-signing.",
        EvidenceKind.Filing => "Let the process contract-signing file it; or attach the receipt of a filing by hand and name it with --evidence.",
        _ => "Wait for the trading center's acknowledgement; or attach its letter and name it with --evidence.",
    };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
