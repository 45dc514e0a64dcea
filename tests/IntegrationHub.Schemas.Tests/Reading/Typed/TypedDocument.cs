using System.Buffers;
using FsCheck;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Files;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Reading;
using IntegrationHub.Schemas.Tests.Profiles;
using IntegrationHub.Schemas.Tests.Writing;
using IntegrationHub.Schemas.Validation;
using IntegrationHub.Schemas.Writing;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Tests.Reading.Typed;

/// <summary>Reads a document as a type.</summary>
internal delegate TypedReadResult<T> Reader<T>(ReadOnlyMemory<byte> document, XmlNamespaceContext? inherited, Profile profile, ValidationOptions? options = null)
    where T : class;

/// <summary>One document type with its writer, its reader and its random documents.</summary>
/// <param name="ProfileOf">The profile of a document.</param>
/// <param name="Unwritten">Properties that a document's version, or the writer, does not write down as they are.</param>
internal sealed record TypedDocument<T>(
    Gen<T> Documents, Action<T, IBufferWriter<byte>> Write, Reader<T> Read, Func<T, ProfileId> ProfileOf, Func<T, string[]> Unwritten)
    where T : class
{
    public byte[] Bytes(T document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(document, buffer);
        return buffer.WrittenSpan.ToArray();
    }
}

/// <summary>All types that are read and written.</summary>
internal static class TypedDocuments
{
    private static readonly string[] Only76 = ["InclusiveBids", "AssetType", "CurveType", "OriginalDocument", "OriginalRevision", "Qualities"];

    private static readonly Lazy<ProfileCatalog> Catalog = new(() => ProfileCatalog.Load(new FolderSchemaSource(ProfileFolders.Xsd)).Catalog!);

    /// <summary>The shipped profiles.</summary>
    public static ProfileCatalog Shipped => Catalog.Value;

    // What was received may be anything and is written as far as it fits; an identification too long for the version moves into a reason.
    public static readonly TypedDocument<Acknowledgement> Acknowledgements = new(
        WriterGenerators.Acknowledgements, AcknowledgementWriter.Write, DocumentReaders.ReadAcknowledgement, d => d.Profile,
        d => d.Rejected.All(series => series.MRid.Length <= 35) || d.Version == AcknowledgementVersion.V8_1 ? ["Received"] : ["Received", "Rejected", "Reasons"]);

    public static readonly TypedDocument<Schedule> Schedules = new(
        WriterGenerators.Schedules, ScheduleWriter.Write, DocumentReaders.ReadSchedule, _ => Schedule.Profile, _ => []);

    public static readonly TypedDocument<Confirmation> Confirmations = new(
        WriterGenerators.Confirmations, ConfirmationWriter.Write, DocumentReaders.ReadConfirmation, _ => Confirmation.Profile, _ => []);

    public static readonly TypedDocument<ReserveBid> ReserveBids = new(
        WriterGenerators.ReserveBids, ReserveBidWriter.Write, DocumentReaders.ReadReserveBid, d => d.Profile,
        d => d.Version == ReserveBidVersion.V7_2 ? ["OutQualities", .. Only76] : ["OutQualities"]);

    public static readonly TypedDocument<EnergyAccount> EnergyAccounts = new(
        WriterGenerators.EnergyAccounts, EnergyAccountWriter.Write, DocumentReaders.ReadEnergyAccount, d => d.Profile, _ => ["MinimumQuantities", "EnergyPrices"]);

    public static readonly TypedDocument<Publication> Publications = new(
        WriterGenerators.Publications, PublicationWriter.Write, DocumentReaders.ReadPublication, d => d.Profile,
        d => d.Version == PublicationVersion.V7_0 ? ["Status", "ConnectingLine"] : []);

    public static readonly TypedDocument<GenerationLoad> GenerationLoads = new(
        WriterGenerators.GenerationLoads, GenerationLoadWriter.Write, DocumentReaders.ReadGenerationLoad, _ => GenerationLoad.Profile, _ => []);

    public static readonly TypedDocument<ProblemStatement> ProblemStatements = new(
        WriterGenerators.ProblemStatements, ProblemStatementWriter.Write, DocumentReaders.ReadProblemStatement, _ => ProblemStatement.Profile, _ => []);

    public static readonly TypedDocument<StatusRequest> StatusRequests = new(
        WriterGenerators.StatusRequests, StatusRequestWriter.Write, DocumentReaders.ReadStatusRequest, d => d.Profile, _ => []);

    // A quantity that is not available is not written; MeteredData tests say what it is read as.
    public static readonly TypedDocument<MeteredData> MeteredDocuments = new(
        WriterGenerators.MeteredDocuments, MeteredDataWriter.Write, DocumentReaders.ReadMeteredData, _ => MeteredData.Profile, _ => ["Quantities"]);
}
