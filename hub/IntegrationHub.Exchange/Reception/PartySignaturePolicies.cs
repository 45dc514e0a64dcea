using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Signatures.Rules;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Reception;

/// <summary>
/// Policies made from the registry and the dated rules: the party's signing certificates (or its TLS ones), what its rule in force allows,
/// authorities and revocation as the hub has them. A party without any certificate can sign nothing.
/// </summary>
/// <param name="trust">Authorities that signers must lead to, where a rule names no others.</param>
/// <param name="revocation">Revocation data at hand; null checks none.</param>
/// <param name="find">
/// A certificate by its SHA-256 thumbprint, which is all the registry has, or null: it serves messages whose KeyInfo holds none.
/// </param>
/// <param name="rules">Null: the default rule at every time.</param>
/// <param name="sm2">How SM2 is called in XML, where a rule allows it; null: <see cref="Sm2Names.InUse"/>.</param>
public sealed class PartySignaturePolicies(
    TrustAnchors trust, IRevocationSource? revocation, Func<string, X509Certificate2?>? find = null, SignatureRules? rules = null, Sm2Names? sm2 = null) : ISignaturePolicies
{
    private readonly ConditionalWeakTable<Party, ConcurrentDictionary<string, SignaturePolicy>> _made = [];

    public SignaturePolicy For(Party party, DateTimeOffset at)
    {
        var book = (rules ?? SignatureRules.Default).For(party.Name);
        return book.At(at) is { } rule
            ? _made.GetValue(party, static _ => new(StringComparer.Ordinal)).GetOrAdd(rule.Name, static (_, made) => made.Self.Make(made.Party, made.Rule), (Self: this, Party: party, Rule: rule))
            : new SignaturePolicy { Trust = TrustAnchors.None, Gap = $"{party.Name}: {book.Gap(at)}" };
    }

    private SignaturePolicy Make(Party party, SignatureRule rule) => new()
    {
        Trust = trust,
        Revocation = revocation,
        Rule = rule,
        Sm2 = sm2 ?? Sm2Names.InUse,
        AllowSha1 = party.AllowSha1,
        ExpectedSigners = new SignerBinding(party.SigningCertificates.Count > 0 ? party.SigningCertificates : party.TlsCertificates, find ?? (static _ => null)),
    };
}
