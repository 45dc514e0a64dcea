using System.Buffers;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Exchange.Acknowledging;

/// <summary>Turns a plan into the Acknowledgement_MarketDocument of the version that the party reads.</summary>
public static class AcknowledgementDraft
{
    /// <summary>Coding scheme of a party whose registration names none: EIC.</summary>
    private const string Eic = "A01";

    /// <param name="plan">What it says.</param>
    /// <param name="self">Who we are: its sender.</param>
    /// <param name="party">Its receiver; gives the version.</param>
    /// <param name="received">The document it answers, as far as it could be read.</param>
    /// <param name="mRid">Its own identification, at most 35 characters.</param>
    /// <param name="at">When it was made; fractions of the second are dropped.</param>
    /// <returns>The document, UTF-8, with XML declaration, and its profile.</returns>
    public static (ReadOnlyMemory<byte> Document, ProfileId Profile) Write(
        AcknowledgementPlan plan, Party self, Party party, DocumentReference? received, string mRid, DateTimeOffset at)
    {
        var document = new Acknowledgement(party.AcknowledgementVersion)
        {
            MRid = mRid,
            Created = WholeSecond(at),
            Sender = new PartyInRole(WithScheme(self.Code), self.MarketRole),
            Receiver = WithScheme(party.Code),
            ReceiverRole = party.MarketRole,
            Received = received,
            Reasons = plan.HeaderReasons,
            Rejected = plan.Series,
        };
        var output = new ArrayBufferWriter<byte>(2048);
        AcknowledgementWriter.Write(document, output);
        return (output.WrittenMemory, document.Profile);
    }

    /// <summary>What is told of a document that was read in full.</summary>
    public static DocumentReference ReferenceTo(MarketDocument document) =>
        new(document.MRid, document.Revision, document.Type, document.ProcessType, null, document.Created is { } created ? WholeSecond(created) : null);

    private static CodedId WithScheme(CodedId code) => code.CodingScheme is null ? code with { CodingScheme = Eic } : code;

    private static DateTimeOffset WholeSecond(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
