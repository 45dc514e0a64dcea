using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Exchange.Parties;

/// <summary>How documents reach a party and how it reaches us.</summary>
public enum PartyConnection
{
    /// <summary>A market member that the hub knows but does not exchange with.</summary>
    None,

    /// <summary>The party runs a service: the hub pushes to it and pulls from it.</summary>
    Service,

    /// <summary>The party is a client only: it fetches what is addressed to it from the hub.</summary>
    Client,

    /// <summary>The party has no interface: the same documents leave and enter as files.</summary>
    Files,
}

/// <summary>A market member: an organisation the hub knows and, mostly, exchanges documents with.</summary>
/// <remarks>Immutable; a change makes a new instance and a new snapshot of the <see cref="PartyDirectory"/>.</remarks>
public sealed record Party
{
    public required PartyId Id { get; init; }

    public RetailerId Retailer { get; init; } = RetailerId.Default;

    /// <summary>Short unique name for people and the command line: lower case letters, digits and hyphens, 2 to 40 characters.</summary>
    public required string Name { get; init; }

    public string DisplayName { get; init; } = "";

    /// <summary>The coded id (EIC with its check character verified, or another scheme) that its documents name.</summary>
    public required CodedId Code { get; init; }

    public IReadOnlyList<PartyRole> Roles { get; init; } = [];

    /// <summary>The market role code that acknowledgements to the party carry (RoleTypeList), e.g. A11 market operator.</summary>
    public string MarketRole { get; init; } = "A11";

    public PartyConnection Connection { get; init; }

    public IReadOnlyList<PartyEndpoint> Endpoints { get; init; } = [];

    /// <summary>SHA-256 thumbprints (64 upper-case hex digits) of the certificates that are this party on the wire (TLS).</summary>
    public IReadOnlyList<string> TlsCertificates { get; init; } = [];

    /// <summary>SHA-256 thumbprints of the certificates that may sign for this party; empty means the TLS ones.</summary>
    public IReadOnlyList<string> SigningCertificates { get; init; } = [];

    /// <summary>Coded ids of senders and owners the party may speak for besides its own <see cref="Code"/>.</summary>
    public IReadOnlyList<CodedId> Represents { get; init; } = [];

    /// <summary>Profile names (<c>Schedule 5.2</c>) it may send; empty means every profile that is loaded.</summary>
    public IReadOnlyList<string> AllowedProfiles { get; init; } = [];

    public AcknowledgementVersion AcknowledgementVersion { get; init; } = AcknowledgementVersion.V8_1;

    /// <summary>SHA-1 signatures of old clients; off unless a party cannot do better.</summary>
    public bool AllowSha1 { get; init; }

    /// <summary>Unknown codes are a warning for this party instead of a rejection.</summary>
    public bool TolerateUnknownCodes { get; init; }

    /// <summary>May hand over files of any kind (format BINARY), which no profile and no rule judges; off unless it was agreed.</summary>
    public bool TakesBinary { get; init; }

    public PartyLimits Limits { get; init; } = new();

    /// <summary>Seconds between two List polls of a <see cref="PartyConnection.Service"/> party; 0 switches pulling off.</summary>
    public int PullEverySeconds { get; init; }

    /// <summary>False when the party was switched off: it is answered 403 and its lane rests.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>True when <paramref name="code"/> is the party itself or somebody it speaks for.</summary>
    public bool SpeaksFor(CodedId code)
    {
        if (Same(Code, code))
        {
            return true;
        }

        foreach (var represented in Represents)
        {
            if (Same(represented, code))
            {
                return true;
            }
        }

        return false;

        static bool Same(CodedId a, CodedId b) =>
            string.Equals(a.Value, b.Value, StringComparison.Ordinal)
            && (a.CodingScheme is null || b.CodingScheme is null || string.Equals(a.CodingScheme, b.CodingScheme, StringComparison.Ordinal));
    }
}
