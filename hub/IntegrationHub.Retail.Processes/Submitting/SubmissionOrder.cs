using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Retail.Processes.Submitting;

/// <summary>What somebody wants handed in.</summary>
/// <param name="MRid">Identification, made from what the call is known by (<see cref="DocumentIds"/>) or from the book's row.</param>
/// <param name="Revision">Revision, from 1; a corrected document has the next one.</param>
/// <param name="Actor">Who hands it in, for the history.</param>
/// <param name="Make">Writes the document; called at most once for what is kept.</param>
public sealed record SubmissionOrder(string MRid, int Revision, string Actor, Func<SubmissionFrame, byte[]> Make);

/// <summary>What a document says beside its content.</summary>
/// <param name="MRid">Identification.</param>
/// <param name="Revision">Revision.</param>
/// <param name="Created">Creation instant, on a whole second.</param>
/// <param name="Self">The retailer.</param>
/// <param name="Partner">To whom it goes.</param>
public sealed record SubmissionFrame(string MRid, int Revision, DateTimeOffset Created, Party Self, Party Partner);
