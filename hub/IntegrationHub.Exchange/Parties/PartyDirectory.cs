using System.Collections.Frozen;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Parties;

/// <summary>An immutable snapshot of all parties, with the look-ups that the way of a document needs.</summary>
public sealed class PartyDirectory
{
    private readonly FrozenDictionary<string, Party> _byTlsCertificate;
    private readonly FrozenDictionary<string, Party> _byName;
    private readonly FrozenDictionary<Guid, Party> _byId;
    private readonly FrozenDictionary<string, Party> _byCode;

    /// <summary>Our own identity: the code documents to us name as receiver, and ours name as sender.</summary>
    public Party Self { get; }

    public IReadOnlyList<Party> Parties { get; }

    public PartyDirectory(Party self, IReadOnlyList<Party> parties)
    {
        Self = self;
        Parties = parties;
        _byTlsCertificate = parties
            .SelectMany(party => party.TlsCertificates.Select(thumbprint => (thumbprint, party)))
            .ToFrozenDictionary(pair => pair.thumbprint, pair => pair.party, StringComparer.OrdinalIgnoreCase);
        _byName = parties.ToFrozenDictionary(party => party.Name, StringComparer.Ordinal);
        _byId = parties.ToFrozenDictionary(party => party.Id.Value);
        _byCode = parties.ToFrozenDictionary(party => party.Code.Value, StringComparer.Ordinal);
    }

    /// <summary>The party that this TLS certificate is, by its SHA-256 thumbprint; nothing else identifies a caller.</summary>
    public Party? FindByCertificate(string sha256Thumbprint) => _byTlsCertificate.GetValueOrDefault(sha256Thumbprint);

    public Party? FindByName(string name) => _byName.GetValueOrDefault(name);

    public Party? Find(PartyId id) => _byId.GetValueOrDefault(id.Value);

    public Party? FindByCode(CodedId code) =>
        _byCode.GetValueOrDefault(code.Value) is { } party && party.SpeaksFor(code) ? party : null;
}
