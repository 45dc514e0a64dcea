using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Reading.Typed;
using IntegrationHub.Schemas.Validation;
using IntegrationHub.Schemas.Writing;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Reading;

/// <summary>
/// Validates a document and reads it as its own type, in one walk over its bytes. Gives the records that the writers take: what
/// was written is read as an equal record, and what was read is written as the same bytes.
/// </summary>
/// <remarks>
/// Elements that a record has no property for are validated and passed over. A valid document with a value that the record refuses
/// (positions that do not rise, an interval that ends before it starts, a price in some points only) gives no document but an
/// error with the code <c>schema.not_held</c> and its path; nothing that a document says makes these methods throw.
/// Documents are read in UTF-8, US-ASCII, ISO-8859-1 and UTF-16 as in <see cref="DocumentValidator.Read"/>, and the parameters mean the same.
/// Stateless; safe from any thread.
/// </remarks>
public static class DocumentReaders
{
    /// <summary>Reads an acknowledgement 7.0, 8.0 or 8.1.</summary>
    public static TypedReadResult<Acknowledgement> ReadAcknowledgement(ReadOnlyMemory<byte> document, XmlNamespaceContext? inherited, Profile profile, ValidationOptions? options = null) =>
        Read(AcknowledgementReading.Make(profile.Id), document, inherited, profile, options);

    /// <summary>Reads a schedule 5.2.</summary>
    public static TypedReadResult<Schedule> ReadSchedule(ReadOnlyMemory<byte> document, XmlNamespaceContext? inherited, Profile profile, ValidationOptions? options = null) =>
        Read(ScheduleReading.Make(profile.Id), document, inherited, profile, options);

    /// <summary>Reads a confirmation 5.3.</summary>
    public static TypedReadResult<Confirmation> ReadConfirmation(ReadOnlyMemory<byte> document, XmlNamespaceContext? inherited, Profile profile, ValidationOptions? options = null) =>
        Read(ConfirmationReading.Make(profile.Id), document, inherited, profile, options);

    /// <summary>Reads a reserve bid 7.2 or 7.6.</summary>
    public static TypedReadResult<ReserveBid> ReadReserveBid(ReadOnlyMemory<byte> document, XmlNamespaceContext? inherited, Profile profile, ValidationOptions? options = null) =>
        Read(ReserveBidReading.Make(profile.Id), document, inherited, profile, options);

    /// <summary>Reads an energy account 4.0 or 4.1.</summary>
    public static TypedReadResult<EnergyAccount> ReadEnergyAccount(ReadOnlyMemory<byte> document, XmlNamespaceContext? inherited, Profile profile, ValidationOptions? options = null) =>
        Read(EnergyAccountReading.Make(profile.Id), document, inherited, profile, options);

    /// <summary>Reads a publication 7.0, 7.3 or 7.4.</summary>
    public static TypedReadResult<Publication> ReadPublication(ReadOnlyMemory<byte> document, XmlNamespaceContext? inherited, Profile profile, ValidationOptions? options = null) =>
        Read(PublicationReading.Make(profile.Id), document, inherited, profile, options);

    /// <summary>Reads a generation and load document 3.0.</summary>
    public static TypedReadResult<GenerationLoad> ReadGenerationLoad(ReadOnlyMemory<byte> document, XmlNamespaceContext? inherited, Profile profile, ValidationOptions? options = null) =>
        Read(GenerationLoadReading.Make(profile.Id), document, inherited, profile, options);

    /// <summary>Reads a problem statement 3.2.</summary>
    public static TypedReadResult<ProblemStatement> ReadProblemStatement(ReadOnlyMemory<byte> document, XmlNamespaceContext? inherited, Profile profile, ValidationOptions? options = null) =>
        Read(ProblemStatementReading.Make(profile.Id), document, inherited, profile, options);

    /// <summary>Reads a status request 4.0 or 4.1.</summary>
    public static TypedReadResult<StatusRequest> ReadStatusRequest(ReadOnlyMemory<byte> document, XmlNamespaceContext? inherited, Profile profile, ValidationOptions? options = null) =>
        Read(StatusRequestReading.Make(profile.Id), document, inherited, profile, options);

    /// <summary>Reads validated metered data of the Ediel exchange, 0.1.</summary>
    public static TypedReadResult<MeteredData> ReadMeteredData(ReadOnlyMemory<byte> document, XmlNamespaceContext? inherited, Profile profile, ValidationOptions? options = null) =>
        Read(MeteredDataReading.Make(profile.Id), document, inherited, profile, options);

    private static TypedReadResult<T> Read<T>(
        Func<DocumentPart, T>? make, ReadOnlyMemory<byte> document, XmlNamespaceContext? inherited, Profile profile, ValidationOptions? options)
        where T : class
    {
        if (make is null) return new TypedReadResult<T>(OtherProfile<T>(profile.Id), null);
        var (validation, parts) = DocumentValidator.ReadParts(document, inherited, profile, options);
        if (parts is null) return new TypedReadResult<T>(validation, null);
        try
        {
            return new TypedReadResult<T>(validation, parts.To(make));
        }
        catch (NotHeldException refused)
        {
            return new TypedReadResult<T>(new ValidationResult(profile.Id, [.. validation.Errors, NotHeld<T>(refused)], validation.IsTruncated), null);
        }
    }

    private static SchemaError NotHeld<T>(NotHeldException refused) =>
        new(SchemaErrorKind.Value, refused.Code, 0, 1, 1, refused.Path, $"The document is valid, but cannot be read as {typeof(T).Name}: {refused.Message}")
        {
            Remedy = "Send the document without it, or have it processed by hand.",
        };

    private static ValidationResult OtherProfile<T>(ProfileId profile) => new(profile,
    [
        new SchemaError(SchemaErrorKind.UnknownDocument, "schema.other_profile", 0, 1, 1, "", $"{profile} is no version that is read as {typeof(T).Name}.")
        {
            Found = profile.Namespace,
            Remedy = "Send the document in a version that is processed.",
        },
    ]);
}
