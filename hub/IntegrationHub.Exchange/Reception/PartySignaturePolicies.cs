using System.Runtime.CompilerServices;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Reception;

/// <summary>
/// Policies made from the registry: the party's signing certificates (or its TLS ones), SHA-1 only where the party may, authorities and
/// revocation as the hub has them. A party without any certificate can sign nothing.
/// </summary>
public sealed class PartySignaturePolicies(TrustAnchors trust, IRevocationSource? revocation) : ISignaturePolicies
{
    private readonly ConditionalWeakTable<Party, SignaturePolicy> _made = [];

    public SignaturePolicy For(Party party) => _made.GetValue(party, Make);

    private SignaturePolicy Make(Party party) => new()
    {
        Trust = trust,
        Revocation = revocation,
        AllowSha1 = party.AllowSha1,
        ExpectedSigners = new SignerBinding(party.SigningCertificates.Count > 0 ? party.SigningCertificates : party.TlsCertificates),
    };
}
