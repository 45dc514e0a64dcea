using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Reception;

/// <summary>
/// Policies made from the registry: the party's signing certificates (or its TLS ones), SHA-1 only where the party may, authorities and
/// revocation as the hub has them. A party without any certificate can sign nothing.
/// </summary>
/// <param name="trust">Authorities that signers must lead to.</param>
/// <param name="revocation">Revocation data at hand; null checks none.</param>
/// <param name="find">
/// A certificate by its SHA-256 thumbprint, which is all the registry has, or null: it serves messages whose KeyInfo holds none.
/// </param>
public sealed class PartySignaturePolicies(TrustAnchors trust, IRevocationSource? revocation, Func<string, X509Certificate2?>? find = null) : ISignaturePolicies
{
    private readonly ConditionalWeakTable<Party, SignaturePolicy> _made = [];

    public SignaturePolicy For(Party party) => _made.GetValue(party, Make);

    private SignaturePolicy Make(Party party) => new()
    {
        Trust = trust,
        Revocation = revocation,
        AllowSha1 = party.AllowSha1,
        ExpectedSigners = new SignerBinding(party.SigningCertificates.Count > 0 ? party.SigningCertificates : party.TlsCertificates, find ?? (static _ => null)),
    };
}
