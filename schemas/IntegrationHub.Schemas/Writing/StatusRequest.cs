using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Versions of the status request that the writer knows.</summary>
public enum StatusRequestVersion
{
    /// <summary>4.0: an identification of at most 35 characters.</summary>
    V4_0,

    /// <summary>4.1: an identification of at most 60 characters.</summary>
    V4_1,
}

/// <summary>A <c>StatusRequest_MarketDocument</c> 4.0 or 4.1: asks what became of something, named by attributes. Immutable.</summary>
/// <exception cref="ArgumentException">A value that no status request of this version can carry.</exception>
public sealed record StatusRequest
{
    public StatusRequest(StatusRequestVersion version) => Version = version;

    public StatusRequestVersion Version { get; }

    public required string MRid { get; init => field = Checked.Id(value, Version == StatusRequestVersion.V4_0 ? 35 : 60); }

    /// <summary>Message type, e.g. A59 status request for a status within a process.</summary>
    public required string Type { get; init => field = Checked.Code(value); }

    public required PartyInRole Sender { get; init; }

    public required PartyInRole Receiver { get; init; }

    public required DateTimeOffset Created { get; init => field = Checked.Second(value); }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<RequestAttribute> Attributes { get; init => field = Checked.Some(value); }

    public ProfileId Profile => ProfileOf(Version);

    internal static ProfileId ProfileOf(StatusRequestVersion version) => version == StatusRequestVersion.V4_0 ? Profile40 : Profile41;

    private static readonly ProfileId Profile40 = WriterProfile.Of("StatusRequest", "StatusRequest_MarketDocument", "451-5:statusrequestdocument", 4, 0);
    private static readonly ProfileId Profile41 = WriterProfile.Of("StatusRequest", "StatusRequest_MarketDocument", "451-5:statusrequestdocument", 4, 1);
}

/// <summary>An attribute with its value (at most 150 characters) and the coding scheme where the value has one.</summary>
public sealed record RequestAttribute(string Name, string Value, string? CodingScheme = null)
{
    public string Name { get; init => field = Checked.Text(value, 10_000); } = Checked.Text(Name, 10_000);

    public string Value { get; init => field = Checked.Text(value, 150); } = Checked.Text(Value, 150);

    public string? CodingScheme { get; init => field = Checked.OptionalCode(value); } = Checked.OptionalCode(CodingScheme);
}
