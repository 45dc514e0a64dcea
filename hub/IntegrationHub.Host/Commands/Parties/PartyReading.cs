using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Host.Commands.Parties;

/// <summary>From what an operator wrote to a party; every word that means nothing is a rejection, and all of them are found.</summary>
internal sealed class PartyReading(TimeProvider time, string certificatesFrom)
{
    private readonly List<Rejection> _rejections = [];
    private readonly List<string> _warnings = [];
    private readonly List<X509Certificate2> _certificates = [];

    public IReadOnlyList<Rejection> Rejections => _rejections;

    /// <summary>What is accepted but deserves a look.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Certificates that were given whole, not by their thumbprint.</summary>
    public IReadOnlyList<X509Certificate2> Certificates => _certificates;

    /// <param name="file">As written.</param>
    /// <param name="id">Its key when it is new; one that is replaced keeps its own.</param>
    public Party Read(PartyFile file, PartyId id)
    {
        var certificates = new CertificateArguments(certificatesFrom, time, _rejections, _warnings, _certificates);
        return new Party
        {
            Id = id,
            Name = file.Name,
            DisplayName = file.DisplayName,
            Code = Code(file.Code, file.CodingScheme),
            Roles = [.. (file.Roles ?? []).Select(role => Word<PartyRole>(role, "roles")).OfType<PartyRole>().Distinct()],
            MarketRole = file.MarketRole,
            Connection = Word<PartyConnection>(file.Connection, "connection") ?? PartyConnection.None,
            Endpoints = [.. (file.Endpoints ?? []).Select(Endpoint).OfType<PartyEndpoint>()],
            TlsCertificates = certificates.Thumbprints(file.TlsCertificates ?? [], "tlsCertificates"),
            SigningCertificates = certificates.Thumbprints(file.SigningCertificates ?? [], "signingCertificates"),
            Represents = [.. (file.Represents ?? []).Select(Represented)],
            AllowedProfiles = file.AllowedProfiles ?? [],
            AcknowledgementVersion = Version(file.AcknowledgementVersion),
            AllowSha1 = file.AllowSha1,
            TolerateUnknownCodes = file.TolerateUnknownCodes,
            TakesBinary = file.TakesBinary,
            Limits = (file.Limits ?? new LimitsFile()).ToLimits(),
            PullEverySeconds = Pull(file),
            Enabled = file.Enabled,
        };
    }

    private static CodedId Code(string code, string scheme) => new(code, scheme.Length == 0 ? null : scheme);

    private static CodedId Represented(string text)
    {
        var at = text.LastIndexOf('@');
        return at < 0 ? new CodedId(text, "A01") : Code(text[..at], text[(at + 1)..]);
    }

    private PartyEndpoint? Endpoint(EndpointFile endpoint, int index)
    {
        if (Uri.TryCreate(endpoint.Address, UriKind.Absolute, out var address))
        {
            return new PartyEndpoint(endpoint.Name, address, endpoint.Order ?? index);
        }

        _rejections.Add(new Rejection("PARTY_ENDPOINTS", null, $"'{endpoint.Address}' is no address.", endpoint.Name, "Use an absolute https address."));
        return null;
    }

    private T? Word<T>(string word, string where)
        where T : struct, Enum
    {
        var value = Words.Parse<T>(word);
        if (value is null)
        {
            _rejections.Add(new Rejection("PARTY_WORD_UNKNOWN", null, $"'{word}' means nothing here.", where, $"Use one of {string.Join(", ", Enum.GetValues<T>().Select(Words.Of))}."));
        }

        return value;
    }

    private AcknowledgementVersion Version(string text)
    {
        var versions = Enum.GetValues<AcknowledgementVersion>();
        foreach (var version in versions)
        {
            if (PartyFile.VersionText(version) == text)
            {
                return version;
            }
        }

        _rejections.Add(new Rejection(
            "PARTY_WORD_UNKNOWN", null, $"There is no acknowledgement {text}.", "acknowledgementVersion", $"Use one of {string.Join(", ", versions.Select(PartyFile.VersionText))}."));
        return AcknowledgementVersion.V8_1;
    }

    private int Pull(PartyFile file)
    {
        if (file.PullEverySeconds is < 0 or > 86_400)
        {
            _rejections.Add(new Rejection("PARTY_PULL", null, $"{file.PullEverySeconds} seconds between two polls is out of range.", "pullEverySeconds", "Use 1 to 86400, or 0 to pull nothing."));
        }
        else if (file.PullEverySeconds > 0 && file.Connection != Words.Of(PartyConnection.Service))
        {
            _rejections.Add(new Rejection("PARTY_PULL", null, "Only a party with a service can be pulled from.", "pullEverySeconds", "Leave it out, or use the connection `service`."));
        }

        return file.PullEverySeconds;
    }
}
