using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Host.Commands.Parties;

/// <summary>
/// A party as operators write it and as <c>party show --json</c> prints it: the two are the same form, so one party's entry is the
/// beginning of the next one's.
/// </summary>
/// <param name="Name">Short unique name: lower case letters, digits and hyphens.</param>
/// <param name="Code">Coded id.</param>
/// <param name="CodingScheme">A01 is EIC, A10 is GS1.</param>
/// <param name="Roles">Hyphened, e.g. <c>trading-center</c>.</param>
/// <param name="TlsCertificates">SHA-256 thumbprints, or certificate files (relative to the file that names them).</param>
/// <param name="SigningCertificates">The same; empty means the TLS ones.</param>
/// <param name="Represents">Coded ids it may speak for besides its own; <c>CODE</c> or <c>CODE@SCHEME</c>.</param>
internal sealed record PartyFile(
    string Name,
    string Code,
    string CodingScheme = "A01",
    string DisplayName = "",
    IReadOnlyList<string>? Roles = null,
    string MarketRole = "A11",
    string Connection = "none",
    IReadOnlyList<EndpointFile>? Endpoints = null,
    IReadOnlyList<string>? TlsCertificates = null,
    IReadOnlyList<string>? SigningCertificates = null,
    IReadOnlyList<string>? Represents = null,
    IReadOnlyList<string>? AllowedProfiles = null,
    string AcknowledgementVersion = "8.1",
    bool AllowSha1 = false,
    bool TolerateUnknownCodes = false,
    bool TakesBinary = false,
    LimitsFile? Limits = null,
    int PullEverySeconds = 0,
    bool Enabled = true)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        PropertyNameCaseInsensitive = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>One party, or a list of them.</summary>
    /// <exception cref="JsonException">The text has another form; the message says where.</exception>
    public static IReadOnlyList<PartyFile> Parse(string json) => json.AsSpan().TrimStart().StartsWith("[")
        ? JsonSerializer.Deserialize<IReadOnlyList<PartyFile>>(json, Form)!
        : [JsonSerializer.Deserialize<PartyFile>(json, Form) ?? throw new JsonException("The file holds no party.")];

    public static PartyFile Of(Party party) => new(
        party.Name,
        party.Code.Value,
        party.Code.CodingScheme ?? "",
        party.DisplayName,
        [.. party.Roles.Select(Words.Of)],
        party.MarketRole,
        Words.Of(party.Connection),
        [.. party.Endpoints.OrderBy(endpoint => endpoint.Order).Select(endpoint => new EndpointFile(endpoint.Name, endpoint.Address.ToString(), endpoint.Order))],
        party.TlsCertificates,
        party.SigningCertificates,
        [.. party.Represents.Select(CodeText)],
        party.AllowedProfiles,
        VersionText(party.AcknowledgementVersion),
        party.AllowSha1,
        party.TolerateUnknownCodes,
        party.TakesBinary,
        LimitsFile.Of(party.Limits),
        party.PullEverySeconds,
        party.Enabled);

    /// <summary><c>8.1</c></summary>
    public static string VersionText(AcknowledgementVersion version) => version.ToString()[1..].Replace('_', '.');

    private static string CodeText(CodedId code) => code.CodingScheme is "A01" or null ? code.Value : $"{code.Value}@{code.CodingScheme}";
}

/// <summary>One address of a party's service.</summary>
/// <param name="Order">Lower is tried first; <c>null</c> takes the order of the list.</param>
internal sealed record EndpointFile(string Name, string Address, int? Order = null);

/// <summary>What a party may ask of the hub; what is left out keeps its default.</summary>
internal sealed record LimitsFile(
    long? MaxRequestBytes = null,
    long? MaxDocumentBytes = null,
    int? MaxCompressionRatio = null,
    int? MaxRequestsPerMinute = null,
    int? MaxListEntries = null,
    long? MaxBytesPerDay = null,
    int? MaxClockSkewSeconds = null)
{
    public static LimitsFile Of(PartyLimits limits) => new(
        limits.MaxRequestBytes,
        limits.MaxDocumentBytes,
        limits.MaxCompressionRatio,
        limits.MaxRequestsPerMinute,
        limits.MaxListEntries,
        limits.MaxBytesPerDay,
        (int)limits.MaxClockSkew.TotalSeconds);

    public PartyLimits ToLimits()
    {
        var usual = new PartyLimits();
        return new PartyLimits
        {
            MaxRequestBytes = MaxRequestBytes ?? usual.MaxRequestBytes,
            MaxDocumentBytes = MaxDocumentBytes ?? usual.MaxDocumentBytes,
            MaxCompressionRatio = MaxCompressionRatio ?? usual.MaxCompressionRatio,
            MaxRequestsPerMinute = MaxRequestsPerMinute ?? usual.MaxRequestsPerMinute,
            MaxListEntries = MaxListEntries ?? usual.MaxListEntries,
            MaxBytesPerDay = MaxBytesPerDay ?? usual.MaxBytesPerDay,
            MaxClockSkew = MaxClockSkewSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : usual.MaxClockSkew,
        };
    }
}
