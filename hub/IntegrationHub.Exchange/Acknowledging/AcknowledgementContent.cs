using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Acknowledging;

/// <summary>What a business or technical acknowledgement says about a document as a whole.</summary>
public enum AcknowledgementOutcome
{
    /// <summary>A01.</summary>
    Accepted,

    /// <summary>A03, or acceptance with errors in series or intervals.</summary>
    PartlyAccepted,

    /// <summary>A02, or reasons that only a rejection has.</summary>
    Rejected,

    /// <summary>No reason that says either; somebody has to read it.</summary>
    Unclear,
}

/// <summary>A received Acknowledgement_MarketDocument, read.</summary>
/// <param name="MRid">Its own identification.</param>
/// <param name="Outcome">What it says of the document.</param>
/// <param name="Acknowledged">The document it answers; parts may be missing in a technical one.</param>
/// <param name="Reasons">Its reasons as rejections of our document, header first, then series and intervals.</param>
public sealed record AcknowledgementContent(
    string MRid, AcknowledgementOutcome Outcome, DocumentReference? Acknowledged, IReadOnlyList<Rejection> Reasons);
